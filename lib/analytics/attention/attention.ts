import type { Flag, SequenceReport } from '../report-types';

/** One sequence that something is wrong with. */
export interface Attention {
  readonly sequence: { readonly id: string; readonly name: string };
  /** The step the flag is about; null: the whole sequence. */
  readonly step: number | null;
  /** The worst finding. */
  readonly flag: Flag;
  /** Findings of the same sequence beside it. */
  readonly more: number;
}

/**
 * What is worth acting on, worst first: bounces harm the sender's name and with it every later email; then what costs answers;
 * then what makes the numbers wrong; then what could be better. Flags that ask for patience (too early, maturing) or only
 * name a limit of the data are left out: there is nothing to do about them.
 */
const ORDER: readonly string[] = [
  'many-bounces',
  'too-many-ctas',
  'clicks-without-replies',
  'opens-without-clicks',
  'clickbait-subject',
  'phantom-clicks',
  'tracker-clock',
  'step-adds-nothing',
  'no-cta',
  'two-ctas',
];

/** A sequence that sent nothing for this long is over: what was wrong with it can no longer be changed. Two weeks, ms. */
const OVER = 14 * 86_400_000;

const rank = ({ code, severity }: Flag): number =>
  ORDER.indexOf(code) + (severity === 'note' ? ORDER.length : 0);

/** Every finding once: the sequence's own before those of its steps. */
function findingsOf({ flags, steps }: SequenceReport): { step: number | null; flag: Flag }[] {
  const found: { step: number | null; flag: Flag }[] = [];
  const known = new Set<string>();
  const take = (step: number | null, list: readonly Flag[]): void => {
    for (const flag of list) {
      if (known.has(flag.code) || !ORDER.includes(flag.code)) continue;
      known.add(flag.code);
      found.push({ step, flag });
    }
  };
  take(null, flags);
  for (const step of steps) take(step.index, step.flags);
  return found.sort((a, b) => rank(a.flag) - rank(b.flag));
}

/**
 * Running sequences first, then by what was found, then by how many prospects it is about.
 * @param now ms UTC: the time the report is for
 */
export function needsAttention(sequences: readonly SequenceReport[], now: number): Attention[] {
  return sequences
    .flatMap((sequence) => {
      const findings = findingsOf(sequence);
      const [worst] = findings;
      if (worst === undefined) return [];
      const over = Date.parse(sequence.lastSentAt) < now - OVER;
      return [{ ...worst, sequence, over, more: findings.length - 1 }];
    })
    .sort(
      (a, b) =>
        Number(a.over) - Number(b.over) ||
        rank(a.flag) - rank(b.flag) ||
        b.sequence.prospects.delivered - a.sequence.prospects.delivered ||
        (a.sequence.id < b.sequence.id ? -1 : 1),
    )
    .map(({ sequence: { id, name }, step, flag, more }) => ({ sequence: { id, name }, step, flag, more }));
}
