import { isRecord } from '../format';
import { postmark } from '../postmark';
import { type Connector, numberIn, POLLED, recordsIn } from './connector';

const DAY = 86_400_000;
const COUNT = 500;
/** Postmark refuses to go further: count and offset together are at most this. */
const REACH = 10_000;

/**
 * Postmark's clicks, newest first: https://postmarkapp.com/developer/api/messages-api#message-clicks. New clicks push
 * the older ones to later pages while we read: that repeats some and loses none.
 */
export const postmarkConnector: Connector = {
  id: 'postmark',
  name: 'Postmark',
  base: (account) => account.base ?? 'https://api.postmarkapp.com',
  overlap: 60 * 60_000,
  keeps: 45 * DAY,
  pause: 200,
  newestFirst: true,
  start: () => ({ offset: 0 }),
  request(state, account) {
    const offset = numberIn(state, 'offset', 0);
    return {
      url: `${this.base(account)}/messages/outbound/clicks?count=${Math.min(COUNT, REACH - offset)}&offset=${offset}`,
      method: 'GET',
      headers: { 'x-postmark-server-token': account.key },
    };
  },
  page(body, state) {
    if (!isRecord(body)) return null;
    const items = recordsIn(body['Clicks']);
    const total = body['TotalCount'];
    if (items === null || typeof total !== 'number') return null;
    // By what came, not by what was asked for: the server may give fewer.
    const offset = numberIn(state, 'offset', 0) + items.length;
    const next = items.length === 0 || offset >= total || offset >= REACH ? null : { offset };
    return offset >= REACH && offset < total
      ? {
          items,
          next,
          beyond: 'Postmark shows its latest 10,000 clicks only. Import older ones from a file.',
        }
      : { items, next };
  },
  read: (record) => postmark.read(record, POLLED),
};
