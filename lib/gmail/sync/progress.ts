import type { Halt, Job, Wish } from './job';

export interface Progress {
  readonly account: string;
  readonly phase: 'listing' | 'reading' | 'up-to-date' | 'paused' | 'waiting' | 'stopped';
  readonly done: number;
  readonly total: number;
  readonly totalIsExact: boolean;
  readonly skipped: number;
  readonly completeAt: number | null;
  readonly range: Job['range'];
}

/**
 * How a reading stands, in figures that are true: what is counted is what was found and read, never Gmail's estimate.
 * @param waiting threads that wait to be read
 */
export function viewOf(
  account: string,
  job: Job,
  wish: Wish,
  halt: Halt | null,
  waiting: number,
  now: number,
): Progress {
  const listing = job.historyId === null || job.list !== null;
  const blocked = halt !== null && wish.asked === halt.asked && (halt.retryAt === null || halt.retryAt > now);
  const phase = wish.paused
    ? 'paused'
    : blocked
      ? halt.retryAt === null
        ? 'stopped'
        : 'waiting'
      : listing && !(job.tasted === false && waiting > 0)
        ? 'listing'
        : waiting > 0 ||
            job.newsPage !== null ||
            job.strays !== null ||
            job.completeAt === null ||
            wish.asked !== job.newsFor
          ? 'reading'
          : 'up-to-date';
  return {
    account,
    phase,
    done: job.done,
    total: job.done + waiting,
    totalIsExact: !listing,
    skipped: job.skipped,
    completeAt: job.completeAt,
    range: wish.range,
  };
}
