import type { Counter, TrackerEvent } from '../facts/event';
import { counted, counter, found, refused, trackerEvent } from './event';
import { countOf, flagOf, idOf, variantOf } from './fields';
import type { RecordReading } from './format';
import type { Meaning } from './headings';
import { kindOf } from './kinds';
import { type Mapping, stepIn } from './mapping';
import { timeOf } from './time';

export type RowReader = (row: readonly string[]) => RecordReading;

const NOTHING: RecordReading = { events: [], counters: [], problem: null };

/**
 * A reader of rows by a mapping. A row that repeats the headings, and one that was not clicked yet (empty `Clicked at`),
 * gives nothing and is no problem.
 * @param tracker name of the events' tracker: `csv`, `json`.
 */
export function mappedReader(mapping: Mapping, tracker: string): RowReader {
  const { columns } = mapping;
  const cell = (row: readonly string[], meaning: Meaning): string | null => {
    const index = columns[meaning];
    if (index === undefined) return null;
    return trimmed(row[index]);
  };
  return mapping.rows === 'events' ? eventReader(mapping, tracker, cell) : counterReader(tracker, cell);
}

/** Most cells have nothing to trim: those stay the string they are. */
function trimmed(cell: string | undefined): string | null {
  if (cell === undefined || cell === '') return null;
  return cell.charCodeAt(0) > 32 && cell.charCodeAt(cell.length - 1) > 32 && cell.charCodeAt(0) < 128
    ? cell
    : cell.trim() || null;
}

type Cell = (row: readonly string[], meaning: Meaning) => string | null;

function eventReader(mapping: Mapping, tracker: string, cell: Cell): RowReader {
  const { columns } = mapping;
  const reading = { order: mapping.dateOrder, zone: mapping.zone };
  const heading = mapping.headings[columns.at ?? -1] ?? '';
  const optional = columns.kind === undefined && mapping.kind === 'click' && kindOf(heading) === 'click';
  // Rows next to each other often share their second.
  let lastStamp = '';
  let lastTime: number | null = null;
  return (row) => {
    const date = cell(row, 'at');
    if (date === null) return optional ? NOTHING : refused('The row has no time. It was left out.');
    const clock = cell(row, 'clock');
    const stamp = clock === null ? date : `${date} ${clock}`;
    if (stamp !== lastStamp) {
      lastStamp = stamp;
      lastTime = timeOf(stamp, reading);
    }
    const at = lastTime;
    if (at === null) {
      if (date === heading.trim()) return NOTHING;
      return refused(
        `“${stamp.slice(0, 40)}” in the column “${heading.trim()}” is no time that can be read. The row was left out.`,
      );
    }
    const address = cell(row, 'recipient');
    const recipient = address?.includes('@') === true ? address : null;
    const url = cell(row, 'url');
    const id = cell(row, 'messageId');
    if (recipient === null && url === null && id === null)
      return refused('The row names neither a recipient, nor a link, nor a message. It was left out.');
    return found(eventOf(row, { at, recipient, url, id }));
  };

  function eventOf(
    row: readonly string[],
    known: { at: number; recipient: string | null; url: string | null; id: string | null },
  ): TrackerEvent {
    const word = cell(row, 'kind');
    const step = cell(row, 'step');
    const eventId = cell(row, 'eventId');
    const human = flagOf(cell(row, 'human') ?? undefined);
    const ids = known.id === null ? { messageId: null, trackerMessageId: null } : idOf(known.id);
    return trackerEvent({
      // Numbers of rows start again in every file: only with the time is an id a key.
      key: eventId === null ? null : `${tracker}:${eventId}:${known.at}`,
      tracker,
      kind: word === null ? mapping.kind : kindOf(word),
      at: known.at,
      recipient: known.recipient,
      url: known.url,
      ...ids,
      ip: cell(row, 'ip'),
      userAgent: cell(row, 'userAgent'),
      method: cell(row, 'method'),
      campaign: cell(row, 'campaign'),
      step: step === null ? null : stepIn(step),
      variant: variantOf(cell(row, 'variant')),
      subject: cell(row, 'subject'),
      machine: human === null ? flagOf(cell(row, 'machine') ?? undefined) : !human,
    });
  }
}

function counterReader(tracker: string, cell: Cell): RowReader {
  const count = (row: readonly string[], meaning: Meaning): number | null => {
    const text = cell(row, meaning);
    if (text === null) return null;
    const number = countOf(text);
    if (number !== null) return number;
    const flag = flagOf(text);
    return flag === null ? null : flag ? 1 : 0;
  };
  return (row) => {
    const address = cell(row, 'recipient');
    const recipient = address?.includes('@') === true ? address : null;
    const campaign = cell(row, 'campaign') ?? cell(row, 'url');
    const messageId = idOf(cell(row, 'messageId')).messageId;
    if (recipient === null && campaign === null && messageId === null)
      return refused('The row names neither a recipient, nor a campaign, nor a message. It was left out.');
    const step = cell(row, 'step');
    const sums: Pick<Counter, 'sent' | 'opens' | 'clicks' | 'replies' | 'bounces'> = {
      sent: count(row, 'sent'),
      opens: count(row, 'opens'),
      clicks: count(row, 'clicks'),
      replies: count(row, 'replies'),
      bounces: count(row, 'bounces'),
    };
    if (Object.values(sums).every((sum) => sum === null))
      return refused('The row holds no number that can be read. It was left out.');
    return counted(
      counter({
        tracker,
        identity: `${recipient ?? ''}|${campaign ?? ''}|${messageId ?? ''}|${step ?? ''}|${cell(row, 'variant') ?? ''}`,
        recipient,
        campaign,
        messageId,
        step: step === null ? null : stepIn(step),
        ...sums,
      }),
    );
  };
}
