import { Authoriser, type AuthWorld } from '../gmail/api/auth';
import { GmailClient } from '../gmail/api/client';
import { readClientId } from '../gmail/api/client-id';
import {
  type FailureCode,
  failure,
  GmailFailure,
  TOLD_ONLY_IN_THE_WINDOW,
  WORDING,
} from '../gmail/api/failures';
import { Limiter } from '../gmail/api/limiter';
import { isGranted, type QuotaName, type QuotaTable, tableOf } from '../gmail/api/quota';
import { Engine, type EngineWorld } from '../gmail/sync/engine';
import { ALL_TIME, type Halt, type Job, newJob, type Wish } from '../gmail/sync/job';
import { isDue } from '../gmail/sync/plan';
import { viewOf } from '../gmail/sync/progress';
import type { Store } from '../store/store';
import { SyncStore } from '../store/sync-store';
import { mailReader } from './gmail-reader';
import type { GmailProtocol, GmailTrouble } from './gmail-types';
import type { Notice } from './protocol';

/** What reading Gmail needs of the world; tests give their own. */
export interface GmailWorld extends Omit<AuthWorld, 'clientId'> {
  /** The id that was set at build time; null: the user enters it. */
  readonly builtInClient: string | null;
  /** What the user has entered. */
  readonly saved: { get(): Promise<SavedSetup>; set(setup: SavedSetup): Promise<void> };
  /** There is one background and no other: a lease that it finds was left by one that was stopped. */
  readonly alone: boolean;
  /** Wakes `wake()` every minute, or no longer. */
  readonly setAlarm: (on: boolean) => Promise<void>;
  /** A call of the browser's that keeps this background alive while it works. */
  readonly keepAlive: () => Promise<unknown>;
  readonly tell: (notice: Notice) => Promise<void>;
  readonly report: (error: unknown) => void;
  /** Other units than those of the quota that is set: tests and benches. */
  readonly quota?: QuotaTable;
  /** The API's address; absent: Gmail's. */
  readonly base?: string;
}

export interface SavedSetup {
  readonly clientId: string | null;
  readonly quota: QuotaName;
  /** Units a minute and user that Google has granted the project; absent or null: the quota's own. */
  readonly perMinute?: number | null;
}

type Handlers = {
  readonly [K in keyof GmailProtocol]: (
    ...data: Parameters<GmailProtocol[K]>
  ) => Promise<Awaited<ReturnType<GmailProtocol[K]>>>;
};

export interface GmailServer {
  readonly handlers: Handlers;
  /** Goes on with whatever is due: from an alarm, and when the background starts. Resolves when all rest. */
  wake(): Promise<void>;
  /** Mail is being read: figures may wait. */
  busy(): boolean;
  /** Everything is to be erased: rights are taken back, nothing goes on. */
  forget(): Promise<void>;
}

/** Views are told of progress this often at most, and to ask for new figures, milliseconds. */
const TELL_EVERY = 1000;
const FOLLOW = 5000;
/** The browser stops a background that has been idle for 30 s; a wait between two looks is at most 20 s. Milliseconds. */
const ALIVE_EVERY = 9000;
/** After a fault of ours, or a full disk, milliseconds. */
const FAULT_WAIT = 60_000;

/** The one place where Gmail's API, the sync engine and the store meet. */
export function createGmailServer(store: Store, world: GmailWorld): GmailServer {
  const sync = new SyncStore<Job, Wish>(store);
  const clientId = async (): Promise<string | null> =>
    world.builtInClient ?? (await world.saved.get()).clientId;
  const auth = new Authoriser({ ...world, clientId }, world.base);
  const owner = crypto.randomUUID();
  const engines = new Map<string, Engine>();
  const runs = new Map<string, Promise<void>>();
  /** What keeps an account from being stored at all: it cannot be stored either. */
  const faults = new Map<string, Halt>();
  let toldAt = Number.NEGATIVE_INFINITY;
  let followAt = Number.NEGATIVE_INFINITY;
  let aliveAt = Number.NEGATIVE_INFINITY;
  let dirty = false;
  let quota = tableOf('2026', null);
  /** The mailboxes as they were when the disk last gave them. */
  let seen: Awaited<ReturnType<typeof sync.all>> = [];
  /** Why it did not give them just now. */
  let unreadable: Halt | null = null;
  const tellSync = (): Promise<void> => world.tell({ notice: 'sync' });

  /** Every mailbox. Where the disk does not give them (a full one may not even open): as last seen, and what is wrong. */
  const mailboxes = async (): Promise<typeof seen> => {
    try {
      seen = await sync.all();
      unreadable = null;
    } catch (error) {
      if (seen.length === 0) throw error;
      const at = world.now();
      const code: FailureCode = isDiskFull(error) ? 'disk-full' : 'fault';
      if (code === 'fault') world.report(error);
      unreadable = { code, detail: null, at, retryAt: at + FAULT_WAIT, asked: 0 };
    }
    return seen;
  };

  /** A step may wait longer for its units, or for Gmail, than the browser lets a background be idle. */
  const stayAlive = (): void => {
    const now = world.now();
    if (now - aliveAt < ALIVE_EVERY) return;
    aliveAt = now;
    world.keepAlive().catch(world.report);
  };
  const lively = {
    ...world,
    fetch: (...asked: Parameters<typeof world.fetch>) => {
      stayAlive();
      return world.fetch(...asked);
    },
    sleep: (ms: number) => {
      stayAlive();
      return world.sleep(ms);
    },
  };

  const engineWorld: EngineWorld = {
    now: world.now,
    owner,
    port: sync,
    reader: mailReader,
    report: world.report,
    client: (account, pace) => {
      const limiter = new Limiter(world.quota ?? quota, lively, pace);
      return {
        gmail: new GmailClient(lively, auth.tokensOf(account), limiter, world.base),
        pace: () => limiter.pace,
      };
    },
    stored: async (account, facts) => {
      const now = world.now();
      faults.delete(account);
      stayAlive();
      if (now - toldAt >= TELL_EVERY) {
        toldAt = now;
        await tellSync();
      }
      dirty ||= facts;
      if (dirty && now - followAt >= FOLLOW) {
        followAt = now;
        dirty = false;
        await world.tell({ notice: 'changed' });
      }
    },
  };

  const runOnce = async (account: string): Promise<void> => {
    const fault = faults.get(account);
    if (fault?.retryAt != null && fault.retryAt > world.now()) return;
    try {
      const saved = await world.saved.get();
      quota = tableOf(saved.quota, saved.perMinute ?? null);
      const engine = await Engine.take(account, engineWorld, world.alone && !engines.has(account));
      if (engine === null) return;
      engines.set(account, engine);
      await engine.run();
    } catch (error) {
      const now = world.now();
      const code: FailureCode = isDiskFull(error) ? 'disk-full' : 'fault';
      if (code === 'fault') world.report(error);
      const detail = error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 300) : String(error);
      const asked = engines.get(account)?.asked ?? 0;
      faults.set(account, { code, detail, at: now, retryAt: now + FAULT_WAIT, asked });
    } finally {
      await tellSync();
      if (dirty) {
        dirty = false;
        await world.tell({ notice: 'changed' });
      }
    }
  };

  /** One engine an account. Whoever asks while it runs waits for that one: it sees every wish before its next step. */
  const run = (account: string): Promise<void> => {
    const running = runs.get(account);
    if (running !== undefined) return running;
    const started = runOnce(account).finally(() => runs.delete(account));
    runs.set(account, started);
    return started;
  };

  /** What the user has just asked for is not left to a run that was about to end. */
  const runAfter = async (account: string): Promise<void> => {
    await runs.get(account);
    await run(account);
  };

  const begin = (account: string): void => {
    runAfter(account).catch(world.report);
  };

  const setAlarm = async (): Promise<void> => {
    const all = await sync.all();
    await world.setAlarm(all.some(({ wish }) => !wish.paused));
  };

  const wishes = async (account: string, change: (wish: Wish) => Wish): Promise<void> => {
    const address = account.toLowerCase();
    if (!(await sync.wish(address, change)))
      throw new Error(`${account} is not connected. Connect it first.`);
    faults.delete(address);
    await setAlarm();
    await tellSync();
    begin(address);
  };

  const resume = async (): Promise<void> => {
    const now = world.now();
    const due = (await sync.all()).filter(({ job, wish, waiting }) => isDue(job, wish, waiting, now));
    await Promise.all(due.map(({ account }) => run(account)));
  };

  const setup = async () => {
    const saved = await world.saved.get();
    return {
      clientId: await clientId(),
      builtIn: world.builtInClient !== null,
      quota: saved.quota,
      perMinute: saved.perMinute ?? null,
      redirectAddress: auth.redirect(),
      possible: world.launchWebAuthFlow !== null,
    };
  };

  const handlers: Handlers = {
    gmailSetup: setup,
    setGmailClient: async ({ clientId: text, quota: name, perMinute }) => {
      const id = text === null ? null : readClientId(text);
      if (text !== null && id === null)
        throw new Error(
          'This is no client id. It ends in .apps.googleusercontent.com; copy it whole from Google’s console.',
        );
      if (perMinute != null && !isGranted(perMinute))
        throw new Error('A limit is a whole number of units a minute, 100 at least.');
      const saved = await world.saved.get();
      await world.saved.set({
        clientId: id,
        quota: name ?? saved.quota,
        perMinute: perMinute === undefined ? (saved.perMinute ?? null) : perMinute,
      });
      return setup();
    },
    gmailAccounts: async () => {
      const all = await sync.all();
      return Promise.all(
        all.map(async ({ account, connectedAt }) => {
          const grant = await world.grants.get(account);
          return { account, connectedAt, signedIn: grant !== null && grant.until > world.now() };
        }),
      );
    },
    connectGmail: async ({ account: wanted }) => {
      try {
        const account = await auth.connect(wanted?.toLowerCase() ?? null);
        const now = world.now();
        const wish: Wish = { range: ALL_TIME, paused: false, asked: 0 };
        await sync.connect(account, newJob(account, ALL_TIME), wish, now);
        // Known already: then this is the answer to “connect again”.
        await wishes(account, (before) => ({ ...before, asked: before.asked + 1 }));
        return { ok: true, account };
      } catch (error) {
        if (!(error instanceof GmailFailure)) throw error;
        return { ok: false, trouble: troubleOf(error.code, error.detail, error.retryAt) };
      }
    },
    disconnectGmail: async ({ account, erase }) => {
      const address = account.toLowerCase();
      await sync.disconnect(address, erase);
      const revoked = await auth.disconnect(address);
      // The engine finds its lease gone before its next step.
      await runs.get(address);
      await auth.drop(address);
      engines.delete(address);
      faults.delete(address);
      await setAlarm();
      await world.tell({ notice: 'changed' });
      await tellSync();
      return { revoked };
    },
    syncGmail: ({ account }) =>
      wishes(account, (wish) => ({ ...wish, paused: false, asked: wish.asked + 1 })),
    pauseSync: ({ account, paused }) => wishes(account, (wish) => ({ ...wish, paused })),
    setSyncRange: async ({ account, from, to }) => {
      if (from !== null && to !== null && from >= to)
        throw new Error('The first date must lie before the last one.');
      await wishes(account, (wish) => ({ ...wish, range: { from, to } }));
    },
    syncState: async () => {
      // An open view makes a reading that was left go on at once, not at the next alarm.
      resume().catch(world.report);
      const now = world.now();
      return (await mailboxes()).map((row) => {
        const live = runs.has(row.account) ? (engines.get(row.account)?.live ?? null) : null;
        const halt = faults.get(row.account) ?? unreadable ?? row.job.halt;
        const counts = engines.get(row.account)?.live ?? null;
        const view = viewOf(
          row.account,
          live?.job ?? row.job,
          row.wish,
          halt,
          // A stored page keeps the threads that were read already until it is done with.
          live?.waiting ?? row.waiting - row.job.offset,
          now,
        );
        const perMinute = live?.perMinute ?? null;
        return {
          ...view,
          perMinute,
          timeLeft:
            perMinute === null || view.phase !== 'reading' || !view.totalIsExact
              ? null
              : ((view.total - view.done) / perMinute) * 60_000,
          threads: counts?.threads ?? null,
          messages: counts?.messages ?? null,
          trouble:
            halt === null || view.phase === 'paused'
              ? null
              : troubleOf(asCode(halt.code), halt.detail, halt.retryAt),
        };
      });
    },
  };

  return {
    handlers,
    wake: async () => {
      await setAlarm();
      await resume();
    },
    busy: () => runs.size > 0,
    forget: async () => {
      await world.setAlarm(false);
      for (const { account } of await sync.all()) {
        await sync.disconnect(account, false);
        await auth.disconnect(account);
        await runs.get(account);
        await auth.drop(account);
      }
      engines.clear();
      faults.clear();
    },
  };
}

function asCode(code: string): FailureCode {
  return Object.keys(WORDING).find((known): known is FailureCode => known === code) ?? 'fault';
}

function troubleOf(code: FailureCode, detail: string | null, retryAt: number | null): GmailTrouble {
  const { sentence, remedy } = WORDING[code];
  const shown =
    code === 'closed' || code === 'redirect-mismatch'
      ? TOLD_ONLY_IN_THE_WINDOW.map((entry) => ({
          text: entry.shown,
          code: entry.code,
          sentence: WORDING[entry.code].sentence,
        }))
      : [];
  return { code, sentence, remedy, detail, retryAt, shown };
}

/**
 * Dexie wraps what IndexedDB says, and aborts the transaction with it inside. Without any room left Chromium cannot even
 * open a database that is there, and says only that its store would not open.
 */
function isDiskFull(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; depth++) {
    if (at.name === 'QuotaExceededError' || NO_ROOM.test(at.message)) return true;
    at = 'inner' in at ? at.inner : at.cause;
  }
  return false;
}

const NO_ROOM = /QuotaExceeded|Internal error opening backing store|Encountered full disk/;

/** For a server without Gmail: each call says so. */
export function noGmail(): GmailServer {
  const refuse = async (): Promise<never> => {
    throw failure('no-browser-support');
  };
  return {
    handlers: {
      gmailSetup: refuse,
      setGmailClient: refuse,
      gmailAccounts: async () => [],
      connectGmail: refuse,
      disconnectGmail: refuse,
      syncGmail: refuse,
      pauseSync: refuse,
      setSyncRange: refuse,
      syncState: async () => [],
    },
    wake: async () => undefined,
    busy: () => false,
    forget: async () => undefined,
  };
}
