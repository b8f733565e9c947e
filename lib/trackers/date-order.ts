import { headingsAreContinental } from './headings';
import { type DateOrder, numericDate, timeOf } from './time';

export interface DateOrderFinding {
  /** Null where the dates need none (ISO, names of months, unix times). */
  readonly order: DateOrder | null;
  /** False: a guess that the user should look at. */
  readonly certain: boolean;
  /** Why, in one plain sentence. */
  readonly evidence: string;
}

/**
 * Which number of `03/04/2026` is the day, from all sample cells together: a number over 12 settles it; else the order
 * in which the rows then stand; else the mark, am/pm, the headings' language; else how far apart the dates would lie.
 */
export function inferDateOrder(cells: readonly string[], headings: readonly string[]): DateOrderFinding {
  const dates = cells.flatMap((cell) => {
    const date = numericDate(cell);
    return date === null ? [] : [{ ...date, cell }];
  });
  if (dates.length === 0) return { order: null, certain: true, evidence: 'The dates leave nothing open.' };
  const dayFirst = dates.find((date) => date.first > 12);
  const monthFirst = dates.find((date) => date.second > 12);
  if (dayFirst && monthFirst) {
    const days = dates.filter((date) => date.first > 12).length;
    const months = dates.filter((date) => date.second > 12).length;
    return {
      order: days >= months ? 'dmy' : 'mdy',
      certain: false,
      evidence: `The dates contradict each other: “${dayFirst.cell}” and “${monthFirst.cell}”.`,
    };
  }
  if (dayFirst)
    return { order: 'dmy', certain: true, evidence: `“${dayFirst.cell}” can only have the day first.` };
  if (monthFirst)
    return { order: 'mdy', certain: true, evidence: `“${monthFirst.cell}” can only have the month first.` };
  const open = dates.filter((date) => date.first !== date.second);
  if (open.length === 0)
    return { order: 'dmy', certain: true, evidence: 'Day and month are the same in all dates.' };
  const sorted = (['dmy', 'mdy'] as const).filter((order) =>
    inOrder(open.map(({ cell }) => timeOf(cell, { order, zone: 'UTC' }) ?? 0)),
  );
  const [only] = sorted;
  // Two or three rows are in some order by chance.
  if (
    sorted.length === 1 &&
    only !== undefined &&
    new Set(open.map((date) => `${date.first}/${date.second}`)).size >= 4
  )
    return {
      order: only,
      certain: true,
      evidence: `Only with the ${only === 'dmy' ? 'day' : 'month'} first do the rows stand in the order of time.`,
    };
  if (open.every((date) => date.mark === '.'))
    return { order: 'dmy', certain: true, evidence: 'Dates with dots have the day first.' };
  if (headingsAreContinental(headings))
    return {
      order: 'dmy',
      certain: true,
      evidence: 'The headings are in a language that puts the day first.',
    };
  if (dates.some(({ cell }) => /\d\s?[ap]\.?m\b/i.test(cell)))
    return {
      order: 'mdy',
      certain: false,
      evidence: 'Times with am and pm usually go with the month first.',
    };
  const spans = {
    dmy: spanOf(
      open.map((date) => date.cell),
      'dmy',
    ),
    mdy: spanOf(
      open.map((date) => date.cell),
      'mdy',
    ),
  };
  if (open.length > 1 && Math.min(spans.dmy, spans.mdy) * 4 < Math.max(spans.dmy, spans.mdy)) {
    const order = spans.dmy < spans.mdy ? 'dmy' : 'mdy';
    return {
      order,
      certain: false,
      evidence: `With the ${order === 'dmy' ? 'day' : 'month'} first the dates lie close together.`,
    };
  }
  const slash = open.every((date) => date.mark === '/');
  return {
    order: slash ? 'mdy' : 'dmy',
    certain: false,
    evidence: `Nothing shows whether “${open[0]?.cell ?? ''}” has the day or the month first.`,
  };
}

function inOrder(times: readonly number[]): boolean {
  let up = true;
  let down = true;
  for (let i = 1; i < times.length; i++) {
    const step = (times[i] ?? 0) - (times[i - 1] ?? 0);
    if (step < 0) up = false;
    if (step > 0) down = false;
  }
  return up || down;
}

function spanOf(cells: readonly string[], order: DateOrder): number {
  let first = Number.POSITIVE_INFINITY;
  let last = 0;
  for (const cell of cells) {
    const at = timeOf(cell, { order, zone: 'UTC' });
    if (at === null) continue;
    first = Math.min(first, at);
    last = Math.max(last, at);
  }
  return last === 0 ? 0 : last - first + 86_400_000;
}
