import { type ConnectorRow, trackerImport } from '../store/connector-store';
import type { Store } from '../store/store';
import { ConnectError, type Connector, type TrackerAccount } from '../trackers/connect/connector';
import { CONNECTORS } from '../trackers/connect/connectors';
import { type Cursor, type Fetch, NEW_CURSOR, poll } from '../trackers/connect/poll';
import {
  accountOf,
  type ConnectionState,
  type ConnectionView,
  neededBy,
  type TrackerLogin,
  trackerLogin,
} from './connections';
import type { Protocol } from './protocol';

/** What polling needs of the browser; tests give their own. */
export interface TrackerWorld {
  /** Milliseconds UTC. */
  now(): number;
  readonly fetch: Fetch;
  sleep(ms: number): Promise<void>;
  /** Keys: kept by the background alone, and told to nobody. */
  readAccount(id: string): Promise<TrackerAccount | null>;
  keepAccount(id: string, account: TrackerAccount): Promise<void>;
  eraseAccount(id: string): Promise<void>;
  /** Whether the user has allowed this host, `https://api.dub.co`. */
  mayReach(origin: string): Promise<boolean>;
  /** Gives the permission for a host back. */
  leave(origin: string): Promise<void>;
  /** Calls `pollDue` at this time, also if the background is stopped until then; null: no more. */
  wakeAt(at: number | null): Promise<void>;
  /** Open views ask again. */
  changed(): Promise<void>;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** Clicks are judged after ten minutes; more often would show nothing sooner. */
const INTERVAL = 15 * MINUTE;
/** A poll whose background was stopped on the way is taken up again after this. */
const TAKEN_UP = MINUTE;
/** The browser stops an idle background after 30 s: what asks us to wait longer waits for the alarm. */
const PATIENCE = 20 * SECOND;
/** Views follow a long first poll this often. */
const FOLLOW = 5 * SECOND;

/** Polls the connected trackers, one run of each at a time, and stores what they give. */
export class TrackerPoller {
  private readonly running = new Map<string, AbortController>();

  constructor(
    private readonly store: Store,
    private readonly world: TrackerWorld,
  ) {}

  /** Polls those whose time has come. To be called when the alarm rings and when the background starts. */
  async pollDue(): Promise<void> {
    const now = this.world.now();
    const due = (await this.store.connectors.all()).filter(
      ({ paused, nextPollAt }) => !paused && nextPollAt !== null && nextPollAt <= now,
    );
    await Promise.all(due.map(({ id }) => this.run(id)));
    await this.setAlarm();
  }

  /** Ends what runs: everything is being erased. */
  async stopAll(): Promise<void> {
    for (const run of this.running.values()) run.abort();
    for (const { id } of await this.store.connectors.all()) await this.forget(id);
    await this.world.wakeAt(null);
  }

  async views(): Promise<ConnectionView[]> {
    const [rows, imports] = await Promise.all([this.store.connectors.all(), this.store.imports()]);
    return Promise.all(
      CONNECTORS.map(async (connector): Promise<ConnectionView> => {
        const { id, name } = connector;
        const row = rows.find((entry) => entry.id === id) ?? null;
        const account = row === null ? null : await this.world.readAccount(id);
        return {
          id,
          name,
          state: this.stateOf(row),
          reach:
            account === null
              ? null
              : { host: new URL(connector.base(account)).host, domain: account.domain ?? null },
          error: row?.error ?? null,
          lastPolledAt: row?.lastPolledAt ?? null,
          nextPollAt: row === null || row.paused || this.running.has(id) ? null : row.nextPollAt,
          events: imports.find((entry) => entry.id === trackerImport(id))?.events ?? 0,
        };
      }),
    );
  }

  private stateOf(row: ConnectorRow | null): ConnectionState {
    if (row === null) return 'off';
    if (row.paused) return 'paused';
    if (this.running.has(row.id)) return 'polling';
    if (row.error === null) return 'idle';
    return row.nextPollAt === null ? 'failed' : 'waiting';
  }

  /** @throws with one sentence for people where something is missing or the host was not allowed */
  async connect(given: TrackerLogin): Promise<void> {
    const login = trackerLogin.parse(given);
    const connector = connectorOf(login.id);
    const account = accountOf(login);
    if (neededBy(login.id).some((part) => part !== 'region') && account.domain === undefined)
      throw new Error(`${connector.name} needs a domain, too.`);
    const base = connector.base(account);
    if (!(await this.world.mayReach(base)))
      throw new Error(`${connector.name} was not connected: the browser was not allowed to reach ${base}.`);
    const [before, row] = await Promise.all([
      this.world.readAccount(login.id),
      this.store.connectors.get(login.id),
    ]);
    // A new key for the same place goes on where the old one stood.
    const same =
      before !== null &&
      before.domain === account.domain &&
      connector.base(before) === connector.base(account);
    await this.world.keepAccount(login.id, account);
    await this.store.connectors.put({
      id: login.id,
      cursor: same ? (row?.cursor ?? NEW_CURSOR) : NEW_CURSOR,
      paused: false,
      error: null,
      lastPolledAt: same ? (row?.lastPolledAt ?? null) : null,
      nextPollAt: this.world.now(),
    });
    this.start(login.id);
  }

  async pause(id: string, paused: boolean): Promise<void> {
    if (paused) this.running.get(id)?.abort();
    await this.store.connectors.change(id, { paused, ...(paused ? {} : { nextPollAt: this.world.now() }) });
    if (paused) {
      await this.setAlarm();
      await this.world.changed();
    } else this.start(id);
  }

  async disconnect(id: string, facts: boolean): Promise<void> {
    this.running.get(id)?.abort();
    await this.forget(id);
    if (facts) await this.store.undoImport(trackerImport(id));
    await this.setAlarm();
    await this.world.changed();
  }

  /** Begins a poll and does not wait for it: what becomes of it is in its row. */
  start(id: string): void {
    this.run(id)
      .then(() => this.setAlarm())
      .catch((error: unknown) => console.error('Plumbline:', error));
  }

  private async forget(id: string): Promise<void> {
    const account = await this.world.readAccount(id);
    await this.world.eraseAccount(id);
    await this.store.connectors.remove(id);
    if (account !== null) await this.world.leave(connectorOf(id).base(account));
  }

  private async run(id: string): Promise<void> {
    if (this.running.has(id)) return;
    const abort = new AbortController();
    this.running.set(id, abort);
    const { connectors } = this.store;
    try {
      await connectors.change(id, { nextPollAt: this.world.now() + TAKEN_UP });
      await this.setAlarm();
      await this.world.changed();
      await this.pollOne(connectorOf(id), abort.signal);
      if (!abort.signal.aborted)
        await connectors.change(id, {
          error: null,
          lastPolledAt: this.world.now(),
          nextPollAt: this.world.now() + INTERVAL,
        });
    } catch (error) {
      if (!abort.signal.aborted)
        await connectors.change(id, {
          error: error instanceof Error ? error.message : String(error),
          lastPolledAt: this.world.now(),
          nextPollAt: error instanceof ConnectError ? error.retryAt : this.world.now() + INTERVAL,
        });
    } finally {
      if (this.running.get(id) === abort) this.running.delete(id);
      await this.world.changed();
    }
  }

  private async pollOne(connector: Connector, signal: AbortSignal): Promise<void> {
    const { id, name } = connector;
    const { world, store } = this;
    const [account, row] = await Promise.all([world.readAccount(id), store.connectors.get(id)]);
    if (row === null) return;
    if (account === null) throw new ConnectError('key', `The key of ${name} is gone. Connect it again.`);
    const base = connector.base(account);
    if (!(await world.mayReach(base)))
      throw new ConnectError('setup', `The browser may no longer reach ${base}. Connect ${name} again.`);
    const outside = { fetch: world.fetch, sleep: world.sleep, now: world.now, patience: PATIENCE };
    let told = world.now();
    // Only pollOne and connect write this field.
    for await (const step of poll(connector, account, row.cursor as Cursor, outside)) {
      if (signal.aborted) return;
      await store.addPolled(
        { id, name, cursor: step.cursor, at: world.now() },
        {
          messages: [],
          events: step.events,
          counters: [],
          problems: step.problems.map((message) => ({ file: name, where: '', message })),
        },
      );
      if (world.now() - told >= FOLLOW) {
        told = world.now();
        await world.changed();
      }
    }
  }

  private async setAlarm(): Promise<void> {
    const times = (await this.store.connectors.all()).flatMap(({ paused, nextPollAt }) =>
      paused || nextPollAt === null ? [] : [nextPollAt],
    );
    await this.world.wakeAt(times.length === 0 ? null : Math.min(...times));
  }
}

function connectorOf(id: string): Connector {
  const connector = CONNECTORS.find((entry) => entry.id === id);
  if (connector === undefined) throw new Error(`Plumbline cannot poll “${id}”.`);
  return connector;
}

/** Where there is no browser around the server: nothing can be reached. */
export const NO_TRACKERS: TrackerWorld = {
  now: () => 0,
  fetch: () => Promise.reject(new Error('There is no network here.')),
  sleep: async () => undefined,
  readAccount: async () => null,
  keepAccount: async () => undefined,
  eraseAccount: async () => undefined,
  mayReach: async () => false,
  leave: async () => undefined,
  wakeAt: async () => undefined,
  changed: async () => undefined,
};

type ConnectorCalls = 'connections' | 'connectTracker' | 'pollTracker' | 'pauseTracker' | 'disconnectTracker';

export function connectorHandlers(poller: TrackerPoller): {
  [K in ConnectorCalls]: (...data: Parameters<Protocol[K]>) => Promise<ReturnType<Protocol[K]>>;
} {
  return {
    connections: () => poller.views(),
    connectTracker: (login) => poller.connect(login),
    pollTracker: async ({ id }) => poller.start(id),
    pauseTracker: ({ id, paused }) => poller.pause(id, paused),
    disconnectTracker: ({ id, facts }) => poller.disconnect(id, facts),
  };
}
