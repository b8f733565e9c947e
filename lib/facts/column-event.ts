import { numberAt, type TextColumn, type TextPool, TextReader, unpackTexts } from './columns';
import { EVENT_KINDS, type EventKind, type TrackerEvent } from './event';
import { type EventColumns, eventsIn, VERDICTS } from './event-columns';
import type { Carried } from './message';

/** The columns of a pack, ready to be read. */
class EventPack {
  readonly key: TextReader;
  readonly tracker: TextReader;
  /** Places in `EVENT_KINDS`. */
  readonly kind: Uint8Array;
  readonly recipient: TextReader;
  readonly url: TextReader;
  readonly destination: TextReader;
  readonly leadsTo: TextReader;
  readonly carries: ReadonlyMap<number, Carried>;
  readonly at: Float64Array;
  readonly ip: TextReader;
  readonly userAgent: TextReader;
  readonly method: TextReader;
  readonly messageId: TextReader;
  readonly trackerMessageId: TextReader;
  readonly campaign: TextReader;
  readonly step: Float64Array;
  readonly variant: TextReader;
  readonly subject: TextReader;
  readonly machine: Uint8Array;

  constructor(columns: EventColumns, pool: TextPool) {
    this.key = new TextReader(columns.key, null);
    this.tracker = new TextReader(columns.tracker, pool);
    this.kind = kindsOf(columns.kind);
    this.recipient = new TextReader(columns.recipient, pool);
    this.url = new TextReader(columns.url, null);
    this.destination = new TextReader(columns.destination, pool);
    this.leadsTo = new TextReader(columns.leadsTo, null);
    this.carries = new Map(columns.carries);
    this.at = columns.at;
    // Hardly two events share one, and none finds another by it.
    this.ip = new TextReader(columns.ip, null);
    this.userAgent = new TextReader(columns.userAgent, pool);
    this.method = new TextReader(columns.method, pool);
    this.messageId = new TextReader(columns.messageId, pool);
    this.trackerMessageId = new TextReader(columns.trackerMessageId, null);
    this.campaign = new TextReader(columns.campaign, pool);
    this.step = columns.step;
    this.variant = new TextReader(columns.variant, pool);
    this.subject = new TextReader(columns.subject, pool);
    this.machine = columns.machine;
  }
}

/**
 * An event that stays in the columns it came in: all it holds is where it stands, and each field is read when it is asked
 * for. A quarter of a million events with a property for each field cost the collector and the memory more than all
 * that is computed from them, and most steps ask for three or four fields.
 *
 * `{ ...event }` copies no getter: whoever changes a copy, compares events or sends them on takes `plainEvent`.
 */
export class ColumnEvent implements TrackerEvent {
  constructor(
    private readonly pack: EventPack,
    private readonly place: number,
  ) {}

  get key(): string {
    return this.pack.key.at(this.place) ?? '';
  }

  get tracker(): string {
    return this.pack.tracker.at(this.place) ?? '';
  }

  get kind(): EventKind {
    return EVENT_KINDS[this.pack.kind[this.place] ?? OTHER] ?? 'other';
  }

  get recipient(): string | null {
    return this.pack.recipient.at(this.place);
  }

  get url(): string | null {
    return this.pack.url.at(this.place);
  }

  get destination(): string | null {
    return this.pack.destination.at(this.place);
  }

  get leadsTo(): string | undefined {
    return this.pack.leadsTo.at(this.place) ?? undefined;
  }

  get carries(): Carried | undefined {
    return this.pack.carries.get(this.place);
  }

  get at(): number {
    return this.pack.at[this.place] ?? 0;
  }

  get ip(): string | null {
    return this.pack.ip.at(this.place);
  }

  get userAgent(): string | null {
    return this.pack.userAgent.at(this.place);
  }

  get method(): string | null {
    return this.pack.method.at(this.place);
  }

  get messageId(): string | null {
    return this.pack.messageId.at(this.place);
  }

  get trackerMessageId(): string | null {
    return this.pack.trackerMessageId.at(this.place);
  }

  get campaign(): string | null {
    return this.pack.campaign.at(this.place);
  }

  get step(): number | null {
    return numberAt(this.pack.step, this.place);
  }

  get variant(): string | null {
    return this.pack.variant.at(this.place);
  }

  get subject(): string | null {
    return this.pack.subject.at(this.place);
  }

  get machine(): boolean | null {
    return VERDICTS[this.pack.machine[this.place] ?? 0] ?? null;
  }

  toJSON(): TrackerEvent {
    return plainEvent(this);
  }
}

/** A pack of fewer takes more memory for its columns than for a record of each: polling brings one or two at a time. */
const FEW = 16;

/** The events of a pack. What they have in common with those of other packs is one text in `pool`. */
export function unpackEvents(columns: EventColumns, pool: TextPool): TrackerEvent[] {
  const pack = new EventPack(columns, pool);
  const events = new Array<TrackerEvent>(eventsIn(columns));
  for (let n = 0; n < events.length; n++) events[n] = new ColumnEvent(pack, n);
  return events.length < FEW ? events.map(plainEvent) : events;
}

/** The event as a record of its own: to change a copy of it, to compare it, to send it on. */
export function plainEvent(event: TrackerEvent): TrackerEvent {
  const { leadsTo, carries } = event;
  return {
    key: event.key,
    tracker: event.tracker,
    kind: event.kind,
    recipient: event.recipient,
    url: event.url,
    destination: event.destination,
    at: event.at,
    ip: event.ip,
    userAgent: event.userAgent,
    method: event.method,
    messageId: event.messageId,
    trackerMessageId: event.trackerMessageId,
    campaign: event.campaign,
    step: event.step,
    variant: event.variant,
    subject: event.subject,
    machine: event.machine,
    // Absent is not null in these two.
    ...(leadsTo === undefined ? {} : { leadsTo }),
    ...(carries === undefined ? {} : { carries }),
  };
}

const OTHER = EVENT_KINDS.indexOf('other');

const NUMBERS: ReadonlyMap<string | null, number> = new Map(
  EVENT_KINDS.map((kind, number) => [kind, number]),
);

/** Kinds as numbers: what is compared with is then the very text of the code, told equal by its address. */
function kindsOf(column: TextColumn): Uint8Array {
  const known = (text: string | null): number => NUMBERS.get(text) ?? OTHER;
  if (!('which' in column) || column.which === null) return Uint8Array.from(unpackTexts(column), known);
  const numbers = [OTHER, ...column.values.map(known)];
  return Uint8Array.from(column.which, (value) => numbers[value] ?? OTHER);
}
