import { dub } from '../dub';
import { timeAt } from '../fields';
import { type Connector, numberIn, POLLED, queryOf, recordsIn } from './connector';

const DAY = 86_400_000;
const LIMIT = 1000;

/**
 * Dub's events: https://dub.co/docs/api-reference/events/list. Asked for oldest first, each page from the time of the
 * last one's newest click on: page numbers would skip clicks if the server changed its page size.
 */
export const dubConnector: Connector = {
  id: 'dub',
  name: 'Dub',
  base: (account) => account.base ?? 'https://api.dub.co',
  overlap: 10 * 60_000,
  keeps: 365 * DAY,
  pause: 200,
  newestFirst: false,
  start: (span) => ({ start: span.from, page: 1 }),
  request(state, account, span) {
    const query = queryOf({
      event: 'clicks',
      start: new Date(numberIn(state, 'start', span.from)).toISOString(),
      end: new Date(span.to).toISOString(),
      sortBy: 'timestamp',
      sortOrder: 'asc',
      limit: String(LIMIT),
      page: String(numberIn(state, 'page', 1)),
    });
    return {
      url: `${this.base(account)}/events?${query}`,
      method: 'GET',
      headers: { authorization: `Bearer ${account.key}` },
    };
  },
  page(body, state, span) {
    const items = recordsIn(body);
    if (items === null) return null;
    const start = numberIn(state, 'start', span.from);
    let newest = start;
    let oldest = Number.POSITIVE_INFINITY;
    for (const item of items) {
      const at = timeAt(item, 'click.timestamp', 'timestamp') ?? start;
      newest = Math.max(newest, at);
      oldest = Math.min(oldest, at);
    }
    const mayRepeat = oldest >= start;
    if (items.length === 0) return { items, next: null };
    // A whole page within one millisecond: only the page number leads on.
    if (newest === start) return { items, next: { start, page: numberIn(state, 'page', 1) + 1 }, mayRepeat };
    return { items, next: { start: newest, page: 1 }, mayRepeat };
  },
  read: (record) => dub.read(record, POLLED),
};
