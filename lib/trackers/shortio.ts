import { destination } from '../links/destination';
import { counted, counter, found, noTime, trackerEvent } from './event';
import { countAt, flagAt, has, hasAny, textAt, timeAt } from './fields';
import type { JsonRecord, RecordFormat } from './format';

/**
 * Short.io's last clicks (API and CSV), https://developers.short.io: no recipient; `human` is its verdict. Its
 * statistics are sums: counters.
 */
export const shortio: RecordFormat = {
  id: 'shortio',
  name: 'Short.io',
  recognises: (record) =>
    (has(record, 'dt') &&
      hasAny(record, 'human', 'lcpath', 'proto') &&
      hasAny(record, 'ua', 'ip', 'host', 'path')) ||
    isStatistic(record),
  read(record) {
    if (isStatistic(record)) {
      const link = textAt(record, 'shortUrl', 'shortURL', 'linkId', 'idString', 'domain');
      return counted(
        counter({
          tracker: 'shortio',
          identity: link ?? JSON.stringify(record),
          campaign: link,
          clicks: countAt(record, 'totalClicks', 'clicks'),
        }),
      );
    }
    const at = timeAt(record, 'dt');
    if (at === null) return noTime('Short.io', 'dt');
    const human = flagAt(record, 'human');
    const short = shortLinkIn(record);
    const where = destinationIn(record);
    return found({
      ...trackerEvent({
        tracker: 'shortio',
        kind: 'click',
        at,
        // The short link is what stands in the emails: by it the click can be joined.
        url: short ?? where ?? textAt(record, 'url'),
        ip: textAt(record, 'ip'),
        userAgent: textAt(record, 'ua'),
        method: textAt(record, 'method'),
        campaign: textAt(record, 'utm_campaign'),
        machine: human === null ? null : !human,
      }),
      ...(short === null || where === null ? {} : { leadsTo: destination(where) }),
    });
  },
};

function shortLinkIn(record: JsonRecord): string | null {
  const host = textAt(record, 'host');
  const url = textAt(record, 'url') ?? '';
  const path = textAt(record, 'path', 'lcpath') ?? (isWhole(url) ? null : url);
  return host === null || path === null ? null : `https://${host}/${path.replace(/^\//, '')}`;
}

function destinationIn(record: JsonRecord): string | null {
  const url = textAt(record, 'url');
  return url !== null && isWhole(url) ? url : null;
}

function isWhole(url: string): boolean {
  return /^https?:\/\//i.test(url);
}

function isStatistic(record: JsonRecord): boolean {
  return has(record, 'totalClicks', 'humanClicks');
}
