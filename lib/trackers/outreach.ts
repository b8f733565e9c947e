import type { EventKind } from '../facts/event';
import { counted, counter, found, noTime, trackerEvent } from './event';
import { countAt, flagAt, has, hasAny, idOf, textAt, timeAt, wordAt } from './fields';
import type { JsonRecord, RecordFormat } from './format';
import { kindOf } from './kinds';

/**
 * Outreach: mailings carry sums and the first time of each (`clickCount`, `clickedAt`): counters, joined by Message-ID.
 * Events are single clicks and opens. Both as JSON:API resources (`attributes`), webhooks, or flattened by a pipeline.
 * Fields: https://github.com/singer-io/tap-outreach, https://developers.outreach.io/api/reference/
 */
export const outreach: RecordFormat = {
  id: 'outreach',
  name: 'Outreach',
  recognises: (record) => isEvent(record) || isMailing(record),
  read(record) {
    const inside = has(record, 'attributes') ? 'attributes.' : '';
    const field = (name: string) => inside + name;
    const related = (name: string) => [`relationships.${name}.data.id`, `${name}Id`];
    const id = textAt(record, 'id');
    if (isMailing(record)) {
      const own = idOf(textAt(record, field('messageId')));
      const once = (name: string): number | null =>
        has(record, field(name)) ? (textAt(record, field(name)) === null ? 0 : 1) : null;
      return counted(
        counter({
          tracker: 'outreach',
          identity: `mailing|${id ?? own.messageId ?? JSON.stringify(record)}`,
          campaign: textAt(record, field('attributableSequenceName'), ...related('sequence')),
          messageId: own.messageId,
          recipient: textAt(record, field('toRecipients'), field('recipientEmail')),
          sent: once('deliveredAt'),
          opens: countAt(record, field('openCount')) ?? once('openedAt'),
          clicks: countAt(record, field('clickCount')) ?? once('clickedAt'),
          replies: once('repliedAt'),
          bounces: once('bouncedAt'),
        }),
      );
    }
    const at = timeAt(record, field('eventAt'), field('createdAt'));
    if (at === null) return noTime('Outreach', 'eventAt');
    return found(
      trackerEvent({
        key: id === null ? null : `outreach:event:${id}`,
        tracker: 'outreach',
        kind: kindIn(wordAt(record, field('name'))),
        at,
        recipient: textAt(record, field('prospectEmail'), field('payload.email')),
        url: textAt(record, field('externalUrl')),
        userAgent: textAt(record, field('requestDevice')),
        trackerMessageId: textAt(record, field('mailingId'), ...related('mailing')),
        // A proxy is not a machine's click: people open through Google's image proxy.
        machine: flagAt(record, field('requestBot')),
      }),
    );
  },
};

function kindIn(name: string): EventKind {
  return /inbound/.test(name) ? 'reply' : /outbound/.test(name) ? 'sent' : kindOf(name);
}

function isMailing(record: JsonRecord): boolean {
  if (wordAt(record, 'type') === 'mailing') return has(record, 'attributes');
  return (
    has(record, 'messageId') &&
    hasAny(record, 'clickCount', 'clickedAt') &&
    hasAny(record, 'openCount', 'deliveredAt', 'mailboxAddress')
  );
}

function isEvent(record: JsonRecord): boolean {
  if (wordAt(record, 'type') === 'event') return has(record, 'attributes', 'attributes.eventAt');
  return has(record, 'name', 'eventAt') && hasAny(record, 'mailingId', 'prospectId', 'externalUrl');
}
