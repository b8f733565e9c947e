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
    return found(
      trackerEvent({
        tracker: 'shortio',
        kind: 'click',
        at,
        url: linkIn(record),
        ip: textAt(record, 'ip'),
        userAgent: textAt(record, 'ua'),
        method: textAt(record, 'method'),
        campaign: textAt(record, 'utm_campaign'),
        machine: human === null ? null : !human,
      }),
    );
  },
};

/** The destination; where only the short link is given, that. */
function linkIn(record: JsonRecord): string | null {
  const url = textAt(record, 'url');
  if (url !== null && /^https?:\/\//i.test(url)) return url;
  const host = textAt(record, 'host');
  const path = textAt(record, 'path', 'lcpath') ?? url ?? '';
  return host === null ? url : `https://${host}/${path.replace(/^\//, '')}`;
}

function isStatistic(record: JsonRecord): boolean {
  return has(record, 'totalClicks', 'humanClicks');
}
