import { found, noTime, trackerEvent } from './event';
import { flagAt, has, hasAny, textAt, timeAt, wordAt } from './fields';
import type { RecordFormat } from './format';
import { kindOf } from './kinds';

/**
 * Customer.io's reporting webhooks: https://docs.customer.io/journeys/webhooks/#events. Its verdict is in
 * `data.machine`, and in the metric's own name where it splits them (`human_clicked`, `prefetch_clicked`).
 */
export const customerio: RecordFormat = {
  id: 'customerio',
  name: 'Customer.io',
  recognises: (record) =>
    wordAt(record, 'metric') !== '' &&
    has(record, 'timestamp') &&
    hasAny(record, 'object_type', 'event_id') &&
    hasAny(record, 'data', 'data.delivery_id', 'data.recipient'),
  read(record) {
    const at = timeAt(record, 'timestamp');
    if (at === null) return noTime('Customer.io', 'timestamp');
    const metric = wordAt(record, 'metric');
    const id = textAt(record, 'event_id');
    const machine = flagAt(record, 'data.machine', 'data.prefetched');
    const named = /^(?:machine|prefetch)/.test(metric) ? true : metric.startsWith('human') ? false : null;
    return found(
      trackerEvent({
        key: id === null ? null : `customerio:${id}`,
        tracker: 'customerio',
        // `converted`, `drafted`, `attempted`: nothing that a rate counts; texts and pushes are no email.
        kind: ['email', ''].includes(wordAt(record, 'object_type'))
          ? metric === 'attempted'
            ? 'deferred'
            : kindOf(metric)
          : 'other',
        at,
        recipient: textAt(record, 'data.recipient', 'data.email_address', 'data.identifiers.email'),
        url: textAt(record, 'data.href'),
        trackerMessageId: textAt(record, 'data.delivery_id'),
        campaign: textAt(
          record,
          'data.campaign_name',
          'data.campaign_id',
          'data.broadcast_id',
          'data.newsletter_id',
        ),
        subject: textAt(record, 'data.subject'),
        machine: named ?? machine,
      }),
    );
  },
};
