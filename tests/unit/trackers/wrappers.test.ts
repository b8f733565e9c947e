import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../lib/trackers/format';
import { FIXTURES, fixture, importBytes } from './reading';

const base64 = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const TIME = '2026-03-05T08:00:00Z';

/** The ways in which webhooks are kept, each with addresses, times and agents of its own that must not become clicks. */
const WRAPPERS: Record<string, (body: string, value: Json) => string> = {
  'one line of NDJSON': (_, value) => `${JSON.stringify(value)}\n${JSON.stringify(value)}\n`,
  'a list of bodies': (_, value) => JSON.stringify([value]),
  'lists of lists': (_, value) => JSON.stringify([[value], [value]]),
  'webhook.site': (body) =>
    JSON.stringify({
      data: [
        {
          uuid: 'u-1',
          type: 'web',
          token_id: 't',
          ip: '192.0.2.9',
          hostname: 'webhook.site',
          method: 'POST',
          user_agent: 'SendGrid Event API',
          content: body,
          query: null,
          headers: { 'content-type': ['application/json'] },
          url: 'https://webhook.site/u-1',
          created_at: '2026-03-05 08:00:00',
          size: 512,
        },
      ],
      total: 1,
      per_page: 50,
    }),
  Pipedream: (_, value) =>
    JSON.stringify([
      {
        id: 'r1',
        ts: TIME,
        event: {
          method: 'POST',
          path: '/',
          query: {},
          client_ip: '192.0.2.9',
          url: 'https://eo1.m.pipedream.net/',
          headers: { host: 'eo1.m.pipedream.net' },
          body: value,
        },
      },
    ]),
  RequestBin: (body) =>
    JSON.stringify([
      {
        time: 1772697600.5,
        remote_addr: '192.0.2.9',
        method: 'POST',
        path: '/',
        headers: { 'User-Agent': 'x/1' },
        raw: body,
        form_data: [],
      },
    ]),
  Hookdeck: (_, value) =>
    JSON.stringify({
      pagination: {},
      count: 1,
      models: [
        {
          id: 'req_1',
          ingested_at: TIME,
          data: { path: '/', headers: {}, body: value, is_large_payload: false },
        },
      ],
    }),
  ngrok: (body) =>
    JSON.stringify({
      uri: '/api/requests/http',
      requests: [
        {
          uri: '/r',
          id: 'a',
          remote_addr: '192.0.2.9',
          start: TIME,
          request: {
            method: 'POST',
            proto: 'HTTP/1.1',
            headers: {},
            raw: base64(
              `POST /hook HTTP/1.1\r\nHost: x.ngrok.app\r\nContent-Type: application/json\r\n\r\n${body}`,
            ),
          },
        },
      ],
    }),
  svix: (body) =>
    JSON.stringify({ data: [{ id: 'msg_1', eventType: 'x', timestamp: TIME, payload: body }], done: true }),
  'body as an object': (_, value) => JSON.stringify({ headers: {}, body: value }),
  'body as text twice over': (body) => JSON.stringify(JSON.stringify({ body: JSON.stringify(body) })),
  'API Gateway': (body) =>
    JSON.stringify({
      version: '2.0',
      routeKey: 'POST /',
      requestContext: { timeEpoch: 1772697600500, http: { sourceIp: '192.0.2.9', userAgent: 'x/1' } },
      body: base64(body),
      isBase64Encoded: true,
    }),
  'Pub/Sub': (body) =>
    JSON.stringify({ message: { data: base64(body), messageId: '1', publishTime: TIME }, subscription: 's' }),
  'SNS in SQS': (body) =>
    JSON.stringify({
      Messages: [
        { MessageId: 'q', Body: JSON.stringify({ Type: 'Notification', Message: body, Timestamp: TIME }) },
      ],
    }),
  HAR: (body) =>
    JSON.stringify({
      log: {
        version: '1.2',
        entries: [
          {
            startedDateTime: TIME,
            request: {
              method: 'POST',
              url: 'https://x.example/hook',
              postData: { mimeType: 'application/json', text: body },
            },
          },
        ],
      },
    }),
  'a log with JSON at the end of its lines': (_, value) =>
    `[${TIME}] INFO hook received ${JSON.stringify(value)}\n`,
  'a column of JSON in a table': (body) =>
    `uuid,ip,created_at,content,url\r\nu-1,192.0.2.9,2026-03-05 08:00:00,"${body.replace(/"/g, '""')}",https://webhook.site/u-1\r\n`,
};

describe('a record is read whatever it lies in', () => {
  const files = readdirSync(FIXTURES).filter((name) => name.endsWith('.json'));
  it.each(Object.entries(WRAPPERS))('%s', async (_, wrap) => {
    for (const name of files) {
      const text = new TextDecoder().decode(fixture(name));
      const value = JSON.parse(text) as Json; // JSON.parse gives JSON
      const bare = await importBytes(text);
      const wrapped = await importBytes(wrap(JSON.stringify(value), value));
      const keys = (facts: readonly { key: string }[]) => [...new Set(facts.map(({ key }) => key))].sort();
      expect(keys(wrapped.events), name).toEqual(keys(bare.events));
      expect(keys(wrapped.counters), name).toEqual(keys(bare.counters));
      expect(
        wrapped.events.map(({ ip }) => ip),
        name,
      ).not.toContain('192.0.2.9');
      expect(wrapped.problems, name).toEqual([]);
    }
  });

  it('reads one file that mixes formats', async () => {
    const texts = files.map((name) => JSON.stringify(JSON.parse(new TextDecoder().decode(fixture(name)))));
    const all = await importBytes(texts.join('\n'));
    expect(all.problems).toEqual([]);
    expect(new Set(all.events.map(({ tracker }) => tracker)).size).toBeGreaterThanOrEqual(20);
  });

  it('takes the time of the logger where a tracker sends none', async () => {
    const body = [{ method: 'link_clicked', prospect: { email: 'a@b.example', campaign_name: 'c' } }];
    const { events } = await importBytes(
      JSON.stringify([{ created_at: TIME, content: JSON.stringify(body) }]),
    );
    expect(events[0]?.at).toBe(Date.parse(TIME));
    const alone = await importBytes(JSON.stringify(body));
    expect(alone.problems[0]?.message).toContain('no time');
  });

  it('reads a record of an unknown tool by the names of its fields', async () => {
    const { events } = await importBytes(
      JSON.stringify({
        type: 'message.clicked',
        data: {
          recipient: 'Kai@B.example',
          url: 'https://x.example/a',
          isBot: true,
          timestamp: TIME,
          ip: '198.51.100.7',
        },
      }),
    );
    expect(events).toMatchObject([
      {
        tracker: 'json',
        recipient: 'kai@b.example',
        url: 'https://x.example/a',
        machine: true,
        ip: '198.51.100.7',
      },
    ]);
  });

  it('makes no click of a logger around something else', async () => {
    await expect(
      importBytes(
        JSON.stringify([
          {
            uuid: 'u',
            ip: '192.0.2.9',
            url: 'https://webhook.site/u',
            user_agent: 'curl/8',
            method: 'POST',
            created_at: '2026-03-05 08:00:00',
            content: '{"hello":"world"}',
          },
        ]),
      ),
    ).rejects.toThrow('no tracker');
  });
});
