import type { Counter } from '../facts/event';
import type { CounterReport } from './report-types';

/**
 * Counters for the report, each thing once. Sums only grow, so of two exports of one thing the one with more is the
 * later one: the order in which files were read changes nothing.
 */
export function listCounters(counters: readonly Counter[]): CounterReport[] {
  const latest = new Map<string, Counter>();
  for (const counter of counters) {
    const known = latest.get(counter.key);
    if (known === undefined || later(counter, known)) latest.set(counter.key, counter);
  }
  return [...latest.values()]
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map((counter) => ({ ...counter, unfiltered: true }));
}

function later(a: Counter, b: Counter): boolean {
  const difference = sumOf(a) - sumOf(b);
  // Equal sums: any fixed order will do.
  return difference > 0 || (difference === 0 && JSON.stringify(a) < JSON.stringify(b));
}

function sumOf(counter: Counter): number {
  const { sent, opens, clicks, replies, bounces } = counter;
  return [sent, opens, clicks, replies, bounces].reduce<number>((sum, count) => sum + (count ?? 0), 0);
}
