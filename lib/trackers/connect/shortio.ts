import { textAt } from '../fields';
import { shortio } from '../shortio';
import { timeOf } from '../time';
import { type Connector, numberIn, POLLED, recordsIn } from './connector';

const DAY = 86_400_000;
const LIMIT = 1000;

/**
 * Short.io's last clicks, newest first: https://developers.short.io/reference/post_statistics-domain-domainid-last-clicks.
 * There are no page numbers: each request asks for what lies before the oldest click so far. Whether `beforeDate`
 * itself is meant is not documented, so one millisecond overlaps.
 */
export const shortioConnector: Connector = {
  id: 'shortio',
  name: 'Short.io',
  base: (account) => account.base ?? 'https://statistics.short.io',
  overlap: 10 * 60_000,
  keeps: 365 * DAY,
  pause: 200,
  newestFirst: true,
  start: (span) => ({ before: span.to + 1 }),
  request(state, account, span) {
    return {
      url: `${this.base(account)}/statistics/domain/${encodeURIComponent(account.domain ?? '')}/last_clicks`,
      method: 'POST',
      headers: { authorization: account.key, 'content-type': 'application/json' },
      body: JSON.stringify({
        limit: LIMIT,
        afterDate: new Date(span.from).toISOString(),
        beforeDate: new Date(numberIn(state, 'before', span.to + 1)).toISOString(),
      }),
    };
  },
  page(body, state, span) {
    const items = recordsIn(body);
    if (items === null) return null;
    if (items.length === 0) return { items, next: null };
    const before = numberIn(state, 'before', span.to + 1);
    const times = items.map((item) => timeOf(textAt(item, 'dt')) ?? before);
    const oldest = times.reduce((least, at) => Math.min(least, at), before);
    const newest = times.reduce((most, at) => Math.max(most, at), 0);
    return {
      items,
      next: { before: oldest + 1 < before ? oldest + 1 : before - 1 },
      mayRepeat: newest <= before,
    };
  },
  read: (record) => shortio.read(record, POLLED),
};
