import type { EventKind } from '../facts/event';
import { found, refused, trackerEvent } from './event';
import { isRecord, type JsonFormat, textField } from './format';
import { timeOf } from './time';

const KINDS: Record<string, EventKind> = {
  processed: 'sent',
  delivered: 'delivered',
  open: 'open',
  click: 'click',
  bounce: 'bounce',
  dropped: 'bounce',
  deferred: 'deferred',
  unsubscribe: 'unsubscribe',
  group_unsubscribe: 'unsubscribe',
  spamreport: 'complaint',
};

/** SendGrid's Event Webhook: https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event */
export const sendgrid: JsonFormat = {
  id: 'sendgrid',
  name: 'SendGrid',
  recognises: (record) =>
    typeof record['event'] === 'string' &&
    typeof record['email'] === 'string' &&
    'timestamp' in record &&
    ('sg_event_id' in record || 'sg_message_id' in record || 'smtp-id' in record),
  read(record) {
    const word = textField(record, 'event');
    const at = timeOf(textField(record, 'timestamp'));
    if (word === null) return refused('The record has no “event”.');
    if (at === null) return refused('The “timestamp” is no time.');
    const category = record['category'];
    const marketing = isRecord(record['newsletter'])
      ? textField(record['newsletter'], 'newsletter_user_list_id')
      : null;
    const id = textField(record, 'sg_event_id');
    // SendGrid's own sample repeats one id on every event: only with the kind is it a key.
    const key = id === null ? {} : { key: `sendgrid:${id}:${word}:${at}` };
    return found(
      trackerEvent({
        ...key,
        tracker: 'sendgrid',
        kind: KINDS[word] ?? 'other',
        at,
        recipient: textField(record, 'email'),
        url: textField(record, 'url'),
        ip: textField(record, 'ip'),
        userAgent: textField(record, 'useragent'),
        messageId: textField(record, 'smtp-id'),
        trackerMessageId: textField(record, 'sg_message_id'),
        campaign:
          textField(record, 'campaign') ??
          (Array.isArray(category) ? null : textField(record, 'category')) ??
          marketing,
        machine: typeof record['sg_machine_open'] === 'boolean' ? record['sg_machine_open'] : null,
      }),
    );
  },
};
