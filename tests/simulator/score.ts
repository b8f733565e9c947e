import { attributeAnswers } from '../../lib/analytics/attribution/answers';
import { joinEvents } from '../../lib/analytics/attribution/clicks';
import { readMailbox } from '../../lib/analytics/mailbox';
import { clickersInterval, clickRate } from '../../lib/analytics/phantom/interval';
import { type JudgedClick, judgeClicks } from '../../lib/analytics/phantom/judge';
import type { Simulated } from './simulate';

/** One world's clicks, judged by the product's own code from the join on. */
export function judgeWorld(world: Simulated): JudgedClick[] {
  const mailbox = readMailbox(world.messages, []);
  const events = [...world.events].sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1));
  return judgeClicks(joinEvents(events, mailbox), {
    mailbox,
    answers: attributeAnswers(mailbox),
    now: world.now,
    sequenceOf: () => 'one',
  });
}

export interface Score {
  /** Expected and true clickers: (email, prospect) pairs. */
  expected: number;
  truth: number;
  pairs: { p: number; human: boolean }[];
  clicks: { p: number; human: boolean }[];
  rateCovered: boolean;
  countCovered: boolean;
}

/** Compares a judgement with the truth. */
export function scoreWorld(world: Simulated, judged: readonly JudgedClick[]): Score {
  const pairs = new Map<string, { p: number; human: boolean }>();
  for (const { joined, clicked } of judged) {
    const key = `${joined.to?.fact.messageId}|${joined.prospect}`;
    pairs.set(key, { p: clicked, human: world.clickers.has(key) });
  }
  const list = [...pairs.values()];
  const emails = world.messages.filter((message) => message.direction === 'sent').length;
  const rate = clickRate(
    list.map(({ p }) => p),
    emails,
  );
  const count = clickersInterval(list.map(({ p }) => p));
  const truth = world.clickers.size;
  return {
    expected: list.reduce((sum, { p }) => sum + p, 0),
    truth,
    pairs: list,
    clicks: judged.map(({ joined, human }) => ({
      p: human,
      human: world.truth.get(joined.event.key) === true,
    })),
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
export function calibrationError(items: readonly { p: number; human: boolean }[]): number {
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
  const pairs = scores.flatMap((score) => score.pairs);
  const clicks = scores.flatMap((score) => score.clicks);
  const said = pairs.filter(({ p }) => p >= 0.5);
  const right = said.filter(({ human }) => human).length;
  const people = pairs.filter(({ human }) => human).length;
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
