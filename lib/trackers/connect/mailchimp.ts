import { textAt } from '../fields';
import { isRecord, type JsonRecord } from '../format';
import { mailchimp } from '../mailchimp';
import {
  basicAuth,
  ConnectError,
  type Connector,
  numberIn,
  type Page,
  type PageState,
  POLLED,
  queryOf,
  recordsIn,
} from './connector';

const DAY = 86_400_000;
const COUNT = 1000;
/** A campaign is clicked for this long after it was sent; older ones are not asked about again. */
const ALIVE = 60 * DAY;

/** The campaigns' ids that are still to be read, the first one being read now. */
function idsIn(state: PageState): string[] {
  const ids = state['ids'];
  return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
}

function nextCampaign(ids: readonly string[]): PageState | null {
  return ids.length === 0 ? null : { stage: 'activity', ids: [...ids], offset: 0 };
}

/**
 * Mailchimp: first the campaigns that were sent, then each one's activity by recipient
 * (https://mailchimp.com/developer/marketing/api/email-activity-reports/). The key's end names the data centre.
 */
export const mailchimpConnector: Connector = {
  id: 'mailchimp',
  name: 'Mailchimp',
  base(account) {
    if (account.base !== undefined) return account.base;
    const centre = /-([a-z]{2,4}\d{1,3})$/.exec(account.key.trim())?.[1];
    if (centre === undefined)
      throw new ConnectError(
        'key',
        'A Mailchimp key ends with its data centre, such as “-us6”. Copy the whole key and connect again.',
      );
    return `https://${centre}.api.mailchimp.com`;
  },
  overlap: 60 * 60_000,
  keeps: 365 * DAY,
  // Ten connections at once are allowed; one after the other never meets that.
  pause: 100,
  newestFirst: false,
  start: () => ({ stage: 'campaigns', ids: [], offset: 0 }),
  request(state, account, span) {
    const offset = String(numberIn(state, 'offset', 0));
    const query =
      state['stage'] === 'activity'
        ? queryOf({ since: new Date(span.from).toISOString(), count: String(COUNT), offset })
        : queryOf({
            status: 'sent',
            since_send_time: new Date(span.from - ALIVE).toISOString(),
            sort_field: 'send_time',
            sort_dir: 'ASC',
            count: String(COUNT),
            offset,
          });
    const [id = ''] = idsIn(state);
    const path =
      state['stage'] === 'activity' ? `reports/${encodeURIComponent(id)}/email-activity` : 'campaigns';
    return {
      url: `${this.base(account)}/3.0/${path}?${query}`,
      method: 'GET',
      headers: { authorization: basicAuth('plumbline', account.key) },
    };
  },
  page(body, state) {
    if (!isRecord(body)) return null;
    const activity = state['stage'] === 'activity';
    const items = recordsIn(body[activity ? 'emails' : 'campaigns']);
    const total = body['total_items'];
    if (items === null || typeof total !== 'number') return null;
    const offset = numberIn(state, 'offset', 0) + items.length;
    const done = items.length === 0 || offset >= total;
    const ids = idsIn(state);
    if (activity) return { items, next: done ? nextCampaign(ids.slice(1)) : { ...state, offset } };
    const found = [...new Set([...ids, ...idsOf(items)])];
    return { items: [], next: done ? nextCampaign(found) : { stage: 'campaigns', ids: found, offset } };
  },
  /** A campaign that was deleted meanwhile. */
  skip: (state): Page => ({ items: [], next: nextCampaign(idsIn(state).slice(1)) }),
  read: (record) => mailchimp.read(record, POLLED),
};

function idsOf(items: readonly JsonRecord[]): string[] {
  return items.map((item) => textAt(item, 'id')).filter((id) => id !== null);
}
