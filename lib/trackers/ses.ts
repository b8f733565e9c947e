import type { EventKind } from '../facts/event';
import { found, noTime, trackerEvent } from './event';
import { soleTextAt, textAt, timeAt, valueAt, wordAt } from './fields';
import { isList, isRecord, type JsonRecord, type RecordFormat } from './format';

const KINDS: ReadonlyMap<string, EventKind> = new Map([
  ['send', 'sent'],
  ['delivery', 'delivered'],
  ['open', 'open'],
  ['click', 'click'],
  ['bounce', 'bounce'],
  ['reject', 'bounce'],
  ['rendering failure', 'bounce'],
  ['deliverydelay', 'deferred'],
  ['complaint', 'complaint'],
  ['subscription', 'unsubscribe'],
]);

/**
 * Amazon SES events (configuration sets) and notifications, alone, in SNS (whose `Message` is this as a JSON string) or
 * from EventBridge (under `detail`): https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
export const ses: RecordFormat = {
  id: 'ses',
  name: 'Amazon SES',
  recognises: (record) =>
    KINDS.has(typeIn(record)) &&
    isRecord(valueAt(record, 'mail')) &&
    textAt(record, 'mail.messageId') !== null,
  read(record) {
    const type = typeIn(record);
    const part = type === 'rendering failure' ? 'failure' : type === 'deliverydelay' ? 'deliveryDelay' : type;
    const at = timeAt(
      record,
      `${part}.timestamp`,
      ...(type === 'send' || type === 'reject' || type === 'rendering failure' ? ['mail.timestamp'] : []),
    );
    if (at === null) return noTime('Amazon SES', `${part}.timestamp`);
    const id = textAt(record, 'mail.messageId') ?? '';
    const base = {
      tracker: 'ses',
      kind: kindIn(record, type),
      at,
      url: textAt(record, 'click.link'),
      ip: textAt(record, `${part}.ipAddress`),
      userAgent: textAt(record, `${part}.userAgent`),
      messageId: headerIn(record) ?? `${id}@${regionIn(record)}amazonses.com`,
      trackerMessageId: id,
      campaign: soleTextAt(
        record,
        'mail.tags.campaign',
        'mail.tags.Campaign',
        'mail.tags.campaign_name',
        'mail.tags.ses:configuration-set',
      ),
      subject: textAt(record, 'mail.commonHeaders.subject'),
    };
    // A bounce of one of several recipients names him; a click never does.
    const named = namedIn(record, part);
    if (named.length > 1) return found(...named.map((recipient) => trackerEvent({ ...base, recipient })));
    return found(
      trackerEvent({
        ...base,
        recipient: named[0] ?? soleTextAt(record, 'mail.destination', 'mail.commonHeaders.to'),
      }),
    );
  },
};

function typeIn(record: JsonRecord): string {
  // EventBridge writes `Email Clicked` outside and `eventType` inside; notifications say `notificationType`.
  return wordAt(record, 'eventType') || wordAt(record, 'notificationType');
}

function kindIn(record: JsonRecord, type: string): EventKind {
  const kind = KINDS.get(type) ?? 'other';
  // `Transient` / `General` is what SES makes of out-of-office answers: no proof of a bounce.
  if (
    kind === 'bounce' &&
    wordAt(record, 'bounce.bounceType') === 'transient' &&
    wordAt(record, 'bounce.bounceSubType') === 'general'
  )
    return 'deferred';
  return kind;
}

function namedIn(record: JsonRecord, part: string): string[] {
  const field =
    part === 'bounce'
      ? 'bouncedRecipients'
      : part === 'complaint'
        ? 'complainedRecipients'
        : part === 'deliveryDelay'
          ? 'delayedRecipients'
          : '';
  if (field === '') return [];
  const list = valueAt(record, `${part}.${field}`);
  if (!isList(list)) return [];
  return list.flatMap((entry) => (isRecord(entry) ? (textAt(entry, 'emailAddress') ?? []) : []));
}

/** The Message-ID the sender wrote, where SES was told to keep the headers. */
function headerIn(record: JsonRecord): string | null {
  const headers = valueAt(record, 'mail.headers');
  if (isList(headers))
    for (const header of headers)
      if (isRecord(header) && wordAt(header, 'name') === 'message-id') {
        const id = textAt(header, 'value');
        if (id?.includes('@')) return id;
      }
  const common = textAt(record, 'mail.commonHeaders.messageId');
  return common?.includes('@') ? common : null;
}

/** SES ids in headers: `<id@eu-west-1.amazonses.com>`, and `<id@email.amazonses.com>` in us-east-1. */
function regionIn(record: JsonRecord): string {
  const region = /^arn:aws[a-z-]{0,10}:ses:([a-z0-9-]{5,20}):/.exec(
    textAt(record, 'mail.sourceArn') ?? '',
  )?.[1];
  return region === undefined || region === 'us-east-1' ? 'email.' : `${region}.`;
}
