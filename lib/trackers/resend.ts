import { found, noTime, trackerEvent } from './event';
import { has, idOf, soleTextAt, textAt, timeAt, wordAt } from './fields';
import type { RecordFormat } from './format';
import { kindOf } from './kinds';

/** Resend's webhooks: https://resend.com/docs/webhooks/emails/clicked. A retried webhook has the same click time. */
export const resend: RecordFormat = {
  id: 'resend',
  name: 'Resend',
  recognises: (record) =>
    wordAt(record, 'type').startsWith('email.') && has(record, 'data') && has(record, 'data.email_id'),
  read(record) {
    const type = wordAt(record, 'type').slice('email.'.length);
    const part = type === 'clicked' ? 'data.click' : type === 'opened' ? 'data.open' : `data.${type}`;
    // `data.created_at` is when the email was made: not when it was clicked.
    const at = timeAt(record, `${part}.timestamp`, 'created_at');
    if (at === null) return noTime('Resend', 'created_at');
    return found(
      trackerEvent({
        tracker: 'resend',
        kind: type === 'delivery_delayed' ? 'deferred' : kindOf(type),
        at,
        recipient: soleTextAt(record, 'data.to'),
        url: textAt(record, 'data.click.link'),
        ip: textAt(record, `${part}.ipAddress`),
        userAgent: textAt(record, `${part}.userAgent`),
        messageId: idOf(textAt(record, 'data.message_id')).messageId,
        trackerMessageId: textAt(record, 'data.email_id'),
        campaign: textAt(record, 'data.tags.campaign', 'data.broadcast_id'),
        subject: textAt(record, 'data.subject'),
      }),
    );
  },
};
