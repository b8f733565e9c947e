import {
  createGmailServer,
  type GmailServer,
  type GmailWorld,
  type SavedSetup,
} from '../../../lib/api/gmail-server';
import type { Notice } from '../../../lib/api/protocol';
import type { Message } from '../../../lib/facts/message';
import type { Grant } from '../../../lib/gmail/api/auth';
import type { Fetch } from '../../../lib/gmail/api/client';
import type { QuotaTable } from '../../../lib/gmail/api/quota';
import { Store } from '../../../lib/store/store';
import { GmailSandbox, type SandboxOptions } from '../../sandbox/gmail-sandbox';
import type { Mailbox } from '../../sandbox/mailbox';
import { SANDBOX_CLIENT } from '../../sandbox/oauth';
import { readFacts } from '../../shared/facts';
import { Random } from '../../shared/random';
import { fileOf } from '../../shared/sample';

/** A time that only waiting moves, so that an hour's patience takes no time. Real answers pass in between. */
export class TestClock {
  private skew = 0;
  private readonly start = Date.parse('2026-11-20T09:00:00Z');
  readonly now = (): number => this.start + this.skew;
  readonly sleep = async (ms: number): Promise<void> => {
    this.skew += ms;
    await new Promise((resolve) => setImmediate(resolve));
  };
  pass(ms: number): void {
    this.skew += ms;
  }
}

/** Where nothing is limited. */
export const NO_LIMIT: QuotaTable = {
  perMinute: 1e9,
  cost: {
    profile: 1,
    'labels.list': 1,
    'history.list': 2,
    'messages.list': 5,
    'messages.get': 20,
    'threads.get': 40,
  },
};

/** The browser's sign-in window, before the sandbox's Google. */
function authFlow(sandbox: GmailSandbox): GmailWorld['launchWebAuthFlow'] {
  return async ({ url, interactive }) => {
    const local = url.replace('https://accounts.google.com/', sandbox.url);
    const answer = await fetch(local, { redirect: 'manual' });
    await answer.arrayBuffer();
    const location = answer.headers.get('location');
    if (answer.status === 302 && location !== null) return location;
    if (answer.status >= 400) throw new Error('Authorization page could not be loaded.');
    throw new Error(interactive ? 'The user did not approve access.' : 'User interaction required.');
  };
}

export interface TestWorld {
  readonly sandbox: GmailSandbox;
  readonly clock: TestClock;
  readonly world: GmailWorld;
  readonly grants: Map<string, Grant>;
  readonly told: Notice[];
  readonly faults: unknown[];
  alarm: boolean;
}

/** A browser with its background's world, before a sandbox. */
export async function testWorld(options: SandboxOptions, quota: QuotaTable = NO_LIMIT): Promise<TestWorld> {
  const clock = new TestClock();
  const sandbox = await GmailSandbox.start({ clock: clock.now, ...options });
  const grants = new Map<string, Grant>();
  const random = new Random(7);
  const told: Notice[] = [];
  const faults: unknown[] = [];
  let setup: SavedSetup = { clientId: SANDBOX_CLIENT, quota: '2026' };
  const toSandbox: Fetch = (url, init) =>
    fetch(url.replace(/^https:\/\/(?:gmail|oauth2)\.googleapis\.com\//, sandbox.url), init);
  const made: TestWorld = {
    sandbox,
    clock,
    grants,
    told,
    faults,
    alarm: false,
    world: {
      now: clock.now,
      sleep: clock.sleep,
      random: () => random.next(),
      fetch: toSandbox,
      launchWebAuthFlow: authFlow(sandbox),
      redirectUrl: () => 'https://abcdefghijklmnopabcdefghijklmnop.chromiumapp.org/',
      grants: {
        get: async (account) => grants.get(account) ?? null,
        set: async (account, grant) => void grants.set(account, grant),
        remove: async (account) => void grants.delete(account),
      },
      builtInClient: null,
      saved: {
        get: async () => setup,
        set: async (next) => {
          setup = next;
        },
      },
      alone: false,
      setAlarm: async (on) => {
        made.alarm = on;
      },
      keepAlive: async () => undefined,
      tell: async (notice) => void told.push(notice),
      report: (error) => void faults.push(error),
      quota,
    },
  };
  return made;
}

/** A background: its own store over the one database, its own server. */
export function background(made: TestWorld, database: string): { store: Store; server: GmailServer } {
  const store = new Store(database);
  return { store, server: createGmailServer(store, made.world) };
}

/** Rings the alarm until nothing is left to do, or somebody must do something. */
export async function settle(made: TestWorld, server: GmailServer, rings = 30): Promise<void> {
  for (let ring = 0; ring < rings; ring++) {
    await server.wake();
    const states = await server.handlers.syncState();
    await server.wake();
    if (states.every(({ phase }) => phase === 'up-to-date' || phase === 'stopped' || phase === 'paused'))
      return;
    const waits = states.flatMap(({ trouble }) => (trouble?.retryAt == null ? [] : [trouble.retryAt]));
    made.clock.pass(Math.max(61_000, ...waits.map((at) => at - made.clock.now())));
  }
}

/** Brings news: three minutes later. */
export async function later(made: TestWorld, server: GmailServer): Promise<void> {
  made.clock.pass(4 * 60_000);
  await settle(made, server);
}

const OUT = ['DRAFT', 'SPAM', 'TRASH', 'CHAT'];

/**
 * The mail that counts, as a Takeout file.
 * @param all threads without anything sent, too
 */
export function takeout(mailbox: Mailbox, all = false): Uint8Array {
  const parts: string[] = [];
  const decimal = (id: string): string => BigInt(`0x${id}`).toString();
  for (const threadId of mailbox.threads.keys()) {
    const messages = mailbox.thread(threadId).filter(({ labels }) => !OUT.some((label) => labels.has(label)));
    if (!all && !messages.some(({ labels }) => labels.has('SENT'))) continue;
    for (const message of messages) {
      const names = [...message.labels].map((id) => mailbox.labels.get(id)?.name ?? id);
      const separator = `From ${decimal(message.id)}@xxx ${new Date(message.at).toUTCString()}`;
      const added = `X-GM-THRID: ${decimal(threadId)}\r\nX-Gmail-Labels: ${names.join(',')}`;
      const body = message.source().replace(/\n(>{0,9}From )/g, '\n>$1');
      parts.push(`${separator}\r\n${added}\r\n${body}\r\n`);
    }
  }
  return Buffer.from(parts.join('\r\n'), 'latin1');
}

/** What the store must hold of a mailbox: the facts that the file importer reads from the same mail as a Takeout file. */
export async function expected(mailbox: Mailbox): Promise<string[]> {
  const bytes = takeout(mailbox);
  if (bytes.length === 0) return [];
  return rows((await readFacts([fileOf('all.mbox', bytes)], [mailbox.address])).messages);
}

/** Facts in a fixed order, to be compared. */
export function rows(messages: readonly Message[]): string[] {
  return messages.map((message) => JSON.stringify({ ...message, labels: [...message.labels].sort() })).sort();
}

/** What a store holds of an account. */
export async function stored(store: Store, account: string): Promise<string[]> {
  return rows((await store.facts()).messages.filter((message) => message.account === account));
}
