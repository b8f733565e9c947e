import type { EventKind } from '../../facts/event';
import { found, refused, trackerEvent } from '../event';
import { textAt } from '../fields';
import { isRecord, type JsonRecord, type RecordReading } from '../format';
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
  const at = timeOf(textAt(record, 'timestamp'));
  const word = textAt(record, 'event') ?? '';
  if (at === null) return noTime('Mailgun');
  const id = textAt(record, 'id');
  const client = inner(record, 'client-info');
  const headers = inner(record, 'message', 'headers');
  const bot = client['bot'];
  return found(
    trackerEvent({
      ...(id === null ? {} : { key: `mailgun:${id}:${word}` }),
      tracker: 'mailgun',
      kind: word === 'failed' && record['severity'] === 'temporary' ? 'deferred' : (MAILGUN[word] ?? 'other'),
      at,
      recipient: textAt(record, 'recipient'),
      url: textAt(record, 'url'),
      ip: textAt(record, 'ip'),
      userAgent: textAt(client, 'user-agent'),
      messageId: textAt(headers, 'message-id'),
      subject: textAt(headers, 'subject'),
      machine: typeof bot === 'string' ? bot !== '' : null,
    }),
  );
}

export function readPostmark(record: JsonRecord): RecordReading {
  const at = timeOf(textAt(record, 'ReceivedAt'));
  if (at === null) return noTime('Postmark');
  const id = textAt(record, 'MessageID');
  return found(
    trackerEvent({
      tracker: 'postmark',
      kind: 'click',
      at,
      recipient: textAt(record, 'Recipient'),
      url: textAt(record, 'OriginalLink'),
      ip: textAt(inner(record, 'Geo'), 'IP'),
      userAgent: textAt(record, 'UserAgent'),
      messageId: id === null ? null : `${id}@mtasv.net`,
      trackerMessageId: id,
      campaign: textAt(record, 'Tag'),
    }),
  );
}

/** The time of a click of Dub's, milliseconds UTC. */
export function clickTime(record: JsonRecord): number | null {
  return timeOf(textAt(inner(record, 'click'), 'timestamp') ?? textAt(record, 'timestamp'));
}

export function readDub(record: JsonRecord): RecordReading {
  const at = clickTime(record);
  if (at === null) return noTime('Dub');
  const click = inner(record, 'click');
  const link = inner(record, 'link');
  const id = textAt(click, 'id');
  return found(
    trackerEvent({
      ...(id === null ? {} : { key: `dub:${id}` }),
      tracker: 'dub',
      kind: 'click',
      at,
      // The short link is what stands in the emails: by it the click can be joined.
      url: textAt(link, 'shortLink') ?? textAt(click, 'url') ?? textAt(link, 'url'),
      ip: textAt(click, 'ip'),
      userAgent: textAt(click, 'ua'),
      campaign: textAt(link, 'utm_campaign'),
    }),
  );
}

export function readShortio(record: JsonRecord): RecordReading {
  const at = timeOf(textAt(record, 'dt'));
  if (at === null) return noTime('Short.io');
  const host = textAt(record, 'host');
  const path = textAt(record, 'path');
  const human = record['human'];
  return found(
    trackerEvent({
      tracker: 'shortio',
      kind: 'click',
      at,
      // The short link is what stands in the emails: by it the click can be joined.
      url: host === null ? textAt(record, 'url') : `https://${host}/${(path ?? '').replace(/^\//, '')}`,
      ip: textAt(record, 'ip'),
      userAgent: textAt(record, 'ua'),
      method: textAt(record, 'method'),
      campaign: textAt(record, 'utm_campaign'),
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
  const at = timeOf(textAt(record, 'createdAt'));
  if (at === null) return noTime('lemlist');
  const id = textAt(record, '_id');
  const type = textAt(record, 'type') ?? '';
  const step = record['sequenceStep'];
  return found(
    trackerEvent({
      ...(id === null ? {} : { key: `lemlist:${id}` }),
      tracker: 'lemlist',
      kind: LEMLIST[type] ?? 'other',
      at,
      recipient: textAt(record, 'leadEmail'),
      url: textAt(inner(record, 'extra'), 'url'),
      messageId: textAt(inner(record, 'extra'), 'messageId'),
      trackerMessageId: textAt(record, 'emailId'),
      campaign: textAt(record, 'campaignName'),
      // Real data counts from 0.
      step: typeof step === 'number' && Number.isInteger(step) && step >= 0 ? step + 1 : null,
    }),
  );
}

const MAILCHIMP: Readonly<Record<string, EventKind>> = { click: 'click', open: 'open', bounce: 'bounce' };

/** One recipient of one campaign, with all that they did. */
export function readMailchimp(record: JsonRecord): RecordReading {
  const recipient = textAt(record, 'email_address');
  const campaign = textAt(record, 'campaign_id');
  const activity = recordsIn(record['activity']) ?? [];
  const events = activity.flatMap((entry) => {
    const at = timeOf(textAt(entry, 'timestamp'));
    if (at === null) return [];
    return trackerEvent({
      tracker: 'mailchimp',
      kind: MAILCHIMP[textAt(entry, 'action') ?? ''] ?? 'other',
      at,
      recipient,
      url: textAt(entry, 'url'),
      ip: textAt(entry, 'ip'),
      campaign,
    });
  });
  const reading = found(...events);
  return events.length < activity.length
    ? { ...reading, problem: 'Mailchimp gave an activity without a time that can be read. It was left out.' }
    : reading;
}
