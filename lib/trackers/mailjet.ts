import type { EventKind } from '../facts/event';
import { found, noTime, trackerEvent } from './event';
import { has, hasAny, textAt, timeAt, wordAt } from './fields';
import type { RecordFormat } from './format';

const KINDS: ReadonlyMap<string, EventKind> = new Map([
  ['sent', 'delivered'],
  ['open', 'open'],
  ['click', 'click'],
  ['bounce', 'bounce'],
  ['blocked', 'bounce'],
  ['spam', 'complaint'],
  ['unsub', 'unsubscribe'],
]);

/** Mailjet's Event API: https://dev.mailjet.com/email/guides/webhooks/. Its `sent` means the other server took it. */
export const mailjet: RecordFormat = {
  id: 'mailjet',
  name: 'Mailjet',
  recognises: (record) =>
    KINDS.has(wordAt(record, 'event')) &&
    has(record, 'time', 'email') &&
    hasAny(record, 'MessageID', 'Message_GUID', 'mj_campaign_id', 'mj_contact_id'),
  read(record) {
    const at = timeAt(record, 'time');
    if (at === null) return noTime('Mailjet', 'time');
    return found(
      trackerEvent({
        tracker: 'mailjet',
        kind: KINDS.get(wordAt(record, 'event')) ?? 'other',
        at,
        recipient: textAt(record, 'email'),
        url: textAt(record, 'url'),
        ip: textAt(record, 'ip'),
        userAgent: textAt(record, 'agent'),
        // `MessageID` is too large for a JavaScript number: the GUID is exact.
        trackerMessageId: textAt(record, 'Message_GUID', 'MessageID'),
        campaign: textAt(record, 'customcampaign', 'CustomCampaign', 'mj_campaign_id'),
        subject: textAt(record, 'Subject'),
      }),
    );
  },
};
