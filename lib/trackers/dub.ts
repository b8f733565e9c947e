import { destination } from '../links/destination';
import { found, noTime, trackerEvent } from './event';
import { flagAt, has, hasAny, textAt, timeAt, wordAt } from './fields';
import type { JsonRecord, RecordFormat } from './format';

/**
 * Dub's `link.clicked` webhook, its events API and the CSV of its events page: https://dub.co/docs/concepts/webhooks/event-types.
 * It names no recipient and drops what it takes for machines, so it gives no verdict. `ip` is empty for Europe.
 */
export const dub: RecordFormat = {
  id: 'dub',
  name: 'Dub',
  recognises: (record) =>
    (has(record, 'click.id') && hasAny(record, 'link.shortLink', 'link.domain', 'click.ua', 'click.url')) ||
    isRow(record),
  read(record) {
    const at = timeAt(record, 'click.timestamp', 'timestamp', 'Date');
    if (at === null) return noTime('Dub', isRow(record) ? 'Date' : 'click.timestamp');
    const id = textAt(record, 'click.id', 'Click ID');
    const word = wordAt(record, 'event') || wordAt(record, 'Event');
    // A lead or a sale carries the click it came from: that click has been counted.
    const later = /lead|sale/.test(word);
    const where = textAt(record, 'click.url', 'link.url', 'url', 'Destination URL');
    const short = textAt(record, 'link.shortLink', 'Link');
    return found({
      ...trackerEvent({
        key:
          id === null
            ? null
            : `dub:${id}${later ? `:${word}:${textAt(record, 'eventId', 'Event ID', 'Invoice ID') ?? at}` : ''}`,
        tracker: 'dub',
        kind: later ? 'other' : 'click',
        at: later ? (timeAt(record, 'timestamp', 'Date') ?? at) : at,
        // The short link is what stands in the emails: by it the click can be joined.
        url: short ?? where,
        ip: textAt(record, 'click.ip', 'ip'),
        userAgent: textAt(record, 'click.ua', 'ua'),
        trackerMessageId: textAt(record, 'link.externalId'),
        campaign: textAt(record, 'link.utm_campaign', 'link.shortLink', 'Link', 'link.id'),
        machine: flagAt(record, 'click.bot'),
      }),
      ...(short === null || where === null ? {} : { leadsTo: destination(where) }),
    });
  },
};

function isRow(record: JsonRecord): boolean {
  return (
    has(record, 'Date', 'Destination URL') &&
    hasAny(record, 'Click ID', 'Referrer URL') &&
    hasAny(record, 'Link', 'Event')
  );
}
