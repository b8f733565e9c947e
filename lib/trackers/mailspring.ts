import type { EventKind, TrackerEvent } from '../facts/event';
import { refused, trackerEvent } from './event';
import { textAt, timeAt, valueAt } from './fields';
import { isList, isRecord, type Json, type JsonRecord, type RecordFormat } from './format';

/**
 * Mailspring's metadata of link and open tracking: `links[].click_data[]` and `open_data[]`, one entry per click or
 * open; `uid` is the Message-ID. https://github.com/Foundry376/Mailspring
 */
export const mailspring: RecordFormat = {
  id: 'mailspring',
  name: 'Mailspring',
  recognises: (record) =>
    [record, valueAt(record, 'value')].some((value) => isRecord(value) && isMetadata(value)),
  read(record) {
    const inner = valueAt(record, 'value');
    const value = isRecord(inner) && isMetadata(inner) ? inner : record;
    const messageId = textAt(record, 'headerMessageId', 'header_message_id', 'hMsgId', 'value.uid', 'uid');
    const events: TrackerEvent[] = [];
    let bad = 0;
    const take = (entries: Json | undefined, kind: EventKind, url: string | null): void => {
      if (!isList(entries)) return;
      for (const entry of entries) {
        const at = isRecord(entry) ? timeAt(entry, 'timestamp') : null;
        if (!isRecord(entry) || at === null) bad++;
        else
          events.push(
            trackerEvent({
              tracker: 'mailspring',
              kind,
              at,
              url,
              recipient: textAt(entry, 'recipient'),
              messageId,
              subject: textAt(record, 'subject'),
            }),
          );
      }
    };
    const links = valueAt(value, 'links');
    for (const link of isList(links) ? links : [])
      if (isRecord(link)) take(valueAt(link, 'click_data'), 'click', textAt(link, 'url', 'redirect_url'));
    take(valueAt(value, 'open_data'), 'open', null);
    const reading = { events, counters: [], problem: null };
    if (bad === 0) return reading;
    return {
      ...refused(
        `${bad} of ${bad + events.length} entries of this Mailspring record have no time that can be read. They were left out.`,
      ),
      events,
    };
  },
};

function isMetadata(record: JsonRecord): boolean {
  const links = valueAt(record, 'links');
  return (
    (isList(links) && links.some((link) => isRecord(link) && isList(valueAt(link, 'click_data')))) ||
    isList(valueAt(record, 'open_data'))
  );
}
