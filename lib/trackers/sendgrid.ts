import type { EventKind } from '../facts/event';
import { found, noTime, refused, trackerEvent } from './event';
import { flagAt, has, hasAny, soleTextAt, textAt, timeAt } from './fields';
import type { RecordFormat } from './format';

const KINDS: ReadonlyMap<string, EventKind> = new Map([
  ['processed', 'sent'],
  ['delivered', 'delivered'],
  ['open', 'open'],
  ['click', 'click'],
  ['bounce', 'bounce'],
  ['dropped', 'bounce'],
  ['blocked', 'bounce'],
  ['deferred', 'deferred'],
  ['unsubscribe', 'unsubscribe'],
  ['group_unsubscribe', 'unsubscribe'],
  ['spamreport', 'complaint'],
]);

/**
 * SendGrid's Event Webhook, https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event, and the email
 * activity feed's CSV (`processed` for the time, `recv_message_id` for the id).
 */
export const sendgrid: RecordFormat = {
  id: 'sendgrid',
  name: 'SendGrid',
  recognises: (record) =>
    has(record, 'event', 'email') &&
    ((has(record, 'timestamp') &&
      hasAny(record, 'sg_event_id', 'sg_message_id', 'smtp-id', 'url_offset', 'asm_group_id')) ||
      has(record, 'processed', 'recv_message_id')),
  read(record) {
    const word = textAt(record, 'event')?.toLowerCase() ?? null;
    if (word === null) return refused('This SendGrid record has no “event”. It was left out.');
    const at = timeAt(record, 'timestamp', 'processed');
    if (at === null) return noTime('SendGrid', 'timestamp');
    const id = textAt(record, 'sg_event_id');
    const machine = flagAt(record, 'sg_machine_open');
    return found(
      trackerEvent({
        // SendGrid's own sample repeats one id on every event: only with kind and time is it a key.
        key: id === null ? null : `sendgrid:${id}:${word}:${at}`,
        tracker: 'sendgrid',
        kind: KINDS.get(word) ?? 'other',
        at,
        recipient: textAt(record, 'email'),
        url: textAt(record, 'url'),
        ip: textAt(record, 'ip'),
        userAgent: textAt(record, 'useragent', 'user_agent'),
        messageId: textAt(record, 'smtp-id', 'smtp_id'),
        trackerMessageId: textAt(record, 'sg_message_id', 'recv_message_id', 'message_id'),
        campaign:
          textAt(record, 'campaign', 'marketing_campaign_name', 'singlesend_name', 'marketing_campaign_id') ??
          soleTextAt(record, 'category', 'categories') ??
          textAt(record, 'newsletter.newsletter_user_list_id', 'newsletter.newsletter_id'),
        subject: textAt(record, 'subject'),
        machine: word === 'open' ? machine : null,
      }),
    );
  },
};
