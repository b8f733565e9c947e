import { attributeAnswers } from '../../lib/analytics/attribution/answers';
import { type JoinedEvent, joinEvents } from '../../lib/analytics/attribution/clicks';
import { type Mailbox, readMailbox } from '../../lib/analytics/mailbox';
import { clickersInterval, clickRate } from '../../lib/analytics/phantom/interval';
import { judgeClicks } from '../../lib/analytics/phantom/judge';
import type { Tuning } from '../../lib/analytics/phantom/observe';
import { publishedRules, RULES, type RuleId } from '../../lib/analytics/phantom/rules';
import type { Simulated } from './simulate';

interface Joined {
  readonly mailbox: Mailbox;
  readonly joined: readonly JoinedEvent[];
}

function join(world: Simulated): Joined {
  const mailbox = readMailbox(world.messages, []);
  const events = [...world.events].sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1));
  return { mailbox, joined: joinEvents(events, mailbox).events };
}

function named(click: JoinedEvent): Pick<Judged, 'key' | 'prospect' | 'email'> {
  return {
    key: click.event.key,
    prospect: click.prospect ?? '',
    email: click.to?.fact.messageId ?? '',
  };
}

/** One world's clicks, judged by the product's own code from the join on. */
export function judgeWorld(world: Simulated, tuning?: Tuning): Judged[] {
  const { mailbox, joined } = join(world);
  return judgeClicks(joined, {
    mailbox,
    answers: attributeAnswers(mailbox),
    now: world.now,
    sequenceOf: () => 'one',
    ...(tuning === undefined ? {} : { tuning }),
  }).map((click) => ({ ...named(click.joined), human: click.human, clicked: click.clicked }));
}

/** The same clicks by each published rule, and by all of them together. */
export function judgeByRules(world: Simulated): Map<RuleId | 'any', Judged[]> {
  const { joined } = join(world);
  const found = [...publishedRules(joined)];
  const out = new Map<RuleId | 'any', Judged[]>();
  for (const id of [...RULES.map((rule) => rule.id), 'any'] as const) {
    const human = (rules: ReadonlySet<RuleId>): number =>
      (id === 'any' ? rules.size > 0 : rules.has(id)) ? 0 : 1;
    const clicked = new Map<string, number>();
    for (const [click, rules] of found) {
      const { email, prospect } = named(click);
      const key = `${email}\n${prospect}`;
      clicked.set(key, Math.max(clicked.get(key) ?? 0, human(rules)));
    }
    out.set(
      id,
      found.map(([click, rules]) => {
        const names = named(click);
        return {
          ...names,
          human: human(rules),
          clicked: clicked.get(`${names.email}\n${names.prospect}`) ?? 0,
        };
      }),
    );
  }
  return out;
}

/** One click as any method judges it. */
export interface Judged {
  readonly key: string;
  readonly prospect: string;
  readonly email: string;
  /** P(a person's), and P(the prospect clicked this email). */
  readonly human: number;
  readonly clicked: number;
}

export interface Guess {
  readonly p: number;
  readonly human: boolean;
}

export interface Score {
  /** Expected and true number of prospects who clicked. */
  readonly expected: number;
  readonly truth: number;
  /** Of every prospect with a click event. */
  readonly prospects: readonly Guess[];
  readonly clicks: readonly Guess[];
  readonly rateCovered: boolean;
  readonly countCovered: boolean;
}

/** Compares probabilities with the truth: ours, or a rule's 0 and 1. */
export function scoreWorld(world: Simulated, judged: readonly Judged[]): Score {
  const none = new Map<string, number>();
  const emails = new Map<string, number>();
  for (const { prospect, email, clicked } of judged) emails.set(`${email}\n${prospect}`, clicked);
  for (const [key, clicked] of emails) {
    const prospect = key.slice(key.indexOf('\n') + 1);
    none.set(prospect, (none.get(prospect) ?? 1) * (1 - clicked));
  }
  const list = [...none].map(([prospect, p]) => ({ p: 1 - p, human: world.clickers.has(prospect) }));
  const chances = list.map(({ p }) => p);
  const rate = clickRate(chances, world.prospects);
  const count = clickersInterval(chances);
  const truth = world.clickers.size;
  return {
    expected: chances.reduce((sum, p) => sum + p, 0),
    truth,
    prospects: list,
    clicks: judged.map(({ key, human }) => ({ p: human, human: world.truth.get(key) === true })),
    rateCovered: world.rate >= (rate.low ?? 0) && world.rate <= (rate.high ?? 1),
    countCovered: truth >= count.low - 0.5 && truth <= count.high + 0.5,
  };
}

export interface Summary {
  readonly bias: number;
  readonly precision: number;
  readonly recall: number;
  readonly brier: number;
  readonly calibration: number;
  readonly rateCoverage: number;
  readonly countCoverage: number;
}

/** Mean absolute gap between probability and frequency over ten equal ranges of probability, weighed by their size. */
export function calibrationError(items: readonly Guess[]): number {
  const bins = Array.from({ length: 10 }, () => ({ n: 0, p: 0, human: 0 }));
  for (const { p, human } of items) {
    const bin = bins[Math.min(9, Math.floor(p * 10))];
    if (bin === undefined) continue;
    bin.n++;
    bin.p += p;
    if (human) bin.human++;
  }
  return bins.reduce((sum, bin) => sum + Math.abs(bin.p - bin.human), 0) / Math.max(1, items.length);
}

export function summarise(scores: readonly Score[]): Summary {
  const prospects = scores.flatMap((score) => score.prospects);
  const clicks = scores.flatMap((score) => score.clicks);
  const said = prospects.filter(({ p }) => p >= 0.5);
  const right = said.filter(({ human }) => human).length;
  const people = prospects.filter(({ human }) => human).length;
  const expected = scores.reduce((sum, score) => sum + score.expected, 0);
  const truth = scores.reduce((sum, score) => sum + score.truth, 0);
  const share = (has: (score: Score) => boolean): number =>
    scores.filter(has).length / Math.max(1, scores.length);
  return {
    bias: expected / truth - 1,
    precision: said.length === 0 ? 1 : right / said.length,
    recall: people === 0 ? 1 : right / people,
    brier:
      clicks.reduce((sum, { p, human }) => sum + (p - (human ? 1 : 0)) ** 2, 0) / Math.max(1, clicks.length),
    calibration: calibrationError(clicks),
    rateCoverage: share((score) => score.rateCovered),
    countCoverage: share((score) => score.countCovered),
  };
}
