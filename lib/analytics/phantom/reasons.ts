import { SAID_HUMAN, SAID_OF_COMPANY, type Sessions } from './columns';
import type { Evidence } from './explain';
import { VALUES } from './learned';
import { TRAIT_COUNT, TRAIT_NAMES, type TraitName } from './traits';
import { DAY, HOUR, MINUTE, SECOND, VERDICT } from './weights';

/** What each finding means in words; index as in TRAITS. '' is never shown. */
const WORDS: Readonly<Record<TraitName, readonly string[]>> = {
  network: ['from an ordinary network', 'from a cloud network'],
  agent: ['from an up-to-date browser', 'from an odd or outdated browser', 'the program says it is a bot'],
  method: ['', 'asked for the headers only (HEAD)'],
  tracker: ['the tracker itself calls it a person', 'the tracker itself calls it a machine'],
  address: [
    'its address clicked for no one else',
    'one address clicked for several people of this company',
    'one address clicked for several companies',
  ],
  twoLinks: ['one of two links', 'both links at the same moment', 'both links'],
  manyLinks: [
    'one link out of several',
    'several links at the same moment',
    'several links, with time between them',
    'all links at the same moment',
    'all links of the email',
  ],
  unread: [
    'no link that nobody reads',
    'only a link that nobody reads',
    'also links that nobody reads, such as unsubscribe',
  ],
  open: ['no open before it', 'opened before the click', 'opened and clicked at the same moment'],
  reply: ['no reply after it', 'the prospect replied later', 'the prospect replied within the hour'],
  pair: ['', 'the same link twice within seconds'],
};
/** Findings that have words, by number. */
const FINDINGS = TRAIT_NAMES.flatMap((name) =>
  Array.from({ length: VALUES }, (_, value) => WORDS[name][value] ?? ''),
);
const SAYS = Uint8Array.from(FINDINGS, (text) => (text === '' ? 0 : 1));

/** Terms are numbered: findings first, then these, then times since sending. */
const HABIT = FINDINGS.length;
const TOGETHER = HABIT + 1;
const RARELY = HABIT + 2;
const USUALLY = HABIT + 3;
const TIMES = HABIT + 4;
const OTHERS = [
  'at the usual delay of this company’s scanner',
  'within seconds of other clicks at this company',
  'emails to this company are rarely scanned',
  'emails to this company are usually scanned',
];
const SECONDS_END = 120;
const MINUTES_END = SECONDS_END + 121;
const HOURS_END = MINUTES_END + 49;
/** Days are told up to here: some three years. */
const DAYS = 1000;
const NONE = -1;

/** A duration as a number that stands for its words. */
function durationId(ms: number): number {
  if (ms < 2 * MINUTE) return Math.min(SECONDS_END - 1, Math.round(ms / SECOND));
  if (ms < 2 * HOUR) return SECONDS_END + Math.round(ms / MINUTE);
  if (ms < 2 * DAY) return MINUTES_END + Math.round(ms / HOUR);
  return HOURS_END + Math.min(DAYS, Math.round(ms / DAY));
}

function durationText(id: number): string {
  if (id === 1) return '1 second';
  if (id < SECONDS_END) return `${id} seconds`;
  if (id < MINUTES_END) return `${id - SECONDS_END} minutes`;
  if (id < HOURS_END) return `${id - MINUTES_END} hours`;
  return `${id - HOURS_END} days`;
}

function textOf(term: number): string {
  if (term < HABIT) return FINDINGS[term] ?? '';
  if (term < TIMES) return OTHERS[term - HABIT] ?? '';
  return `${durationText(term - TIMES)} after sending`;
}

const LEAST = 0.15;
const WIDTH = 4096;

/**
 * The strongest reasons of every session, in words. Terms are weighed by number and put into words once per pair of
 * terms: thousands of clicks share a list.
 */
export class Reasons {
  private readonly lists = new Map<number, readonly string[]>();
  private forHuman = NONE;
  private nextHuman = NONE;
  private forMachine = NONE;
  private nextMachine = NONE;
  private most = 0;
  private more = 0;
  private least = 0;
  private less = 0;

  constructor(private readonly sessions: Sessions) {}

  /**
   * The two strongest reasons for the verdict; where it is open, the strongest on either side.
   * @param own the session's number in the evidence
   * @param scans expected share of its emails that the company scans
   */
  of(session: number, evidence: Evidence, own: number, scans: number, human: number): readonly string[] {
    this.weighTerms(session, evidence, own, scans);
    const first = human <= VERDICT.scanner ? this.forMachine : this.forHuman;
    const second =
      human >= VERDICT.human ? this.nextHuman : human <= VERDICT.scanner ? this.nextMachine : this.forMachine;
    if (first === NONE && second === NONE) return human >= VERDICT.human ? NO_MACHINE : MOSTLY_MACHINES;
    const key = (first + 1) * WIDTH + second + 1;
    let list = this.lists.get(key);
    if (list === undefined) {
      list = [first, second].flatMap((term) => (term === NONE ? [] : [textOf(term)]));
      this.lists.set(key, list);
    }
    return list;
  }

  private weighTerms(session: number, evidence: Evidence, own: number, scans: number): void {
    const { sessions } = this;
    this.forHuman = NONE;
    this.nextHuman = NONE;
    this.forMachine = NONE;
    this.nextMachine = NONE;
    this.most = LEAST;
    this.more = LEAST;
    this.least = -LEAST;
    this.less = -LEAST;
    const seconds = sessions.seconds[session] ?? -1;
    if (seconds >= 0) this.add(TIMES + durationId(seconds * SECOND), evidence.timing[own] ?? 0);
    this.add(HABIT, evidence.habit[own] ?? 0);
    this.add(TOGETHER, evidence.together[own] ?? 0);
    // Against a company of which nothing is known, about a quarter of whose emails are scanned.
    const usual = -Math.log((scans + 0.02) / 0.25);
    this.add(usual > 0 ? RARELY : USUALLY, usual);
    for (let t = 0; t < TRAIT_COUNT; t++) {
      const value = sessions.traits[session * TRAIT_COUNT + t] ?? -1;
      if (value < 0) continue;
      const finding = t * VALUES + value;
      if (SAYS[finding] === 1) this.add(finding, evidence.findings[finding] ?? 0);
    }
  }

  private add(term: number, weight: number): void {
    if (weight > this.more) {
      if (weight > this.most) {
        this.nextHuman = this.forHuman;
        this.more = this.most;
        this.forHuman = term;
        this.most = weight;
      } else {
        this.nextHuman = term;
        this.more = weight;
      }
    } else if (weight < this.less) {
      if (weight < this.least) {
        this.nextMachine = this.forMachine;
        this.less = this.least;
        this.forMachine = term;
        this.least = weight;
      } else {
        this.nextMachine = term;
        this.less = weight;
      }
    }
  }
}

const NO_MACHINE: readonly string[] = ['no sign of a machine'];
const MOSTLY_MACHINES: readonly string[] = ['most clicks like it are machines’'];

const SECOND_LOOK = 'a second look at the same link within seconds of a person’s click';
const secondLooks = new WeakMap<readonly string[], readonly string[]>();

/** For a click that is not the person's of a session that is: that first, then the session's strongest reason. */
export function secondLook(reasons: readonly string[]): readonly string[] {
  let list = secondLooks.get(reasons);
  if (list === undefined) {
    list = [SECOND_LOOK, ...reasons.slice(0, 1)];
    secondLooks.set(reasons, list);
  }
  return list;
}

/** What the user said (see `words` in columns.ts), as a reason. */
export function saidReason(word: number): readonly string[] {
  const who = (word & SAID_HUMAN) !== 0 ? 'person' : 'machine';
  const all = (word & SAID_OF_COMPANY) !== 0 ? 'of all clicks of this company ' : '';
  return [`you said ${all}that a ${who} clicked`];
}

/** Every reason there is but the times, for whoever puts them into another language. */
export function everyReason(): readonly string[] {
  const said = [0, SAID_HUMAN, SAID_OF_COMPANY, SAID_HUMAN | SAID_OF_COMPANY].flatMap(saidReason);
  return [...FINDINGS, ...OTHERS, ...NO_MACHINE, ...MOSTLY_MACHINES, SECOND_LOOK, ...said].filter(
    (text) => text !== '',
  );
}
