import type { Connector, TrackerAccount } from '../../../lib/trackers/connect/connector';
import { dubConnector } from '../../../lib/trackers/connect/dub';
import { lemlistConnector } from '../../../lib/trackers/connect/lemlist';
import { mailchimpConnector } from '../../../lib/trackers/connect/mailchimp';
import { mailgunConnector } from '../../../lib/trackers/connect/mailgun';
import { postmarkConnector } from '../../../lib/trackers/connect/postmark';
import { shortioConnector } from '../../../lib/trackers/connect/shortio';
import type { Vendor } from './vendor-server';

export const NOW = Date.UTC(2026, 2, 10, 12);
const MINUTE = 60_000;

/** A click by its number: one every seven minutes, the highest number the newest. */
export interface Click {
  readonly n: number;
  readonly at: number;
}

export interface VendorCase {
  readonly connector: Connector;
  readonly account: TrackerAccount;
  /** The vendor's API over these clicks; they may grow while it runs. */
  readonly vendor: (clicks: Click[]) => Vendor;
  /** What names a click in the events. */
  readonly mark: (n: number) => string;
}

export function clicksUpTo(count: number): Click[] {
  return Array.from({ length: count }, (_, n) => ({ n, at: NOW - (count - n) * 7 * MINUTE }));
}

const denied = { status: 401, body: { message: 'Invalid key' } };
const basic = (name: string, key: string): string =>
  `Basic ${Buffer.from(`${name}:${key}`).toString('base64')}`;
const number = (text: string | null): number => Number(text ?? 0);
const newestFirst = (clicks: readonly Click[]): Click[] => [...clicks].reverse();

/** Pages by addresses that hold where they stand; the last one is empty. */
const mailgun: VendorCase['vendor'] = (clicks) => (request, base, most) => {
  if (request.headers.authorization !== basic('api', 'secret')) return denied;
  const [, , domain, , page = ''] = request.url.pathname.split('/');
  if (domain !== 'mg.acme.test') return { status: 404, body: { message: 'Domain not found' } };
  const limit = Math.min(most, number(request.url.searchParams.get('limit')) || most);
  const place: { begin: number; skip: number } =
    page === ''
      ? { begin: number(request.url.searchParams.get('begin')) * 1000, skip: 0 }
      : JSON.parse(Buffer.from(page, 'base64url').toString());
  const items = clicks.filter(({ at }) => at >= place.begin).slice(place.skip, place.skip + limit);
  const next = Buffer.from(JSON.stringify({ begin: place.begin, skip: place.skip + items.length })).toString(
    'base64url',
  );
  return {
    status: 200,
    body: {
      items: items.map(({ n, at }) => ({
        event: 'clicked',
        id: `mg-${n}`,
        timestamp: at / 1000,
        recipient: `p${n}@prospect.test`,
        url: `https://acme.test/${n}`,
        ip: '192.0.2.1',
        'client-info': { 'user-agent': 'Mozilla/5.0', bot: '' },
        message: { headers: { 'message-id': `${n}@mg.acme.test` } },
      })),
      paging: {
        next: `${base}/v3/mg.acme.test/events/${next}`,
        previous: `${base}/v3/mg.acme.test/events/x`,
      },
    },
  };
};

/** Newest first, by count and offset, with the total. */
const postmark: VendorCase['vendor'] = (clicks) => (request, _base, most) => {
  if (request.headers['x-postmark-server-token'] !== 'secret') return denied;
  const offset = number(request.url.searchParams.get('offset'));
  const count = Math.min(most, number(request.url.searchParams.get('count')));
  return {
    status: 200,
    body: {
      TotalCount: clicks.length,
      Clicks: newestFirst(clicks)
        .slice(offset, offset + count)
        .map(({ n, at }) => ({
          Recipient: `p${n}@prospect.test`,
          MessageID: `guid-${n}`,
          ReceivedAt: new Date(at).toISOString().replace('Z', '0000Z'),
          OriginalLink: `https://acme.test/${n}`,
          UserAgent: 'Mozilla/5.0',
          Geo: { IP: '192.0.2.1' },
        })),
    },
  };
};

const dub: VendorCase['vendor'] = (clicks) => (request, _base, most) => {
  if (request.headers.authorization !== 'Bearer secret') return denied;
  const query = request.url.searchParams;
  const limit = Math.min(most, number(query.get('limit')));
  const from = (number(query.get('page')) - 1) * limit;
  const asked = clicks.filter(
    ({ at }) => at >= Date.parse(query.get('start') ?? '') && at <= Date.parse(query.get('end') ?? ''),
  );
  return {
    status: 200,
    body: (query.get('sortOrder') === 'asc' ? asked : newestFirst(asked))
      .slice(from, from + limit)
      .map(({ n, at }) => ({
        event: 'click',
        timestamp: new Date(at).toISOString(),
        click: {
          id: `dub-${n}`,
          timestamp: new Date(at).toISOString(),
          url: 'https://acme.test',
          ip: '',
          ua: 'Mozilla/5.0',
        },
        link: { shortLink: `https://go.test/${n}` },
      })),
  };
};

const shortio: VendorCase['vendor'] = (clicks) => (request, _base, most) => {
  if (request.headers.authorization !== 'secret') return denied;
  if (request.method !== 'POST' || request.url.pathname !== '/statistics/domain/77/last_clicks')
    return { status: 404, body: {} };
  // What the connector sends.
  const asked = JSON.parse(request.body) as { limit: number; afterDate: string; beforeDate: string };
  return {
    status: 200,
    body: newestFirst(clicks)
      .filter(({ at }) => at >= Date.parse(asked.afterDate) && at < Date.parse(asked.beforeDate))
      .slice(0, Math.min(most, asked.limit))
      .map(({ n, at }) => ({
        dt: new Date(at).toISOString(),
        host: 'go.test',
        path: `/${n}`,
        ip: '192.0.2.1',
        ua: 'Mozilla/5.0',
        method: 'GET',
        human: true,
      })),
  };
};

const lemlist: VendorCase['vendor'] = (clicks) => (request, _base, most) => {
  if (request.headers.authorization !== basic('', 'secret')) return denied;
  const offset = number(request.url.searchParams.get('offset'));
  const limit = Math.min(most, number(request.url.searchParams.get('limit')), 100);
  return {
    status: 200,
    body: newestFirst(clicks)
      .slice(offset, offset + limit)
      .map(({ n, at }) => ({
        _id: `act_${n}`,
        type: 'emailsClicked',
        createdAt: new Date(at).toISOString(),
        leadEmail: `p${n}@prospect.test`,
        campaignName: 'Spring',
        sequenceStep: 0,
        emailId: `eml_${n}`,
      })),
  };
};

/** Two campaigns, the clicks in turn; one row per recipient, one recipient per click. */
const mailchimp: VendorCase['vendor'] = (clicks) => (request, _base, most) => {
  if (request.headers.authorization !== basic('plumbline', 'secret-us6')) return denied;
  const query = request.url.searchParams;
  const offset = number(query.get('offset'));
  const count = Math.min(most, number(query.get('count')));
  if (request.url.pathname === '/3.0/campaigns') {
    const all = [{ id: 'c0' }, { id: 'gone' }, { id: 'c1' }];
    return { status: 200, body: { campaigns: all.slice(offset, offset + count), total_items: all.length } };
  }
  const id = /^\/3\.0\/reports\/([^/]+)\/email-activity$/.exec(request.url.pathname)?.[1];
  if (id !== 'c0' && id !== 'c1') return { status: 404, body: {} };
  const since = Date.parse(query.get('since') ?? '');
  const rows = clicks.filter(({ n, at }) => `c${n % 2}` === id && at >= since);
  return {
    status: 200,
    body: {
      emails: rows.slice(offset, offset + count).map(({ n, at }) => ({
        campaign_id: id,
        email_address: `p${n}@prospect.test`,
        activity: [
          {
            action: 'click',
            timestamp: new Date(at).toISOString(),
            url: `https://acme.test/${n}`,
            ip: '192.0.2.1',
          },
        ],
      })),
      total_items: rows.length,
    },
  };
};

export const VENDORS: readonly VendorCase[] = [
  {
    connector: mailgunConnector,
    account: { key: 'secret', domain: 'mg.acme.test' },
    vendor: mailgun,
    mark: (n) => `p${n}@prospect.test`,
  },
  {
    connector: postmarkConnector,
    account: { key: 'secret' },
    vendor: postmark,
    mark: (n) => `p${n}@prospect.test`,
  },
  { connector: dubConnector, account: { key: 'secret' }, vendor: dub, mark: (n) => `https://go.test/${n}` },
  {
    connector: shortioConnector,
    account: { key: 'secret', domain: '77' },
    vendor: shortio,
    mark: (n) => `https://go.test/${n}`,
  },
  {
    connector: lemlistConnector,
    account: { key: 'secret' },
    vendor: lemlist,
    mark: (n) => `p${n}@prospect.test`,
  },
  {
    connector: mailchimpConnector,
    account: { key: 'secret-us6' },
    vendor: mailchimp,
    mark: (n) => `p${n}@prospect.test`,
  },
];
