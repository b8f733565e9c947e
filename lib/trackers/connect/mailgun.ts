import { textAt } from '../fields';
import { isRecord } from '../format';
import { mailgun } from '../mailgun';
import { basicAuth, type Connector, POLLED, queryOf, recordsIn } from './connector';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * Mailgun's events API: https://documentation.mailgun.com/docs/mailgun/user-manual/events. Pages by the addresses it
 * gives, until one is empty; events may arrive half an hour late and out of order.
 */
export const mailgunConnector: Connector = {
  id: 'mailgun',
  name: 'Mailgun',
  base: (account) => account.base ?? 'https://api.mailgun.net',
  overlap: 30 * MINUTE,
  keeps: 30 * DAY,
  pause: 200,
  newestFirst: false,
  start: () => ({}),
  request(state, account, span) {
    const next = textAt(state, 'next');
    const first = queryOf({
      begin: String(span.from / 1000),
      ascending: 'yes',
      limit: '300',
      event: 'clicked OR opened OR delivered OR failed OR unsubscribed OR complained',
    });
    return {
      url: next ?? `${this.base(account)}/v3/${encodeURIComponent(account.domain ?? '')}/events?${first}`,
      method: 'GET',
      headers: { authorization: basicAuth('api', account.key) },
    };
  },
  page(body) {
    if (!isRecord(body)) return null;
    const items = recordsIn(body['items']);
    if (items === null) return null;
    const paging = body['paging'];
    const next = isRecord(paging) ? textAt(paging, 'next') : null;
    return { items, next: items.length === 0 || next === null ? null : { next } };
  },
  read: (record) => mailgun.read(record, POLLED),
};
