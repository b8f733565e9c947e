import 'fake-indexeddb/auto';
import { createGmailServer, type GmailWorld } from '../../lib/api/gmail-server';
import type { Grant } from '../../lib/gmail/api/auth';
import { QUOTAS, type QuotaTable } from '../../lib/gmail/api/quota';
import { Store } from '../../lib/store/store';
import { GmailSandbox, type SandboxOptions } from '../sandbox/gmail-sandbox';
import { SANDBOX_CLIENT } from '../sandbox/oauth';
import type { Table } from '../shared/table';

/**
 * How fast a mailbox is read: by Gmail's limit where there is one (share of the units that the sandbox grants a minute, in a
 * full window after the first), by our own work where there is none. The sandbox runs in this process and costs its part;
 * fake-indexeddb is no faster than a browser's.
 */

const ACCOUNT = 'sam@seller.example';
const UNLIMITED: QuotaTable = { perMinute: 1e9, cost: QUOTAS['2026'].cost };

interface Run {
  readonly sandbox: GmailSandbox;
  readonly server: ReturnType<typeof createGmailServer>;
}

async function begin(options: SandboxOptions, quota: QuotaTable, name: string): Promise<Run> {
  const sandbox = await GmailSandbox.start(options);
  const grants = new Map<string, Grant>();
  const world: GmailWorld = {
    now: () => Date.now(),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    random: () => 0.5,
    fetch: (url, init) =>
      fetch(url.replace(/^https:\/\/(?:gmail|oauth2)\.googleapis\.com\//, sandbox.url), init),
    launchWebAuthFlow: async ({ url }) => {
      const answer = await fetch(url.replace('https://accounts.google.com/', sandbox.url), {
        redirect: 'manual',
      });
      return answer.headers.get('location') ?? undefined;
    },
    redirectUrl: () => 'https://abcdefghijklmnopabcdefghijklmnop.chromiumapp.org/',
    grants: {
      get: async (account) => grants.get(account) ?? null,
      set: async (account, grant) => void grants.set(account, grant),
      remove: async (account) => void grants.delete(account),
    },
    builtInClient: SANDBOX_CLIENT,
    saved: { get: async () => ({ clientId: null, quota: '2026' }), set: async () => undefined },
    alone: true,
    setAlarm: async () => undefined,
    keepAlive: async () => undefined,
    tell: async () => undefined,
    report: (error) => console.error(error),
    quota,
  };
  return { sandbox, server: createGmailServer(new Store(name), world) };
}

interface Free {
  readonly perSecond: number;
  /** Threads for each second that this process had a processor: a busy machine does not change it. */
  readonly perCpuSecond: number;
  readonly messages: number;
}

async function throughput(threads: number): Promise<Free> {
  const { sandbox, server } = await begin(
    { accounts: [{ address: ACCOUNT, threads }] },
    UNLIMITED,
    `bench-${threads}`,
  );
  const from = performance.now();
  const cpu = process.cpuUsage();
  await server.handlers.connectGmail({ account: ACCOUNT });
  for (;;) {
    await server.wake();
    const [state] = await server.handlers.syncState();
    if (state?.phase === 'up-to-date') {
      const seconds = (performance.now() - from) / 1000;
      const { user, system } = process.cpuUsage(cpu);
      await sandbox.close();
      return {
        perSecond: threads / seconds,
        perCpuSecond: threads / ((user + system) / 1e6),
        messages: state.messages ?? 0,
      };
    }
    if (state?.trouble != null) throw new Error(state.trouble.detail ?? state.trouble.sentence);
  }
}

/** Units granted in a whole window, as a share of the limit; and calls refused. */
async function ofLimit(
  name: '2026' | 'classic',
  windowMs: number,
): Promise<{ share: number; refused: number }> {
  const table = QUOTAS[name];
  const quota = name === 'classic' ? 'old' : '2026';
  const { sandbox, server } = await begin(
    { accounts: [{ address: ACCOUNT, threads: 2000 }], quota, latencyMs: 80 },
    table,
    `bench-${name}`,
  );
  await server.handlers.connectGmail({ account: ACCOUNT });
  await new Promise((resolve) => setTimeout(resolve, 5000));
  const before = sandbox.unitsSpent(ACCOUNT);
  const from = performance.now();
  await new Promise((resolve) => setTimeout(resolve, windowMs));
  const spent = sandbox.unitsSpent(ACCOUNT) - before;
  const minutes = (performance.now() - from) / 60_000;
  const refused = sandbox.calls.filter(({ status }) => status === 403 || status === 429).length;
  await server.forget();
  await sandbox.close();
  return { share: spent / (table.perMinute * minutes), refused };
}

export async function measure(): Promise<Table[]> {
  const free = await throughput(5000);
  const fresh = await ofLimit('2026', 60_000);
  const old = await ofLimit('classic', 60_000);
  return [
    {
      title: 'gmail sync, quota off: 5,000 threads',
      columns: ['threads a second', 'a CPU second', 'floor', 'messages'],
      rows: [
        [free.perSecond.toFixed(0), free.perCpuSecond.toFixed(0), '150', free.messages.toLocaleString('en')],
      ],
    },
    {
      title: 'gmail sync, quota on: units used of a minute’s limit (latency 80 ms)',
      columns: ['project', 'share', 'floor', 'refused calls'],
      rows: [
        ['2026: 6,000 a minute', `${(fresh.share * 100).toFixed(1)} %`, '95 %', `${fresh.refused}`],
        ['classic: 15,000 a minute', `${(old.share * 100).toFixed(1)} %`, '95 %', `${old.refused}`],
      ],
    },
  ];
}
