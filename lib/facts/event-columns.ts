import {
  type NumberColumn,
  numberAt,
  packNumbers,
  packOwnTexts,
  packTexts,
  type Rare,
  type TextColumn,
  type TextPool,
  unpackTexts,
} from './columns';
import { EVENT_KINDS, type EventKind, type TrackerEvent } from './event';
import type { Carried } from './message';

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
  return {
    key: packOwnTexts(events, ({ key }) => key),
    tracker: packTexts(events, ({ tracker }) => tracker),
    kind: packTexts(events, ({ kind }) => kind),
    recipient: packTexts(events, ({ recipient }) => recipient),
    url: packTexts(events, ({ url }) => url),
    destination: packTexts(events, ({ destination }) => destination),
    leadsTo: packTexts(events, ({ leadsTo }) => leadsTo ?? null),
    carries: events.flatMap(({ carries }, at) => (carries === undefined ? [] : [[at, carries] as const])),
    at: packNumbers(events, ({ at }) => at),
    ip: packTexts(events, ({ ip }) => ip),
    userAgent: packTexts(events, ({ userAgent }) => userAgent),
    method: packTexts(events, ({ method }) => method),
    messageId: packTexts(events, ({ messageId }) => messageId),
    trackerMessageId: packTexts(events, ({ trackerMessageId }) => trackerMessageId),
    campaign: packTexts(events, ({ campaign }) => campaign),
    step: packNumbers(events, ({ step }) => step),
    variant: packTexts(events, ({ variant }) => variant),
    subject: packTexts(events, ({ subject }) => subject),
    machine: packFlags(events),
  };
}

function packFlags(events: readonly TrackerEvent[]): Uint8Array {
  const flags = new Uint8Array(events.length);
  for (let at = 0; at < events.length; at++) flags[at] = VERDICTS.indexOf(events[at]?.machine ?? null);
  return flags;
}

/** How many events these are. */
export function eventsIn({ at }: EventColumns): number {
  return at.length;
}

export function unpackEvents(columns: EventColumns, pool: TextPool): TrackerEvent[] {
  const key = unpackTexts(columns.key);
  const tracker = unpackTexts(columns.tracker, pool);
  const kind = kindsOf(columns.kind);
  const recipient = unpackTexts(columns.recipient, pool);
  const url = unpackTexts(columns.url, pool);
  const destination = unpackTexts(columns.destination, pool);
  const leadsTo = unpackTexts(columns.leadsTo);
  const carries = new Map(columns.carries);
  // Hardly two events share one, and none finds another by it.
  const ip = unpackTexts(columns.ip);
  const userAgent = unpackTexts(columns.userAgent, pool);
  const method = unpackTexts(columns.method, pool);
  const messageId = unpackTexts(columns.messageId, pool);
  const trackerMessageId = unpackTexts(columns.trackerMessageId);
  const campaign = unpackTexts(columns.campaign, pool);
  const variant = unpackTexts(columns.variant, pool);
  const subject = unpackTexts(columns.subject, pool);
  const { at, step, machine } = columns;
  const events = new Array<TrackerEvent>(at.length);
  for (let n = 0; n < at.length; n++) {
    const event: TrackerEvent = {
      key: key[n] ?? '',
      tracker: tracker[n] ?? '',
      kind: kind[n] ?? 'other',
      recipient: recipient[n] ?? null,
      url: url[n] ?? null,
      destination: destination[n] ?? null,
      at: at[n] ?? 0,
      ip: ip[n] ?? null,
      userAgent: userAgent[n] ?? null,
      method: method[n] ?? null,
      messageId: messageId[n] ?? null,
      trackerMessageId: trackerMessageId[n] ?? null,
      campaign: campaign[n] ?? null,
      step: numberAt(step, n),
      variant: variant[n] ?? null,
      subject: subject[n] ?? null,
      machine: VERDICTS[machine[n] ?? 0] ?? null,
    };
    events[n] = event;
  }
  // Absent is not null in these two, and few events have them.
  for (let n = 0; n < leadsTo.length; n++) {
    const to = leadsTo[n];
    const event = events[n];
    if (to != null && event !== undefined) events[n] = { ...event, leadsTo: to };
  }
  for (const [n, carried] of carries) {
    const event = events[n];
    if (event !== undefined) events[n] = { ...event, carries: carried };
  }
  return events;
}

function kindsOf({ values, which }: TextColumn): readonly EventKind[] {
  const kinds = values.map((value) => KINDS.get(value) ?? 'other');
  return which === null ? kinds : Array.from(which, (number) => kinds[number - 1] ?? 'other');
}
