import type { EventKind } from '../../facts/event';
import { found, refused, trackerEvent } from '../event';
import { isRecord, type JsonRecord, type RecordReading, textField } from '../format';
import { timeOf } from '../time';
import { recordsIn } from './connector';

/** Records of the polled APIs into events: as much as the join needs. The keys are those of the same tracker's files. */

function inner(record: JsonRecord, ...names: readonly string[]): JsonRecord {
  let at = record;
  for (const name of names) {
    const next = at[name];
    if (!isRecord(next)) return {};
    at = next;
  }
  return at;
}

const noTime = (tracker: string): RecordReading =>
  refused(`${tracker} gave a record without a time that can be read. It was left out.`);

const MAILGUN: Readonly<Record<string, EventKind>> = {
  accepted: 'sent',
  delivered: 'delivered',
  opened: 'open',
  clicked: 'click',
  failed: 'bounce',
  unsubscribed: 'unsubscribe',
  complained: 'complaint',
};

export function readMailgun(record: JsonRecord): RecordReading {
  const at = timeOf(textField(record, 'timestamp'));
  const word = textField(record, 'event') ?? '';
  if (at === null) return noTime('Mailgun');
  const id = textField(record, 'id');
  const client = inner(record, 'client-info');
  const headers = inner(record, 'message', 'headers');
  const bot = client['bot'];
  return found(
    trackerEvent({
      ...(id === null ? {} : { key: `mailgun:${id}:${word}` }),
      tracker: 'mailgun',
      kind: word === 'failed' && record['severity'] === 'temporary' ? 'deferred' : (MAILGUN[word] ?? 'other'),
      at,
      recipient: textField(record, 'recipient'),
      url: textField(record, 'url'),
      ip: textField(record, 'ip'),
      userAgent: textField(client, 'user-agent'),
      messageId: textField(headers, 'message-id'),
      subject: textField(headers, 'subject'),
      machine: typeof bot === 'string' ? bot !== '' : null,
    }),
  );
}

export function readPostmark(record: JsonRecord): RecordReading {
  const at = timeOf(textField(record, 'ReceivedAt'));
  if (at === null) return noTime('Postmark');
  const id = textField(record, 'MessageID');
  return found(
    trackerEvent({
      tracker: 'postmark',
      kind: 'click',
      at,
      recipient: textField(record, 'Recipient'),
      url: textField(record, 'OriginalLink'),
      ip: textField(inner(record, 'Geo'), 'IP'),
      userAgent: textField(record, 'UserAgent'),
      messageId: id === null ? null : `${id}@mtasv.net`,
      trackerMessageId: id,
      campaign: textField(record, 'Tag'),
    }),
  );
}

/** The time of a click of Dub's, milliseconds UTC. */
export function clickTime(record: JsonRecord): number | null {
  return timeOf(textField(inner(record, 'click'), 'timestamp') ?? textField(record, 'timestamp'));
}

export function readDub(record: JsonRecord): RecordReading {
  const at = clickTime(record);
  if (at === null) return noTime('Dub');
  const click = inner(record, 'click');
  const link = inner(record, 'link');
  const id = textField(click, 'id');
  return found(
    trackerEvent({
      ...(id === null ? {} : { key: `dub:${id}` }),
      tracker: 'dub',
      kind: 'click',
      at,
      // The short link is what stands in the emails: by it the click can be joined.
      url: textField(link, 'shortLink') ?? textField(click, 'url') ?? textField(link, 'url'),
      ip: textField(click, 'ip'),
      userAgent: textField(click, 'ua'),
      campaign: textField(link, 'utm_campaign'),
    }),
  );
}

export function readShortio(record: JsonRecord): RecordReading {
  const at = timeOf(textField(record, 'dt'));
  if (at === null) return noTime('Short.io');
  const host = textField(record, 'host');
  const path = textField(record, 'path');
  const human = record['human'];
  return found(
    trackerEvent({
      tracker: 'shortio',
      kind: 'click',
      at,
      // The short link is what stands in the emails: by it the click can be joined.
      url: host === null ? textField(record, 'url') : `https://${host}/${(path ?? '').replace(/^\//, '')}`,
      ip: textField(record, 'ip'),
      userAgent: textField(record, 'ua'),
      method: textField(record, 'method'),
      campaign: textField(record, 'utm_campaign'),
      machine: typeof human === 'boolean' ? !human : null,
    }),
  );
}

const LEMLIST: Readonly<Record<string, EventKind>> = {
  emailsSent: 'sent',
  emailsOpened: 'open',
  emailsClicked: 'click',
  emailsReplied: 'reply',
  emailsBounced: 'bounce',
  emailsUnsubscribed: 'unsubscribe',
};

export function readLemlist(record: JsonRecord): RecordReading {
  const at = timeOf(textField(record, 'createdAt'));
  if (at === null) return noTime('lemlist');
  const id = textField(record, '_id');
  const type = textField(record, 'type') ?? '';
  const step = record['sequenceStep'];
  return found(
    trackerEvent({
      ...(id === null ? {} : { key: `lemlist:${id}` }),
      tracker: 'lemlist',
      kind: LEMLIST[type] ?? 'other',
      at,
      recipient: textField(record, 'leadEmail'),
      url: textField(inner(record, 'extra'), 'url'),
      messageId: textField(inner(record, 'extra'), 'messageId'),
      trackerMessageId: textField(record, 'emailId'),
      campaign: textField(record, 'campaignName'),
      // Real data counts from 0.
      step: typeof step === 'number' && Number.isInteger(step) && step >= 0 ? step + 1 : null,
    }),
  );
}

const MAILCHIMP: Readonly<Record<string, EventKind>> = { click: 'click', open: 'open', bounce: 'bounce' };

/** One recipient of one campaign, with all that they did. */
export function readMailchimp(record: JsonRecord): RecordReading {
  const recipient = textField(record, 'email_address');
  const campaign = textField(record, 'campaign_id');
  const activity = recordsIn(record['activity']) ?? [];
  const events = activity.flatMap((entry) => {
    const at = timeOf(textField(entry, 'timestamp'));
    if (at === null) return [];
    return trackerEvent({
      tracker: 'mailchimp',
      kind: MAILCHIMP[textField(entry, 'action') ?? ''] ?? 'other',
      at,
      recipient,
      url: textField(entry, 'url'),
      ip: textField(entry, 'ip'),
      campaign,
    });
  });
  const reading = found(...events);
  return events.length < activity.length
    ? { ...reading, problem: 'Mailchimp gave an activity without a time that can be read. It was left out.' }
    : reading;
}
