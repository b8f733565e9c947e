/** Reading a page that changes without notice: several ways to each fact, and a word on which of them still work. */

export interface Probe<T> {
  readonly name: string;
  /** Null where it finds nothing that validates. */
  read(): T | null;
}

export interface Reading<T> {
  readonly value: T;
  /** Name of the probe that won. */
  readonly by: string;
  /** Its place in the order of probes: 0 is the way Gmail is known to work today. */
  readonly rank: number;
}

/** The first probe whose value validates wins. */
export function readFirst<T>(probes: readonly Probe<T>[]): Reading<T> | null {
  for (const [rank, probe] of probes.entries()) {
    const value = probe.read();
    if (value !== null) return { value, by: probe.name, rank };
  }
  return null;
}

/** Which probe read each fact, or that none did. `thread` is there only where the address names one. */
export interface Health {
  readonly account: Reading<unknown> | null;
  readonly main: Reading<unknown> | null;
  readonly thread?: Reading<unknown> | null;
  readonly disputed?: boolean;
}

/** `changed`: a second choice had to serve. `lost`: something could not be read at all. */
export type Condition = 'good' | 'changed' | 'lost';

export function conditionOf(health: Health): Condition {
  // Two accounts on one page are Gmail's own doing, not a change of Gmail's.
  const account = health.disputed === true ? [] : [health.account];
  const readings = [...account, health.main, ...(health.thread === undefined ? [] : [health.thread])];
  if (readings.includes(null)) return 'lost';
  return readings.some((reading) => (reading?.rank ?? 0) > 0) ? 'changed' : 'good';
}

/** `account: title; main: role; thread: none`: names of probes, never what they read. */
export function describeHealth(health: Health): string {
  const say = (name: string, reading: Reading<unknown> | null | undefined): string =>
    reading === undefined ? '' : `${name}: ${reading === null ? 'none' : reading.by}`;
  return [
    health.disputed === true ? 'account: two accounts' : say('account', health.account),
    say('main', health.main),
    say('thread', health.thread),
  ]
    .filter((line) => line !== '')
    .join('\n');
}
