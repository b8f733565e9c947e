import { found, noTime, refused, trackerEvent } from './event';
import { has, hasAny, soleTextAt, textAt, timeAt, wordAt } from './fields';
import type { JsonRecord, RecordFormat } from './format';
import { kindOf } from './kinds';

const EVENTS = new Set([
  'accepted',
  'rejected',
  'delivered',
  'failed',
  'opened',
  'clicked',
  'unsubscribed',
  'complained',
  'stored',
  'bounced',
  'dropped',
]);

/**
 * Mailgun's events (API, webhook, log export) and its old form-encoded webhooks:
 * https://documentation.mailgun.com/en/latest/api-events.html. The webhook nests them under `event-data`.
 */
export const mailgun: RecordFormat = {
  id: 'mailgun',
  name: 'Mailgun',
  recognises: (record) =>
    EVENTS.has(wordAt(record, 'event')) &&
    has(record, 'timestamp', 'recipient') &&
    hasAny(
      record,
      'client-info',
      'client-info.bot',
      'message',
      'message.headers.message-id',
      'log-level',
      'client-type',
      'body-plain',
      'token',
      'X-Mailgun-Sid',
      'Message-Id',
      'user-variables',
    ),
  read(record) {
    const at = timeAt(record, 'timestamp');
    if (at === null) return noTime('Mailgun', 'timestamp');
    const word = wordAt(record, 'event');
    if (word === '') return refused('This Mailgun record has no “event”. It was left out.');
    const id = textAt(record, 'id');
    const temporary = word === 'failed' && wordAt(record, 'severity') === 'temporary';
    return found(
      trackerEvent({
        key: id === null ? null : `mailgun:${id}:${word}`,
        tracker: 'mailgun',
        kind: temporary ? 'deferred' : word === 'stored' ? 'other' : kindOf(word),
        at,
        recipient: textAt(record, 'recipient'),
        url: textAt(record, 'url'),
        ip: textAt(record, 'ip', 'client-info.ip'),
        userAgent: textAt(record, 'client-info.user-agent', 'user-agent'),
        messageId: textAt(record, 'message.headers.message-id', 'Message-Id', 'message-id'),
        campaign: textAt(record, 'campaigns.name', 'campaign-name') ?? soleTextAt(record, 'tags', 'tag'),
        subject: textAt(record, 'message.headers.subject'),
        machine: machineOf(record),
      }),
    );
  },
};

/** `client-info.bot` names the machine (`apple`, `gmail`, `generic`); `''` is Mailgun's "none". */
function machineOf(record: JsonRecord): boolean | null {
  if (!has(record, 'client-info.bot')) return null;
  const bot = wordAt(record, 'client-info.bot');
  return bot !== '' && bot !== 'none' && bot !== 'false';
}
