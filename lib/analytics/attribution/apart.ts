import type { JoinedEvent } from './clicks';

/** Joined events by what later steps ask of them, each list in the order given. */
export interface EventsApart {
  readonly clicks: readonly JoinedEvent[];
  /** Opens of emails that were found. */
  readonly opens: readonly JoinedEvent[];
  /** Everything but clicks, opens among them. */
  readonly others: readonly JoinedEvent[];
  /** Events that belong to no email. */
  readonly unjoined: readonly JoinedEvent[];
  /** Events of emails that were found, which name a campaign. */
  readonly tagged: readonly JoinedEvent[];
  /** Events that belong to one of many emails. */
  readonly shared: readonly JoinedEvent[];
}

/** Sorts events apart. Once for all steps: a quarter of a million of them lie all over memory, and looking is what costs. */
export function apart(joined: readonly JoinedEvent[]): EventsApart {
  const clicks: JoinedEvent[] = [];
  const opens: JoinedEvent[] = [];
  const others: JoinedEvent[] = [];
  const unjoined: JoinedEvent[] = [];
  const tagged: JoinedEvent[] = [];
  const shared: JoinedEvent[] = [];
  for (const event of joined) {
    const { kind, campaign } = event.event;
    if (kind === 'click') clicks.push(event);
    else others.push(event);
    if (kind === 'open' && event.to !== null) opens.push(event);
    if (event.unjoined !== null) unjoined.push(event);
    else if (campaign !== null && event.to !== null) tagged.push(event);
    if (event.candidates.length > 0) shared.push(event);
  }
  return { clicks, opens, others, unjoined, tagged, shared };
}
