import type { EventKind } from '../facts/event';
import { found, noTime, trackerEvent } from './event';
import { has, soleTextAt, textAt, timeAt, valueAt, wordAt } from './fields';
import { isRecord, type RecordFormat } from './format';

const KINDS: ReadonlyMap<string, EventKind> = new Map([
  ['send', 'sent'],
  ['delivered', 'delivered'],
  ['deferral', 'deferred'],
  ['hard_bounce', 'bounce'],
  ['soft_bounce', 'bounce'],
  ['reject', 'bounce'],
  ['open', 'open'],
  ['click', 'click'],
  ['spam', 'complaint'],
  ['unsub', 'unsubscribe'],
]);

/**
 * Mandrill's webhooks (a form post, `mandrill_events=[…]`): https://mailchimp.com/developer/transactional/docs/webhooks/.
 * `msg.clicks` repeats the clicks so far and is left alone: each comes as an event of its own.
 */
export const mandrill: RecordFormat = {
  id: 'mandrill',
  name: 'Mandrill',
  recognises: (record) =>
    KINDS.has(wordAt(record, 'event')) &&
    has(record, 'ts') &&
    isRecord(valueAt(record, 'msg')) &&
    has(record, 'msg._id'),
  read(record) {
    const at = timeAt(record, 'ts');
    if (at === null) return noTime('Mandrill', 'ts');
    return found(
      trackerEvent({
        tracker: 'mandrill',
        kind: KINDS.get(wordAt(record, 'event')) ?? 'other',
        at,
        recipient: textAt(record, 'msg.email'),
        url: textAt(record, 'url'),
        ip: textAt(record, 'ip'),
        userAgent: textAt(record, 'user_agent'),
        messageId: textAt(
          record,
          'msg.metadata.message_id',
          'msg.headers.Message-Id',
          'msg.headers.Message-ID',
        ),
        trackerMessageId: textAt(record, 'msg._id', '_id'),
        campaign: textAt(record, 'msg.metadata.campaign', 'msg.template') ?? soleTextAt(record, 'msg.tags'),
        subject: textAt(record, 'msg.subject'),
      }),
    );
  },
};
