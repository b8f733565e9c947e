import { lemlist } from '../lemlist';
import { basicAuth, type Connector, numberIn, POLLED, recordsIn } from './connector';

const DAY = 86_400_000;
/** The most that lemlist gives. */
const LIMIT = 100;

/**
 * lemlist's activities, newest first: https://developer.lemlist.com/api-reference/endpoints/activities. There is no
 * total and no filter by time: it ends with an empty page, or with one that is older than what is wanted. Twenty
 * requests in two seconds are allowed.
 */
export const lemlistConnector: Connector = {
  id: 'lemlist',
  name: 'lemlist',
  base: (account) => account.base ?? 'https://api.lemlist.com',
  overlap: 60 * 60_000,
  keeps: 365 * DAY,
  pause: 120,
  newestFirst: true,
  start: () => ({ offset: 0 }),
  request(state, account) {
    return {
      url: `${this.base(account)}/api/activities?version=v2&limit=${LIMIT}&offset=${numberIn(state, 'offset', 0)}`,
      method: 'GET',
      headers: { authorization: basicAuth('', account.key) },
    };
  },
  page(body, state) {
    const items = recordsIn(body);
    if (items === null) return null;
    const offset = numberIn(state, 'offset', 0) + items.length;
    return { items, next: items.length === 0 ? null : { offset } };
  },
  read: (record) => lemlist.read(record, POLLED),
};
