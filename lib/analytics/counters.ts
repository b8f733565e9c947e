import type { Counter } from '../facts/event';
import type { Analysis } from './analyse';
import type { UnfilteredClicks } from './flags/rule';
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

/** A sum of clicks and where it belongs. */
export interface PlacedCounter extends UnfilteredClicks {
  /** Null where nothing tells: then it is one of the total alone. */
  readonly sequence: string | null;
  /** 1-based; null where the tracker sums a whole campaign. */
  readonly step: number | null;
}

/** Clicks that trackers give as sums only, each with its sequence: by the message, else by the campaign's name. */
export function placeCounters(analysis: Analysis, counters: readonly CounterReport[]): PlacedCounter[] {
  // Most mailboxes have none, and the way to each one's sequence leads through every event.
  if (counters.length === 0) return [];
  const byMessage = new Map(analysis.sent.map((sent) => [sent.mail.fact.messageId, sent.placement]));
  const byCampaign = new Map<string, string>();
  const plain = (name: string): string => name.trim().toLowerCase();
  for (const { id, name } of analysis.sequences) byCampaign.set(plain(name), id);
  for (const { placement, events, clicks } of analysis.sent)
    for (const { event } of [...events, ...clicks.map((click) => click.joined)])
      if (placement !== null && event.campaign !== null && !byCampaign.has(plain(event.campaign)))
        byCampaign.set(plain(event.campaign), placement.sequence.id);
  return counters.flatMap(({ tracker, clicks, messageId, campaign, step }): PlacedCounter[] => {
    if (clicks === null || clicks === 0) return [];
    const placement = messageId === null ? null : (byMessage.get(messageId) ?? null);
    if (placement !== null)
      return [{ tracker, clicks, sequence: placement.sequence.id, step: placement.step }];
    const sequence = campaign === null ? null : (byCampaign.get(plain(campaign)) ?? null);
    return [{ tracker, clicks, sequence, step: sequence === null ? null : step }];
  });
}
