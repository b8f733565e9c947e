import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import { TrackerPoller, type TrackerWorld } from '../../../lib/api/server-connectors';
import { trackerImport } from '../../../lib/store/connector-store';
import { Store } from '../../../lib/store/store';
import type { TrackerAccount } from '../../../lib/trackers/connect/connector';
import { VendorServer } from '../connect/vendor-server';
import { clicksUpTo, NOW, VENDORS } from '../connect/vendors';

const MINUTE = 60_000;
const MAILGUN = 'https://api.mailgun.net';
const LOGIN = { id: 'mailgun', key: 'secret', domain: 'mg.acme.test' };

let server: VendorServer | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
});

let stores = 0;

async function setUp(count = 11) {
  const vendor = VENDORS.find(({ connector }) => connector.id === 'mailgun');
  if (vendor === undefined) throw new Error('no Mailgun');
  const clicks = clicksUpTo(count);
  const vendorServer = await VendorServer.start(vendor.vendor(clicks), 4);
  server = vendorServer;
  const accounts = new Map<string, TrackerAccount>();
  const allowed = new Set([MAILGUN]);
  const alarms: (number | null)[] = [];
  let now = NOW;
  const store = new Store(`connectors-${++stores}`);
  const world: TrackerWorld = {
    now: () => now,
    // What the vendor says of itself is led to this machine, and back.
    fetch: async (url, init) => {
      const answer = await fetch(url.replace(MAILGUN, vendorServer.base), init);
      const text = (await answer.text()).replaceAll(vendorServer.base, MAILGUN);
      return { status: answer.status, headers: answer.headers, text: async () => text };
    },
    sleep: async (ms) => {
      now += ms;
    },
    readAccount: async (id) => accounts.get(id) ?? null,
    keepAccount: async (id, account) => void accounts.set(id, account),
    eraseAccount: async (id) => void accounts.delete(id),
    mayReach: async (origin) => allowed.has(origin),
    leave: async (origin) => void allowed.delete(origin),
    wakeAt: async (at) => void alarms.push(at),
    changed: async () => undefined,
  };
  const poller = new TrackerPoller(store, world);
  const view = async () => (await poller.views()).find(({ id }) => id === 'mailgun');
  const ended = async (): Promise<void> => {
    await expect.poll(async () => (await view())?.state, { timeout: 10_000 }).not.toBe('polling');
  };
  const pass = (ms: number): void => {
    now += ms;
  };
  return {
    poller,
    store,
    view,
    ended,
    pass,
    accounts,
    allowed,
    alarms,
    clicks,
    vendorServer,
    now: () => now,
  };
}

describe('polling in the background', () => {
  it('stores every click once with where it stands, and wakes for the next poll', async () => {
    const { poller, store, view, ended, alarms, now } = await setUp();
    await poller.connect(LOGIN);
    await ended();
    expect(await view()).toMatchObject({ state: 'idle', events: 11, error: null });
    expect((await store.facts()).events).toHaveLength(11);
    expect(alarms.at(-1)).toBe(now() + 15 * MINUTE);
  });

  it('polls when its time has come, not before, and brings what is new', async () => {
    const { poller, view, ended, pass, clicks, vendorServer } = await setUp();
    await poller.connect(LOGIN);
    await ended();
    const asked = vendorServer.requests.length;
    await poller.pollDue();
    expect(vendorServer.requests).toHaveLength(asked);
    pass(16 * MINUTE);
    clicks.push({ n: 11, at: NOW + MINUTE });
    await poller.pollDue();
    expect(await view()).toMatchObject({ state: 'idle', events: 12 });
  });

  it('needs the user where the key is wrong, and goes on with a new one', async () => {
    const { poller, view, ended, alarms } = await setUp();
    await poller.connect({ ...LOGIN, key: 'wrong' });
    await ended();
    expect(await view()).toMatchObject({ state: 'failed', nextPollAt: null, events: 0 });
    expect((await view())?.error).toContain('does not accept this key');
    expect(alarms.at(-1)).toBeNull();
    await poller.connect(LOGIN);
    await ended();
    expect(await view()).toMatchObject({ state: 'idle', events: 11, error: null });
  });

  it('waits as long as the tracker asks, by the alarm, and goes on at the page that failed', async () => {
    const { poller, view, ended, pass, alarms, vendorServer, now } = await setUp();
    vendorServer.fail({ 1: { status: 429, retryAfter: '300' } });
    await poller.connect(LOGIN);
    await ended();
    expect(await view()).toMatchObject({ state: 'waiting', events: 4 });
    const next = alarms.at(-1) ?? 0;
    expect(next - now()).toBeGreaterThan(290_000);
    expect(next - now()).toBeLessThanOrEqual(300_000);
    pass(300_000);
    const asked = vendorServer.requests.length;
    await poller.pollDue();
    expect(await view()).toMatchObject({ state: 'idle', events: 11 });
    expect(vendorServer.requests[asked]?.url.pathname).toMatch(/\/events\/./);
  });

  it('takes up in a new background what an old one was stopped in', async () => {
    const { poller, store, view, ended, vendorServer } = await setUp();
    vendorServer.fail({ 1: { status: 500, retryAfter: '300' } });
    await poller.connect(LOGIN);
    await ended();
    // As the old one left it: polling, with the time it is to be taken up.
    await store.connectors.change('mailgun', { error: null, nextPollAt: NOW });
    await poller.pollDue();
    expect(await view()).toMatchObject({ state: 'idle', events: 11 });
    const keys = (await store.facts()).events.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('stores a step’s clicks and its cursor both, or neither', async () => {
    const { poller, store, ended } = await setUp();
    await poller.connect(LOGIN);
    await ended();
    const before = await store.connectors.get('mailgun');
    const [event] = (await store.facts()).events;
    if (event === undefined) throw new Error('no event');
    const broken = {
      ...event,
      key: 'mailgun:new',
      url: (() => 'functions cannot be stored') as unknown as string,
    }; // to make the write fail
    await expect(
      store.addPolled(
        { id: 'mailgun', name: 'Mailgun', cursor: { since: 1 }, at: NOW },
        { messages: [], events: [broken], counters: [], problems: [] },
      ),
    ).rejects.toThrow();
    expect(await store.connectors.get('mailgun')).toEqual(before);
    expect((await store.facts()).events).toHaveLength(11);
  });

  it('stores nothing for a tracker that was disconnected in between', async () => {
    const { store } = await setUp();
    await expect(
      store.addPolled(
        { id: 'mailgun', name: 'Mailgun', cursor: {}, at: NOW },
        { messages: [], events: [], counters: [], problems: [] },
      ),
    ).rejects.toThrow('disconnected');
    expect(await store.imports()).toEqual([]);
  });

  it('is not begun where the browser was not allowed to reach the host, and keeps no key', async () => {
    const { poller, view, allowed, accounts, vendorServer } = await setUp();
    allowed.clear();
    await expect(poller.connect(LOGIN)).rejects.toThrow('not allowed to reach https://api.mailgun.net');
    expect(accounts.size).toBe(0);
    expect(await view()).toMatchObject({ state: 'off' });
    expect(vendorServer.requests).toHaveLength(0);
  });

  it('ends with the key, the cursor and the permission gone; what it brought stays unless asked', async () => {
    const { poller, store, view, ended, accounts, allowed } = await setUp();
    await poller.connect(LOGIN);
    await ended();
    await poller.disconnect('mailgun', false);
    expect(accounts.size).toBe(0);
    expect(allowed.size).toBe(0);
    expect(await store.connectors.all()).toEqual([]);
    expect(await view()).toMatchObject({ state: 'off', reach: null });
    expect((await store.facts()).events).toHaveLength(11);
    allowed.add(MAILGUN);
    await poller.connect(LOGIN);
    await ended();
    await poller.disconnect('mailgun', true);
    expect((await store.facts()).events).toEqual([]);
    expect((await store.imports()).map(({ id }) => id)).not.toContain(trackerImport('mailgun'));
  });

  it('does not poll while paused', async () => {
    const { poller, view, ended, pass, alarms, vendorServer } = await setUp();
    await poller.connect(LOGIN);
    await ended();
    await poller.pause('mailgun', true);
    const asked = vendorServer.requests.length;
    pass(60 * MINUTE);
    await poller.pollDue();
    expect(vendorServer.requests).toHaveLength(asked);
    expect(await view()).toMatchObject({ state: 'paused', nextPollAt: null });
    expect(alarms.at(-1)).toBeNull();
    await poller.pause('mailgun', false);
    await ended();
    expect(vendorServer.requests.length).toBeGreaterThan(asked);
  });

  it('tells no view the key', async () => {
    const { poller, ended } = await setUp();
    await poller.connect(LOGIN);
    await ended();
    expect(JSON.stringify(await poller.views())).not.toContain('secret');
  });
});
