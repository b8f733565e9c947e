import type { Analysis, Sent } from '../analyse';
import { type Count, type Interval, newcombe } from '../rates/difference';
import { countFigures } from '../rates/figures';
import { learnPace, type Pace } from '../rates/learn';
import type { Rate } from '../rates/rate';
import { clicksUntracked } from '../rates/tracked';
import { inPeriod } from './period';

/** Prospects per period below which a difference is not worth a number: DESIGN.md, "twelve emails never prove anything". */
const FEWEST = 20;

/** One rate now against before. */
export interface Change {
  readonly now: Rate;
  readonly before: Rate;
  /** Difference of shares, now − before; null where a period has too few prospects, or nothing tracked. */
  readonly difference: number | null;
  /** 90 %; null as `difference` is. */
  readonly interval: Interval | null;
}

export interface Changes {
  readonly reply: Change;
  readonly click: Change;
}

/**
 * Emails of the last days against those of as many days before, by the time of sending. The younger emails have had less
 * time for answers, so each period counts as many prospects as could have answered by now (`of` × maturity). The interval
 * is Newcombe's; for clicks it leaves out the uncertainty of the verdicts.
 */
export interface PeriodChanges {
  readonly days: number;
  readonly all: Changes;
  /** By the id of the sequence; only those with emails in the last days. */
  readonly sequences: Readonly<Record<string, Changes>>;
}

function counted({ hits, of, maturity }: Rate): Count {
  return { hits, of: Math.max(hits, of * maturity) };
}

function change(now: Rate, before: Rate, untracked: boolean): Change {
  const [a, b] = [counted(now), counted(before)];
  if (untracked || now.of < FEWEST || before.of < FEWEST || a.of <= 0 || b.of <= 0)
    return { now, before, difference: null, interval: null };
  return { now, before, difference: a.hits / a.of - b.hits / b.of, interval: newcombe(a, b) };
}

function compared(now: readonly Sent[], before: readonly Sent[], at: number, pace: Pace): Changes {
  const late = countFigures(now, at, pace).rates;
  const early = countFigures(before, at, pace).rates;
  return {
    reply: change(late.reply, early.reply, false),
    click: change(late.click, early.click, clicksUntracked(late) || clicksUntracked(early)),
  };
}

function bySequence(emails: readonly Sent[]): Map<string, Sent[]> {
  const groups = new Map<string, Sent[]>();
  for (const sent of emails) {
    const id = sent.placement?.sequence.id;
    if (id === undefined) continue;
    const list = groups.get(id);
    if (list === undefined) groups.set(id, [sent]);
    else list.push(sent);
  }
  return groups;
}

/** @param days length of each of the two periods */
export function periodChanges(analysis: Analysis, days: number): PeriodChanges {
  const outreach = analysis.sent.filter(({ placement }) => placement !== null);
  const pace = learnPace(outreach, analysis.now);
  const of = (ago: number): readonly Sent[] => inPeriod({ ...analysis, sent: outreach }, days, ago).sent;
  const [now, before] = [of(0), of(days)];
  const earlier = bySequence(before);
  return {
    days,
    all: compared(now, before, analysis.now, pace),
    sequences: Object.fromEntries(
      [...bySequence(now)].map(([id, emails]) => [
        id,
        compared(emails, earlier.get(id) ?? [], analysis.now, pace),
      ]),
    ),
  };
}
