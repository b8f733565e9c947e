import type { Analysis } from '../analytics/analyse';
import type { TrackerClock } from '../analytics/attribution/clock';
import type { CounterReport, Report } from '../analytics/report-types';

/** A click that belongs to no email. */
export interface UnjoinedClick {
  /** The event's. */
  readonly id: string;
  /** ISO 8601 UTC, the tracker's clock set right. */
  readonly at: string;
  readonly tracker: string;
  readonly recipient: string | null;
  /** As the tracker gives it. */
  readonly url: string | null;
  readonly campaign: string | null;
  /** Why, in plain words. */
  readonly reason: string;
}

/** Which of them, and how many at once. */
export interface UnjoinedQuery {
  /** One of `reasons`; null for all. */
  readonly reason: string | null;
  /** In the recipient, the link or the campaign; case does not matter. */
  readonly text: string;
  readonly offset: number;
  /** At most `MOST_UNJOINED`. */
  readonly limit: number;
}

/** Rows of one answer: about 5 MB. A message between the parts of an extension may have 64. */
export const MOST_UNJOINED = 10_000;

export interface UnjoinedView {
  /** How many fit the query, and how many there are. */
  readonly found: number;
  readonly all: number;
  /** Latest first, from `offset` on. */
  readonly clicks: readonly UnjoinedClick[];
  /** Without the addresses in them; most frequent first. */
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
  readonly clocks: readonly TrackerClock[];
}

/** A sum, with the sequence it is about; null where nothing tells. */
export interface CounterView extends CounterReport {
  readonly sequence: { readonly id: string; readonly name: string } | null;
}

/** A reason names the recipient it is about: without it, clicks with one reason are one group. */
function groupOf(reason: string, recipient: string | null): string {
  return recipient === null ? reason : reason.replaceAll(recipient, '…');
}

export function unjoinedOf(analysis: Analysis, query: UnjoinedQuery): UnjoinedView {
  const tally = new Map<string, number>();
  const found: UnjoinedClick[] = [];
  const wanted = query.text.trim().toLowerCase();
  let all = 0;
  for (const { event, at, unjoined } of analysis.unjoined) {
    if (event.kind !== 'click' || unjoined === null) continue;
    all++;
    const recipient = event.recipient ?? event.carries?.recipient ?? null;
    const group = groupOf(unjoined, recipient);
    tally.set(group, (tally.get(group) ?? 0) + 1);
    if (query.reason !== null && group !== query.reason) continue;
    const { key, tracker, url, campaign } = event;
    if (wanted !== '' && ![recipient, url, campaign].some((text) => text?.toLowerCase().includes(wanted)))
      continue;
    const iso = new Date(at).toISOString();
    found.push({ id: key, at: iso, tracker, recipient, url, campaign, reason: unjoined });
  }
  found.reverse();
  const limit = Math.min(query.limit, MOST_UNJOINED);
  return {
    found: found.length,
    all,
    clicks: found.slice(query.offset, query.offset + limit),
    reasons: [...tally]
      .map(([reason, count]) => ({ reason, count }))
      .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1)),
    clocks: analysis.clocks,
  };
}

const plain = (name: string): string => name.trim().toLowerCase();

/**
 * Sums with their sequences: by the email they are about, else by the campaign's name, which is the sequence's own or
 * one that its events have. A campaign whose emails lie in several sequences is nobody's.
 */
export function countersOf(analysis: Analysis, full: Report): CounterView[] {
  const byMessage = new Map(
    analysis.sent.map(({ mail, placement }) => [mail.fact.messageId, placement?.sequence.id ?? null]),
  );
  const byCampaign = new Map<string, string | null>();
  const learn = (campaign: string, sequence: string): void => {
    const known = byCampaign.get(campaign);
    byCampaign.set(campaign, known === undefined || known === sequence ? sequence : null);
  };
  for (const { placement, events, clicks } of analysis.sent) {
    if (placement === null) continue;
    for (const { event } of events)
      if (event.campaign !== null) learn(plain(event.campaign), placement.sequence.id);
    for (const { joined } of clicks)
      if (joined.event.campaign !== null) learn(plain(joined.event.campaign), placement.sequence.id);
  }
  const named = new Map(full.sequences.map(({ id, name }) => [plain(name), id]));
  const sequences = new Map(full.sequences.map(({ id, name }) => [id, { id, name }]));
  return full.counters.map((counter): CounterView => {
    const campaign = counter.campaign === null ? null : plain(counter.campaign);
    const id =
      (counter.messageId === null ? null : byMessage.get(counter.messageId)) ??
      (campaign === null ? null : (named.get(campaign) ?? byCampaign.get(campaign))) ??
      null;
    return { ...counter, sequence: id === null ? null : (sequences.get(id) ?? null) };
  });
}
