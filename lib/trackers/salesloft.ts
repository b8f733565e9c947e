import { counted, counter } from './event';
import { countAt, flagAt, has, hasAny, idOf, textAt } from './fields';
import type { RecordFormat } from './format';

/** Salesloft's emails (`GET /v2/activities/emails` and webhooks): sums of views, clicks and replies per email. */
export const salesloft: RecordFormat = {
  id: 'salesloft',
  name: 'Salesloft',
  recognises: (record) =>
    has(record, 'counts.clicks') &&
    hasAny(record, 'recipient_email_address', 'message_id', 'click_tracking', 'cadence'),
  read(record) {
    const own = idOf(textAt(record, 'message_id'));
    const bounced = flagAt(record, 'bounced');
    return counted(
      counter({
        tracker: 'salesloft',
        identity: `email|${textAt(record, 'id') ?? own.messageId ?? own.trackerMessageId ?? JSON.stringify(record)}`,
        campaign: textAt(record, 'cadence.name', 'cadence.id'),
        step: countAt(record, 'step.number', 'step.day'),
        recipient: textAt(record, 'recipient_email_address'),
        messageId: own.messageId,
        sent: textAt(record, 'sent_at') === null ? null : 1,
        opens: countAt(record, 'counts.views'),
        clicks: countAt(record, 'counts.clicks'),
        replies: countAt(record, 'counts.replies'),
        bounces: bounced === null ? countAt(record, 'counts.bounces') : bounced ? 1 : 0,
      }),
    );
  },
};
