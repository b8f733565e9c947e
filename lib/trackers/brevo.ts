import type { EventKind } from '../facts/event';
import { found, noTime, trackerEvent } from './event';
import { has, hasAny, soleTextAt, textAt, timeAt, valueAt, wordAt } from './fields';
import { isList, type JsonRecord, type RecordFormat } from './format';
import { kindOf } from './kinds';

/** Words of Brevo that the general table would read otherwise. */
const KINDS: ReadonlyMap<string, EventKind> = new Map([
  ['request', 'sent'],
  ['requests', 'sent'],
  ['loadedbyproxy', 'open'],
  ['proxy_open', 'open'],
  ['unique_proxy_open', 'open'],
  ['error', 'bounce'],
  ['list_addition', 'other'],
  ['contact_updated', 'other'],
  ['contact_deleted', 'other'],
]);

/**
 * Brevo (Sendinblue): webhooks for transactional mail and campaigns, https://developers.brevo.com/docs/marketing-webhooks,
 * the events API (`from`, `messageId`) and the log export (`st_text`, `mid`). `ts_event` is UTC; `date` is in the time
 * of the account (documented as CET for campaigns), so it is used last; `sending_ip` is Brevo's own.
 */
export const brevo: RecordFormat = {
  id: 'brevo',
  name: 'Brevo',
  recognises: (record) =>
    (wordAt(record, 'event') !== '' &&
      has(record, 'email') &&
      hasAny(record, 'message-id', 'ts_event', 'ts_epoch', 'camp_id')) ||
    (wordAt(record, 'event') !== '' &&
      has(record, 'email', 'messageId', 'date') &&
      hasAny(record, 'from', 'subject', 'link')) ||
    has(record, 'st_text', 'mid', 'email'),
  read(record) {
    const at = timeAt(
      record,
      'ts_event',
      'ts_epoch',
      ...(has(record, 'camp_id') ? ['ts'] : []),
      'date_event',
      'date',
      'ts',
    );
    if (at === null) return noTime('Brevo', 'ts_event');
    const word = wordAt(record, 'event') || wordAt(record, 'st_text');
    return found(
      trackerEvent({
        tracker: 'brevo',
        kind: KINDS.get(word) ?? kindOf(word),
        at,
        recipient: textAt(record, 'email'),
        url: linkIn(record),
        ip: textAt(record, 'ip'),
        userAgent: textAt(record, 'user_agent'),
        messageId: textAt(record, 'message-id', 'messageId', 'mid'),
        campaign:
          textAt(record, 'campaign name', 'campaign_name') ??
          soleTextAt(record, 'tags', 'tag') ??
          textAt(record, 'camp_id'),
        subject: textAt(record, 'subject', 'sub'),
        machine: word.includes('proxy') ? true : null,
      }),
    );
  },
};

function linkIn(record: JsonRecord): string | null {
  const list = valueAt(record, 'URL');
  return textAt(record, 'link', 'url', 'URL') ?? (isList(list) ? soleTextAt(record, 'URL') : null);
}
