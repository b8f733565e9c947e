import {
  type NumberColumn,
  numberAt,
  type Rare,
  type TextColumn,
  TextJoiner,
  type TextPool,
  TextReader,
  unpackTexts,
} from './columns';
import { EVENT_KINDS, type EventKind, type TrackerEvent } from './event';
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

/** Each kind as the text that the code compares with: it is told equal by its address, other texts letter by letter. */
const KINDS: ReadonlyMap<string | null, EventKind> = new Map(EVENT_KINDS.map((kind) => [kind, kind]));

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

export function unpackEvents(columns: EventColumns, pool: TextPool): TrackerEvent[] {
  const key = unpackTexts(columns.key);
  const tracker = new TextReader(columns.tracker, pool);
  const kind = kindsOf(columns.kind);
  const recipient = new TextReader(columns.recipient, pool);
  const url = new TextReader(columns.url, pool);
  const destination = new TextReader(columns.destination, pool);
  const leadsTo = new TextReader(columns.leadsTo, null);
  const carries = new Map(columns.carries);
  // Hardly two events share one, and none finds another by it.
  const ip = new TextReader(columns.ip, null);
  const userAgent = new TextReader(columns.userAgent, pool);
  const method = new TextReader(columns.method, pool);
  const messageId = new TextReader(columns.messageId, pool);
  const trackerMessageId = new TextReader(columns.trackerMessageId, null);
  const campaign = new TextReader(columns.campaign, pool);
  const variant = new TextReader(columns.variant, pool);
  const subject = new TextReader(columns.subject, pool);
  const { at, step, machine } = columns;
  const events = new Array<TrackerEvent>(at.length);
  for (let n = 0; n < at.length; n++) {
    const event: TrackerEvent = {
      key: key[n] ?? '',
      tracker: tracker.at(n) ?? '',
      kind: kind[n] ?? 'other',
      recipient: recipient.at(n),
      url: url.at(n),
      destination: destination.at(n),
      at: at[n] ?? 0,
      ip: ip.at(n),
      userAgent: userAgent.at(n),
      method: method.at(n),
      messageId: messageId.at(n),
      trackerMessageId: trackerMessageId.at(n),
      campaign: campaign.at(n),
      step: numberAt(step, n),
      variant: variant.at(n),
      subject: subject.at(n),
      machine: VERDICTS[machine[n] ?? 0] ?? null,
    };
    events[n] = event;
  }
  // Absent is not null in these two, and few events have them.
  for (let n = 0; n < events.length; n++) {
    const to = leadsTo.at(n);
    const event = events[n];
    if (to !== null && event !== undefined) events[n] = { ...event, leadsTo: to };
  }
  for (const [n, carried] of carries) {
    const event = events[n];
    if (event !== undefined) events[n] = { ...event, carries: carried };
  }
  return events;
}

function kindsOf(column: TextColumn): readonly EventKind[] {
  const known = (text: string | null): EventKind => KINDS.get(text) ?? 'other';
  if (!('which' in column) || column.which === null) return unpackTexts(column).map(known);
  const kinds = column.values.map(known);
  return Array.from(column.which, (number) => kinds[number - 1] ?? 'other');
}
