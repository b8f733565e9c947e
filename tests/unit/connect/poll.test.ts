import { afterEach, describe, expect, it } from 'vitest';
import type { TrackerEvent } from '../../../lib/facts/event';
import { ConnectError } from '../../../lib/trackers/connect/connector';
import { CONNECTORS } from '../../../lib/trackers/connect/connectors';
import { type Cursor, NEW_CURSOR, type Outside, poll } from '../../../lib/trackers/connect/poll';
import { type Fault, VendorServer } from './vendor-server';
import { type Click, clicksUpTo, NOW, VENDORS, type VendorCase } from './vendors';

const MINUTE = 60_000;

class Run {
  readonly events: TrackerEvent[] = [];
  readonly problems: string[] = [];
  readonly slept: number[] = [];
  cursor: Cursor = NEW_CURSOR;
  time = NOW;
  constructor(
    readonly server: VendorServer,
    readonly vendor: VendorCase,
  ) {}

  private readonly outside: Outside = {
    fetch: (url, init) => fetch(url, init),
    sleep: async (ms) => {
      this.slept.push(ms);
      this.time += ms;
    },
    now: () => this.time,
  };

  /** Polls once, as the alarm does; the cursor goes through JSON, as a store would keep it. */
  async once(steps = Number.POSITIVE_INFINITY, account = this.vendor.account): Promise<void> {
    let taken = 0;
    const reach = { ...account, base: this.server.base };
    for await (const step of poll(this.vendor.connector, reach, this.cursor, this.outside)) {
      this.events.push(...step.events);
      this.problems.push(...step.problems);
      this.cursor = JSON.parse(JSON.stringify(step.cursor));
      if (++taken >= steps) break;
    }
  }

  get marks(): string[] {
    return this.events.map((event) => this.markOf(event));
  }

  private markOf(event: TrackerEvent): string {
    return (event.recipient ?? event.url) as string; // each of these trackers names one of the two
  }
}

let server: VendorServer | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
});

async function start(vendor: VendorCase, clicks: Click[], most = 10): Promise<Run> {
  server = await VendorServer.start(vendor.vendor(clicks), most);
  return new Run(server, vendor);
}

const expected = (vendor: VendorCase, count: number): string[] =>
  Array.from({ length: count }, (_, n) => vendor.mark(n)).sort();

const FAULTS: readonly (readonly [string, Readonly<Record<number, Fault>>])[] = [
  ['nothing wrong', {}],
  ['429 with Retry-After in seconds', { 1: { status: 429, retryAfter: '7' } }],
  [
    '429 with Retry-After as a date',
    { 1: { status: 429, retryAfter: new Date(NOW + 20_000).toUTCString() } },
  ],
  ['429 without Retry-After', { 0: { status: 429 }, 1: { status: 429 } }],
  ['500, twice', { 1: { status: 500 }, 2: { status: 502 } }],
  ['a page that breaks off', { 2: { cut: true } }],
  ['a connection that is reset', { 0: { reset: true }, 3: { reset: true } }],
  ['a smaller page from the third on', { 2: { size: 4 } }],
  ['a larger page from the third on', { 2: { size: 25 } }],
  ['a page that repeats', { 2: { repeat: true } }],
  ['a page that repeats twice', { 3: { repeat: true }, 4: { repeat: true } }],
  [
    'all at once',
    {
      0: { status: 503 },
      1: { size: 3 },
      3: { repeat: true },
      4: { status: 429, retryAfter: '1' },
      6: { cut: true },
      8: { reset: true },
      9: { size: 20 },
    },
  ],
];

describe.each(VENDORS.map((vendor) => [vendor.connector.name, vendor] as const))('%s', (_, vendor) => {
  it.each(FAULTS)('gives each click once: %s', async (_name, faults) => {
    const run = await start(vendor, clicksUpTo(53));
    run.server.fail(faults);
    await run.once();
    expect(run.marks.sort()).toEqual(expected(vendor, 53));
    expect(run.events.every((event) => event.kind === 'click' && event.tracker === vendor.connector.id)).toBe(
      true,
    );
    expect(run.problems).toEqual([]);
    expect(run.cursor.run).toBeNull();
    expect(run.cursor.since).toBe(NOW - 7 * MINUTE);
  });

  it('goes on from the last event, with late ones, and gives none twice', async () => {
    const clicks = clicksUpTo(31);
    const run = await start(vendor, clicks);
    await run.once();
    const before = run.server.requests.length;
    run.time += 10 * MINUTE;
    // One that was late: older than the newest that was read.
    const late = { n: 31, at: NOW - 9 * MINUTE };
    clicks.splice(30, 0, late);
    clicks.push({ n: 32, at: NOW + 2 * MINUTE });
    await run.once();
    expect(run.marks.sort()).toEqual(expected(vendor, 33));
    await run.once();
    expect(run.marks.length).toBe(33);
    expect(run.server.requests.length - before).toBeLessThan(16);
  });

  it('takes a run up where it was left', async () => {
    const run = await start(vendor, clicksUpTo(53));
    await run.once(2);
    expect(run.cursor.run).not.toBeNull();
    await run.once(1);
    await run.once();
    expect(run.marks.sort()).toEqual(expected(vendor, 53));
  });

  it('keeps what it has when it must give up, and goes on later', async () => {
    const run = await start(vendor, clicksUpTo(53));
    run.server.fail(
      Object.fromEntries(Array.from({ length: 5 }, (_unused, at) => [at + 3, { status: 500 }])),
    );
    await expect(run.once()).rejects.toMatchObject({ kind: 'server' });
    run.time += 5 * MINUTE;
    await run.once();
    expect(run.marks.sort()).toEqual(expected(vendor, 53));
  });

  it('loses nothing while clicks come in', async () => {
    const clicks = clicksUpTo(45);
    const run = await start(vendor, clicks);
    await run.once(2);
    for (let n = 45; n < 58; n++) clicks.push({ n, at: NOW + (n - 44) * 1000 });
    run.time += MINUTE;
    await run.once();
    run.time += MINUTE;
    await run.once();
    expect(run.marks.sort()).toEqual(expected(vendor, 58));
  });

  it('stops at once on a wrong key and says what to do', async () => {
    const run = await start(vendor, clicksUpTo(5));
    const wrong = { ...vendor.account, key: vendor.account.key.replace('secret', 'wrong') };
    const error = await run.once(1, wrong).then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(ConnectError);
    expect(error).toMatchObject({ kind: 'key', retryAt: null });
    expect(String(error)).toContain('connect again');
    expect(run.server.requests.length).toBe(1);
  });

  it('leaves a long wait to the next turn', async () => {
    const run = await start(vendor, clicksUpTo(53));
    run.server.fail({ 1: { status: 429, retryAfter: '3600' } });
    await expect(run.once()).rejects.toMatchObject({ kind: 'limit', retryAt: expect.any(Number) });
    expect(Math.max(0, ...run.slept)).toBeLessThan(MINUTE);
    run.time += 61 * MINUTE;
    await run.once();
    expect(run.marks.sort()).toEqual(expected(vendor, 53));
  });

  it('sends its key to no other host', async () => {
    const run = await start(vendor, clicksUpTo(30));
    const account = { ...vendor.account, base: run.server.base };
    const request = vendor.connector.request(vendor.connector.start({ from: 0, to: NOW }), account, {
      from: 0,
      to: NOW,
    });
    expect(request.url.startsWith(`${run.server.base}/`)).toBe(true);
    expect(request.url).not.toContain(vendor.account.key);
  });
});

describe('poll', () => {
  it('waits as long as it is told, then longer each time', async () => {
    const [vendor] = VENDORS;
    if (vendor === undefined) throw new Error('no vendor');
    const run = await start(vendor, clicksUpTo(3));
    run.server.fail({ 0: { status: 429, retryAfter: '30' }, 1: { status: 500 }, 2: { status: 500 } });
    await run.once();
    expect(run.slept.slice(0, 3)).toEqual([30_000, 2000, 4000]);
  });

  it('follows no address of another host', async () => {
    const vendor = VENDORS.find(({ connector }) => connector.id === 'mailgun');
    if (vendor === undefined) throw new Error('no vendor');
    const stolen: VendorCase = {
      ...vendor,
      vendor: () => () => ({
        status: 200,
        body: {
          items: [{ event: 'clicked', id: '1', timestamp: 1, recipient: 'p@x.test' }],
          paging: { next: 'https://evil.test/v3/' },
        },
      }),
    };
    const run = await start(stolen, []);
    await expect(run.once()).rejects.toMatchObject({ kind: 'answer' });
    expect(run.server.requests.length).toBe(1);
  });

  it('says so where the answer is of another shape', async () => {
    for (const vendor of VENDORS) {
      const run = await start(
        { ...vendor, vendor: () => () => ({ status: 200, body: { surprise: true } }) },
        [],
      );
      await expect(run.once()).rejects.toMatchObject({ kind: 'answer' });
      await run.server.stop();
    }
  });

  it('says what Postmark does not show', async () => {
    const vendor = VENDORS.find(({ connector }) => connector.id === 'postmark');
    if (vendor === undefined) throw new Error('no vendor');
    const many = Array.from({ length: 10_200 }, (_, n) => ({ n, at: NOW - (10_200 - n) * 1000 }));
    const run = await start(vendor, many, 500);
    await run.once();
    expect(run.events.length).toBe(10_000);
    expect(run.problems).toEqual([expect.stringContaining('10,000')]);
    run.time += MINUTE;
    await run.once();
    expect(run.problems.length).toBe(1);
  });

  it('wants a whole Mailchimp key', () => {
    const mailchimp = CONNECTORS.find(({ id }) => id === 'mailchimp');
    expect(mailchimp?.base({ key: 'abc-us21' })).toBe('https://us21.api.mailchimp.com');
    expect(() => mailchimp?.base({ key: 'abc' })).toThrow(/data centre/);
  });
});
