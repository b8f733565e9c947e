/**
 * Every number the judgement rests on, each with its source. Sources: [facts] public vendor documents and reports
 * gathered in the project's facts page on phantom clicks; [sim] chosen on tests/simulator with each gateway behaviour
 * left out in turn (npm run accuracy -- phantom); [def] follows from the definition. What the user's own data can
 * teach starts here and moves with them: `strength` is how many sessions of own data weigh as much as the start.
 */

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const VERDICT = {
  /** [def] DESIGN: human from here on. */
  human: 0.8,
  /** [def] scanner up to here. */
  scanner: 0.2,
  /** [facts 1.8, patent 12,489,787] a click younger than this waits. */
  hold: 10 * MINUTE,
} as const;

export const SESSION = {
  /** [facts 1.8] events of one prospect on one message with smaller gaps are one session. */
  gap: 30 * SECOND,
  /** [facts R4, 1.3] two clicks on different links within this time: nobody reads that fast. */
  fast: 2 * SECOND,
  /** [facts 1.3, 1.7] the same link twice within this time: a double tap, or a check at the time of the click. */
  pair: 16 * SECOND,
  /** [facts 1.7.9] double taps come within this time. */
  tap: 2 * SECOND,
} as const;

export const HUMAN = {
  /** P(a person clicks) per email and prospect [facts 7: 2 to 5 % raw], as strong as this many emails. */
  rate: 0.05,
  rateStrength: 40,
  /** A sequence's own rate, pooled with everyone's, as strong as this many emails [sim]. */
  sequenceStrength: 30,
  /** Some people click more than others: shape of the gamma distribution of their rates [sim]. */
  interestShape: 1.2,
  /** ln seconds from sending to the click: median 3 h, spread from [facts 6.4] 4 h .45, 1 d .70, 7 d .95. */
  delayMean: 9.3,
  delaySpread: 2.1,
  delayStrength: 40,
  /** Readers who click at once: 3 % under a minute [facts 1.9]. */
  quickShare: 0.05,
  quickMean: 4.2,
  quickSpread: 1.1,
  /** Expected further sessions of a person who clicked, and how they spread [sim]. */
  again: 0.25,
  againStrength: 15,
  /** Of those sessions, how many come within `soonWithin` of the one before: a second link, a forward [sim]. */
  againSoon: 0.4,
  soonWithin: 30 * MINUTE,
  /** Colleagues who click within a minute of each other (a stand-up, a call): per colleague's click [sim]. */
  together: 0.004,
  togetherWithin: 60 * SECOND,
} as const;

/**
 * Behaviours a gateway can have. Times are edges of ln(1 + seconds since sending), with soft ends. The late ones start
 * rare [facts 1.2: over 5 minutes mostly human]: with one email to a company nothing tells a late scan from a person,
 * and what starts common there takes people's clicks away (tests/unit/phantom/plain-world.test.ts).
 */
export const BEHAVIOURS = [
  { name: 'at delivery', from: 0, to: 60 * SECOND, share: 0.7 },
  { name: 'within minutes', from: 20 * SECOND, to: 6 * MINUTE, share: 0.19 },
  { name: 'minutes to an hour late', from: 4 * MINUTE, to: 75 * MINUTE, share: 0.05 },
  { name: 'hours late', from: 50 * MINUTE, to: 40 * HOUR, share: 0.02 },
  { name: 'at a minute of the hour', from: 2 * MINUTE, to: 30 * HOUR, share: 0.02 },
  { name: 'at an offset of its own', from: 0, to: 0, share: 0.02 },
] as const;

export const GATEWAY = {
  /** Share of companies that scan no links, before own data [facts 1.5: spread 10 to 90 %; plain-world.test.ts]. */
  noneShare: 0.8,
  /** Share of a company's emails that are scanned: the three levels of the grid, and how usual each is [sim]. */
  levels: [0.35, 0.7, 0.97],
  levelShares: [0.2, 0.3, 0.5],
  /** As many companies of own data weigh as much as the shares above [sim]. */
  strength: 16,
  /** A gateway family's shares are pooled with everyone's, as strong as this many companies [sim]. */
  familyStrength: 6,
  /** Any email may be scanned in a way its company is not known for [sim]. */
  stray: 0.002,
  /** Expected further scans of an email that was scanned once, as strong as this many scanned emails [sim]. */
  again: 0.12,
  againStrength: 15,
  /** Of those, how many keep to no habit; none comes later than two days after sending [facts 1.4: rescans hours later]. */
  againAnytime: 0.12,
  /** A program that previews a link which somebody passes on: chance within `soonWithin` of a click [facts 1.4], as strong as this many clickers [sim]. */
  preview: 0.03,
  previewStrength: 15,
  /** Greylisting and queues: share of emails delivered (and then scanned) up to `queue` late [facts 1.2]. */
  queued: 0.04,
  queue: 20 * MINUTE,
  /** One minute of the hour: how much of a sweep falls into its favourite minutes, before own data [facts: Klaviyo 2024]. */
  minuteStrength: 20,
  /** Another scan at this company within seconds says this one is, too: chance per scan [sim]. */
  together: 0.06,
  togetherWithin: 10 * SECOND,
  /** How much of a company's offsets its own habit explains, and how many scans make a habit [sim]. */
  habitShare: 0.7,
  habitStrength: 1,
  /** Offsets within this factor (and these seconds) are the same offset. */
  habitFactor: 0.12,
  habitSlack: 2 * SECOND,
  /** Up to here an offset that many companies share is a gateway's; later people's clicks may well coincide [facts 1.2]. */
  sharedOffset: 30 * MINUTE,
} as const;

/** One kind of evidence: how often each finding is seen with people and with machines. */
export interface Trait {
  readonly human: readonly number[];
  readonly machine: readonly number[];
  /** Sessions of own data that weigh as much; Infinity: never learned. */
  readonly strength: number;
}

export const TRAITS = {
  /** other | cloud network. [facts 1.3: strong; false positives: VPN, cloud desktops] */
  network: { human: [0.95, 0.05], machine: [0.35, 0.65], strength: 30 },
  /** a browser of its time | odd | says it is a program. [facts 1.3: odd medium, declared decisive] */
  agent: { human: [0.96, 0.0396, 0.0004], machine: [0.72, 0.2, 0.08], strength: 40 },
  /** GET | HEAD. [facts 1.3: decisive] */
  method: { human: [0.9998, 0.0002], machine: [0.9, 0.1], strength: Number.POSITIVE_INFINITY },
  /** the tracker says human | machine. [facts 1.1: all vendors' filters miss and overshoot] */
  tracker: { human: [0.96, 0.04], machine: [0.4, 0.6], strength: 30 },
  /** the address clicked for one prospect | for several of one company | for several companies. [facts 1.3, R12] */
  address: { human: [0.84, 0.13, 0.03], machine: [0.4, 0.3, 0.3], strength: 30 },
  /** of two links: one | both at once | both. [facts 1.3, 1.8 burst] */
  twoLinks: { human: [0.88, 0.02, 0.1], machine: [0.3, 0.45, 0.25], strength: 30 },
  /** of three and more links: one | some at once | some | all at once | all. [facts 1.3, R7, R8] */
  manyLinks: {
    human: [0.86, 0.015, 0.11, 0.002, 0.013],
    machine: [0.25, 0.12, 0.08, 0.35, 0.2],
    strength: 30,
  },
  /** where there are links nobody reads: untouched | alone | with others. [facts 1.3; a lone unsubscribe is a person's] */
  unread: { human: [0.9, 0.08, 0.02], machine: [0.4, 0.12, 0.48], strength: 30 },
  /** where opens are tracked: none before | opened before | opened at the same moment. [facts R3, R7] */
  open: { human: [0.25, 0.7, 0.05], machine: [0.6, 0.25, 0.15], strength: 30 },
  /** no reply after it | within two weeks | within the hour. [facts 1.3: decisive human; 6.4: half of replies within the hour] */
  reply: { human: [0.8, 0.13, 0.07], machine: [0.955, 0.042, 0.003], strength: 60 },
  /** a link clicked once | again within seconds. [facts 1.7.9] */
  pair: { human: [0.9, 0.1], machine: [0.9, 0.1], strength: 20 },
} as const satisfies Readonly<Record<string, Trait>>;

export const REPLY = {
  /** [facts 6.5] a reply this long after a click may come of it. */
  within: 14 * DAY,
  soon: HOUR,
} as const;

export const PAIR = {
  /** P(one person taps twice) [facts 1.7.9]; all other pairs are a person's click and a gateway's check. */
  doubleTap: 0.04,
  /** Of double taps, how many come within SESSION.tap; the rest are people who wait for a page that does not come [facts 1.7.9]. */
  tapQuick: 0.85,
  /** Of checks at the time of a click, how many come that close to it [facts 1.4: milliseconds to 12 s around it]. */
  checkQuick: 0.4,
  /** Of a person's click and its check without network or program, the first is the person's: further apart, and that close, where a check may well come before [facts 1.4; traces 3, 8]. */
  firstIsHuman: 0.9,
  firstIsHumanQuick: 0.5,
} as const;

export const EVIDENCE = {
  /** Findings go together more than the model says: their sum counts this much [facts 1.8: tempered ×0.7]. */
  temper: 0.7,
  /** A company's own findings, pooled with everyone's, as strong as this many sessions [sim]. */
  companyStrength: 3,
} as const;

export const INTERVAL = {
  /** Verdicts err together: standard deviation of their common error, as a share of the doubtful mass [sim]. */
  common: 0.45,
  /** The same as a share of the expected count: what gateways do that no model foresees [sim]. */
  unforeseen: 0.03,
  /** An interval never rests on less than this share of the prospects [sim]. */
  floor: 0.15,
} as const;
