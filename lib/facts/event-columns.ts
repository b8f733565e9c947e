import { type NumberColumn, type Rare, type TextColumn, TextJoiner } from './columns';
import type { TrackerEvent } from './event';
import type { Carried } from './message';
import { NumberGatherer, TextGatherer } from './text-gatherer';

/** Events as columns: so they lie on disk, and so they come from the reader. Every field of an event has its column: the compiler says where one is missing. */
export type EventColumns = Readonly<{
  [Field in keyof Required<TrackerEvent>]: TrackerEvent[Field] extends string | null | undefined
    ? TextColumn
    : TrackerEvent[Field] extends number | null
      ? NumberColumn
      : Field extends 'carries'
        ? Rare<Carried>
        : Uint8Array;
}>;

/** What a tracker says of a machine, as a number: it says nothing, no, yes. */
export const VERDICTS = [null, false, true] as const;

export function packEvents(events: readonly TrackerEvent[]): EventColumns {
  const gatherer = new EventGatherer();
  for (const event of events) gatherer.add(event);
  return gatherer.take();
}

/**
 * Gathers events into columns. Each is taken apart as it comes: a batch of objects that waits survives the collector's
 * quick rounds and is copied in each, which cost more than reading them.
 */
export class EventGatherer {
  private count = 0;
  private columns = newColumns();

  /** Since they were last taken. */
  get size(): number {
    return this.count;
  }

  /** How long their texts are as columns, in UTF-16 units. */
  get letters(): number {
    const { columns } = this;
    let letters = columns.key.length;
    for (const column of Object.values(columns))
      if (column instanceof TextGatherer) letters += column.letters;
    return letters;
  }

  /** Keeps nothing of the object itself. */
  add(event: TrackerEvent): void {
    const { columns } = this;
    columns.key.add(event.key);
    columns.tracker.add(event.tracker);
    columns.kind.add(event.kind);
    columns.recipient.add(event.recipient);
    columns.url.add(event.url);
    columns.destination.add(event.destination);
    columns.leadsTo.add(event.leadsTo ?? null);
    if (event.carries !== undefined) columns.carries.push([this.count, event.carries]);
    columns.at.add(event.at);
    columns.ip.add(event.ip);
    columns.userAgent.add(event.userAgent);
    columns.method.add(event.method);
    columns.messageId.add(event.messageId);
    columns.trackerMessageId.add(event.trackerMessageId);
    columns.campaign.add(event.campaign);
    columns.step.add(event.step);
    columns.variant.add(event.variant);
    columns.subject.add(event.subject);
    columns.machine.push(VERDICTS.indexOf(event.machine));
    this.count++;
  }

  take(): EventColumns {
    const { columns } = this;
    this.columns = newColumns();
    this.count = 0;
    return {
      key: columns.key.end(),
      tracker: columns.tracker.end(),
      kind: columns.kind.end(),
      recipient: columns.recipient.end(),
      url: columns.url.end(),
      destination: columns.destination.end(),
      leadsTo: columns.leadsTo.end(),
      carries: columns.carries,
      at: columns.at.end(),
      ip: columns.ip.end(),
      userAgent: columns.userAgent.end(),
      method: columns.method.end(),
      messageId: columns.messageId.end(),
      trackerMessageId: columns.trackerMessageId.end(),
      campaign: columns.campaign.end(),
      step: columns.step.end(),
      variant: columns.variant.end(),
      subject: columns.subject.end(),
      machine: Uint8Array.from(columns.machine),
    };
  }
}

function newColumns() {
  return {
    // Another one in each event.
    key: new TextJoiner(),
    tracker: new TextGatherer(),
    kind: new TextGatherer(),
    recipient: new TextGatherer(),
    url: new TextGatherer(),
    destination: new TextGatherer(),
    leadsTo: new TextGatherer(),
    carries: [] as [number, Carried][], // an empty list has no type of its own
    at: new NumberGatherer(),
    ip: new TextGatherer(),
    userAgent: new TextGatherer(),
    method: new TextGatherer(),
    messageId: new TextGatherer(),
    trackerMessageId: new TextGatherer(),
    campaign: new TextGatherer(),
    step: new NumberGatherer(),
    variant: new TextGatherer(),
    subject: new TextGatherer(),
    machine: [] as number[], // as above
  };
}

/** How many events these are. */
export function eventsIn({ at }: EventColumns): number {
  return at.length;
}
