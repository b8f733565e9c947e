import type { Counter, TrackerEvent } from '../facts/event';
import { counted, counter, found, refused, trackerEvent } from './event';
import { countOf, flagOf, idOf, variantOf } from './fields';
import type { RecordReading } from './format';
import { MEANINGS, type Meaning } from './headings';
import { kindOf } from './kinds';
import { type Mapping, stepIn } from './mapping';
import { timeOf } from './time';

export type RowReader = (row: readonly string[]) => RecordReading;

const NO_IDS = { messageId: null, trackerMessageId: null };
const NOTHING: RecordReading = { events: [], counters: [], problem: null };

/**
 * A reader of rows by a mapping. A row that repeats the headings, and one that was not clicked yet (empty `Clicked at`),
 * gives nothing and is no problem.
 * @param tracker name of the events' tracker: `csv`, `json`.
 */
export function mappedReader(mapping: Mapping, tracker: string): RowReader {
  const columns = columnsOf(mapping);
  return mapping.rows === 'events' ? eventReader(mapping, tracker, columns) : counterReader(tracker, columns);
}

/** The column of every meaning; -1 for none. Found once for all rows. */
type Columns = { readonly [meaning in Meaning]: number };

function columnsOf({ columns }: Mapping): Columns {
  const all = Object.fromEntries(MEANINGS.map((meaning) => [meaning, columns[meaning] ?? -1]));
  return all as Columns; // made of all meanings
}

function cellIn(row: readonly string[], column: number): string | null {
  return column < 0 ? null : trimmed(row[column]);
}

/** Most cells have nothing to trim: those stay the string they are. */
function trimmed(cell: string | undefined): string | null {
  if (cell === undefined || cell === '') return null;
  return cell.charCodeAt(0) > 32 && cell.charCodeAt(cell.length - 1) > 32 && cell.charCodeAt(0) < 128
    ? cell
    : cell.trim() || null;
}

function eventReader(mapping: Mapping, tracker: string, columns: Columns): RowReader {
  const reading = { order: mapping.dateOrder, zone: mapping.zone };
  const heading = mapping.headings[columns.at] ?? '';
  const optional = columns.kind < 0 && mapping.kind === 'click' && kindOf(heading) === 'click';
  // Rows next to each other often share their second.
  let lastStamp = '';
  let lastTime: number | null = null;
  return (row) => {
    const date = cellIn(row, columns.at);
    if (date === null) return optional ? NOTHING : refused('The row has no time. It was left out.');
    const clock = cellIn(row, columns.clock);
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
    const address = cellIn(row, columns.recipient);
    const recipient = address?.includes('@') === true ? address : null;
    const url = cellIn(row, columns.url);
    const id = cellIn(row, columns.messageId);
    if (recipient === null && url === null && id === null)
      return refused('The row names neither a recipient, nor a link, nor a message. It was left out.');
    return found(eventOf(row, at, recipient, url, id));
  };

  function eventOf(
    row: readonly string[],
    at: number,
    recipient: string | null,
    url: string | null,
    id: string | null,
  ): TrackerEvent {
    const word = cellIn(row, columns.kind);
    const step = cellIn(row, columns.step);
    const eventId = cellIn(row, columns.eventId);
    const human = flagIn(row, columns.human);
    const ids = id === null ? NO_IDS : idOf(id);
    return trackerEvent({
      // Numbers of rows start again in every file: only with the time is an id a key.
      key: eventId === null ? null : `${tracker}:${eventId}:${at}`,
      tracker,
      kind: word === null ? mapping.kind : kindOf(word),
      at,
      recipient,
      url,
      messageId: ids.messageId,
      trackerMessageId: ids.trackerMessageId,
      ip: cellIn(row, columns.ip),
      userAgent: cellIn(row, columns.userAgent),
      method: cellIn(row, columns.method),
      campaign: cellIn(row, columns.campaign),
      step: step === null ? null : stepIn(step),
      variant: variantOf(cellIn(row, columns.variant)),
      subject: cellIn(row, columns.subject),
      machine: human === null ? flagIn(row, columns.machine) : !human,
    });
  }
}

function flagIn(row: readonly string[], column: number): boolean | null {
  const cell = cellIn(row, column);
  return cell === null ? null : flagOf(cell);
}

function counterReader(tracker: string, columns: Columns): RowReader {
  const count = (row: readonly string[], meaning: Meaning): number | null => {
    const text = cellIn(row, columns[meaning]);
    if (text === null) return null;
    const number = countOf(text);
    if (number !== null) return number;
    const flag = flagOf(text);
    return flag === null ? null : flag ? 1 : 0;
  };
  return (row) => {
    const address = cellIn(row, columns.recipient);
    const recipient = address?.includes('@') === true ? address : null;
    const campaign = cellIn(row, columns.campaign) ?? cellIn(row, columns.url);
    const messageId = idOf(cellIn(row, columns.messageId)).messageId;
    if (recipient === null && campaign === null && messageId === null)
      return refused('The row names neither a recipient, nor a campaign, nor a message. It was left out.');
    const step = cellIn(row, columns.step);
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
        identity: `${recipient ?? ''}|${campaign ?? ''}|${messageId ?? ''}|${step ?? ''}|${cellIn(row, columns.variant) ?? ''}`,
        recipient,
        campaign,
        messageId,
        step: step === null ? null : stepIn(step),
        ...sums,
      }),
    );
  };
}
