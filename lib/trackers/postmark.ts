import type { EventKind } from '../facts/event';
import { found, noTime, trackerEvent } from './event';
import { has, hasAny, textAt, timeAt, wordAt } from './fields';
import type { JsonRecord, RecordFormat } from './format';

const KINDS: ReadonlyMap<string, EventKind> = new Map([
  ['click', 'click'],
  ['open', 'open'],
  ['delivery', 'delivered'],
  ['bounce', 'bounce'],
  ['spamcomplaint', 'complaint'],
  ['subscriptionchange', 'unsubscribe'],
]);

/**
 * Postmark's webhooks and `GET /messages/outbound/clicks` (whose rows have no `RecordType`):
 * https://postmarkapp.com/developer/webhooks/click-webhook. One click per recipient and link: bursts are not seen.
 */
export const postmark: RecordFormat = {
  id: 'postmark',
  name: 'Postmark',
  recognises: (record) =>
    has(record, 'MessageID') &&
    ((KINDS.has(wordAt(record, 'RecordType')) && hasAny(record, 'Recipient', 'Email')) ||
      (has(record, 'Recipient', 'ReceivedAt') &&
        hasAny(record, 'OriginalLink', 'FirstOpen', 'Platform', 'Client'))),
  read(record) {
    const kind = kindIn(record);
    const field =
      kind === 'bounce' || kind === 'complaint'
        ? 'BouncedAt'
        : kind === 'delivered'
          ? 'DeliveredAt'
          : kind === 'unsubscribe'
            ? 'ChangedAt'
            : 'ReceivedAt';
    const at = timeAt(record, field, 'ReceivedAt');
    if (at === null) return noTime('Postmark', field);
    const id = textAt(record, 'MessageID');
    return found(
      trackerEvent({
        tracker: 'postmark',
        kind,
        at,
        recipient: textAt(record, 'Recipient', 'Email'),
        url: textAt(record, 'OriginalLink'),
        ip: textAt(record, 'Geo.IP'),
        userAgent: textAt(record, 'UserAgent'),
        // Postmark writes its GUID into the header as `<GUID@mtasv.net>`, unless the sender kept his own.
        messageId: id === null ? null : id.includes('@') ? id : `${id}@mtasv.net`,
        trackerMessageId: id,
        campaign: textAt(record, 'Tag', 'Metadata.campaign'),
        subject: textAt(record, 'Subject'),
      }),
    );
  },
};

function kindIn(record: JsonRecord): EventKind {
  const type = wordAt(record, 'RecordType');
  if (type === '') return has(record, 'OriginalLink') ? 'click' : 'open';
  const kind = KINDS.get(type) ?? 'other';
  if (kind === 'unsubscribe' && wordAt(record, 'SuppressSending') === 'false') return 'other';
  if (kind !== 'bounce') return kind;
  // Postmark files answers and delays under bounces, by type: https://postmarkapp.com/developer/api/bounce-api
  const bounce = wordAt(record, 'Type');
  if (
    bounce === 'autoresponder' ||
    bounce === 'addresschange' ||
    bounce === 'subscribe' ||
    bounce === 'challengeverification'
  )
    return 'other';
  return bounce === 'transient' || bounce === 'dnserror'
    ? 'deferred'
    : bounce === 'unsubscribe'
      ? 'unsubscribe'
      : 'bounce';
}
