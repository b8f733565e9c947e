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

export interface UnjoinedView {
  /** Latest first. */
  readonly clicks: readonly UnjoinedClick[];
  readonly clocks: readonly TrackerClock[];
}

/** A sum, with the sequence it is about; null where nothing tells. */
export interface CounterView extends CounterReport {
  readonly sequence: { readonly id: string; readonly name: string } | null;
}

export function unjoinedOf(analysis: Analysis): UnjoinedView {
  const clicks = analysis.unjoined.flatMap(({ event, at, unjoined }): UnjoinedClick[] =>
    event.kind !== 'click' || unjoined === null
      ? []
      : [
          {
            id: event.key,
            at: new Date(at).toISOString(),
            tracker: event.tracker,
            recipient: event.recipient,
            url: event.url,
            campaign: event.campaign,
            reason: unjoined,
          },
        ],
  );
  return { clicks: clicks.reverse(), clocks: analysis.clocks };
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
