import type { EventKind } from '../facts/event';
import { counted, counter, found, noTime, trackerEvent } from './event';
import { countAt, flagAt, has, hasAny, idOf, textAt, timeAt, wordAt } from './fields';
import type { JsonRecord, RecordFormat } from './format';

const KINDS: ReadonlyMap<string, EventKind> = new Map([
  ['sent', 'sent'],
  ['processed', 'other'],
  ['delivered', 'delivered'],
  ['open', 'open'],
  ['click', 'click'],
  ['bounce', 'bounce'],
  ['dropped', 'bounce'],
  ['deferred', 'deferred'],
  ['spamreport', 'complaint'],
  ['statuschange', 'unsubscribe'],
  ['unsubscribed', 'unsubscribe'],
  ['forward', 'other'],
  ['print', 'other'],
]);

/**
 * HubSpot's email events v1 (marketing email):
 * https://developers.hubspot.com/docs/api-reference/legacy/reporting/email-analytics/events. For one-to-one email it
 * keeps sums on the CRM's email object (`hs_email_*`): counters.
 */
export const hubspot: RecordFormat = {
  id: 'hubspot',
  name: 'HubSpot',
  recognises: (record) =>
    (KINDS.has(wordAt(record, 'type')) &&
      has(record, 'recipient', 'created') &&
      hasAny(record, 'portalId', 'appId', 'emailCampaignId', 'smtpId', 'sentBy')) ||
    isCrmEmail(record),
  read(record) {
    if (isCrmEmail(record)) {
      const id = textAt(record, 'id', 'properties.hs_object_id', 'hs_object_id') ?? '';
      const email = (name: string) => [`properties.${name}`, name];
      return counted(
        counter({
          tracker: 'hubspot',
          identity: `email|${id}|${textAt(record, ...email('hs_email_message_id')) ?? ''}`,
          recipient: textAt(record, ...email('hs_email_to_email')),
          messageId: idOf(textAt(record, ...email('hs_email_message_id'))).messageId,
          sent: 1,
          opens: countAt(record, ...email('hs_email_open_count')),
          clicks: countAt(record, ...email('hs_email_click_count')),
          replies: countAt(record, ...email('hs_email_reply_count')),
          bounces: null,
        }),
      );
    }
    const at = timeAt(record, 'created');
    if (at === null) return noTime('HubSpot', 'created');
    const id = textAt(record, 'id');
    const smtp = idOf(textAt(record, 'smtpId'));
    return found(
      trackerEvent({
        // HubSpot names an event by id and time together.
        key: id === null ? null : `hubspot:${id}:${at}:${wordAt(record, 'type')}`,
        tracker: 'hubspot',
        kind: KINDS.get(wordAt(record, 'type')) ?? 'other',
        at,
        recipient: textAt(record, 'recipient'),
        url: textAt(record, 'url'),
        ip: textAt(record, 'ipAddress', 'location.ipAddress'),
        userAgent: textAt(record, 'userAgent'),
        messageId: smtp.messageId,
        trackerMessageId: textAt(record, 'sentBy.id', 'sendId') ?? smtp.trackerMessageId,
        campaign: textAt(record, 'emailCampaignName', 'emailCampaignId'),
        subject: textAt(record, 'subject'),
        machine: flagAt(record, 'filteredEvent'),
      }),
    );
  },
};

function isCrmEmail(record: JsonRecord): boolean {
  return hasAny(
    record,
    'properties.hs_email_click_count',
    'properties.hs_email_open_count',
    'hs_email_click_count',
    'hs_email_open_count',
  );
}
