import { found, noTime, trackerEvent } from './event';
import { hasAny, textAt, timeAt, wordAt } from './fields';
import type { JsonRecord, RecordFormat } from './format';
import { kindOf } from './kinds';

/**
 * MailerSend's webhooks (`type: activity.clicked`, all else under `data`; `url` outside is the webhook's own address)
 * and its activity API: https://developers.mailersend.com/api/v1/webhooks.html
 */
export const mailersend: RecordFormat = {
  id: 'mailersend',
  name: 'MailerSend',
  recognises: (record) =>
    (wordAt(record, 'type').startsWith('activity.') &&
      hasAny(record, 'data', 'data.email.recipient.email')) ||
    isActivity(record),
  read(record) {
    const inside = isActivity(record) ? '' : 'data.';
    const field = (path: string) => inside + path;
    const at = timeAt(
      record,
      field('created_at'),
      field('morph.created_at'),
      ...(inside === '' ? [] : ['created_at']),
    );
    if (at === null) return noTime('MailerSend', 'created_at');
    const word = wordAt(record, 'type').replace('activity.', '');
    const id = textAt(record, field('id'));
    const emailId = textAt(record, field('email.id'));
    return found(
      trackerEvent({
        key: id === null ? null : `mailersend:${id}`,
        tracker: 'mailersend',
        kind: kindOf(word),
        at,
        recipient: textAt(record, field('email.recipient.email')),
        url: textAt(record, field('morph.url')),
        ip: textAt(record, field('morph.ip')),
        userAgent: textAt(record, field('morph.user_agent')),
        // Its Message-ID is the email's id at its own host; noted by anymail from real events (tests/test_mailersend_webhooks.py).
        messageId: emailId === null ? null : `${emailId}@mailersend.net`,
        trackerMessageId: textAt(record, field('email.message.id'), field('email.id')),
        campaign: textAt(record, field('email.tags.0'), field('template_id')),
        subject: textAt(record, field('email.subject')),
      }),
    );
  },
};

/** A row of `GET /v1/activity/{domain}`, or the `data` of a webhook alone. */
function isActivity(record: JsonRecord): boolean {
  return (
    hasAny(record, 'email.recipient.email') && wordAt(record, 'type') !== '' && hasAny(record, 'created_at')
  );
}
