import type { EventKind } from '../facts/event';
import { found, noTime, trackerEvent } from './event';
import { flagAt, has, hasAny, idOf, textAt, timeAt, wordAt } from './fields';
import type { RecordFormat } from './format';

const KINDS: ReadonlyMap<string, EventKind> = new Map([
  ['injection', 'sent'],
  ['delivery', 'delivered'],
  ['bounce', 'bounce'],
  ['out_of_band', 'bounce'],
  ['policy_rejection', 'bounce'],
  ['generation_rejection', 'bounce'],
  ['generation_failure', 'bounce'],
  ['delay', 'deferred'],
  ['spam_complaint', 'complaint'],
  ['click', 'click'],
  ['amp_click', 'click'],
  ['open', 'open'],
  ['initial_open', 'open'],
  ['amp_open', 'open'],
  ['amp_initial_open', 'open'],
  ['list_unsubscribe', 'unsubscribe'],
  ['link_unsubscribe', 'unsubscribe'],
]);

/**
 * SparkPost's webhooks (`msys.track_event`, `msys.message_event`, …: the reader goes down to them) and its Events API:
 * https://developers.sparkpost.com/api/webhooks/.
 */
export const sparkpost: RecordFormat = {
  id: 'sparkpost',
  name: 'SparkPost',
  recognises: (record) =>
    KINDS.has(wordAt(record, 'type')) &&
    has(record, 'rcpt_to', 'timestamp') &&
    hasAny(record, 'event_id', 'message_id', 'transmission_id'),
  read(record) {
    const at = timeAt(record, 'timestamp');
    if (at === null) return noTime('SparkPost', 'timestamp');
    const type = wordAt(record, 'type');
    const id = textAt(record, 'event_id');
    const own = idOf(textAt(record, 'rcpt_meta.message_id', 'msg_from_header_id'));
    return found(
      trackerEvent({
        key: id === null ? null : `sparkpost:${id}`,
        tracker: 'sparkpost',
        // Bounce class 60 is an automatic answer: https://support.sparkpost.com/docs/deliverability/bounce-classification-codes
        kind: textAt(record, 'bounce_class') === '60' ? 'other' : (KINDS.get(type) ?? 'other'),
        at,
        recipient: textAt(record, 'raw_rcpt_to', 'rcpt_to'),
        url: textAt(record, 'target_link_url'),
        ip: textAt(record, 'ip_address'),
        userAgent: textAt(record, 'user_agent'),
        messageId: own.messageId,
        trackerMessageId: textAt(record, 'message_id', 'transmission_id'),
        campaign: textAt(record, 'campaign_id', 'template_id'),
        subject: textAt(record, 'subject'),
        machine: flagAt(record, 'user_agent_parsed.is_prefetched', 'is_prefetched'),
      }),
    );
  },
};
