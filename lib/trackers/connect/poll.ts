import type { TrackerEvent } from '../../facts/event';
import type { Json } from '../format';
import {
  ConnectError,
  type Connector,
  type Page,
  type PageRequest,
  type PageState,
  type TrackerAccount,
} from './connector';

/** As much of `fetch` as polling needs. Rejects where no answer came. */
export type Fetch = (
  url: string,
  init: {
    method: string;
    headers: Record<string, string>;
    body?: string;
    redirect: 'error';
    credentials: 'omit';
  },
) => Promise<{ status: number; headers: { get(name: string): string | null }; text(): Promise<string> }>;

/** The world outside, handed in. */
export interface Outside {
  readonly fetch: Fetch;
  readonly sleep: (ms: number) => Promise<void>;
  /** Milliseconds UTC. */
  readonly now: () => number;
  /** Milliseconds that are slept through at most; a longer wait is left to the next turn. Two minutes where it is absent. */
  readonly patience?: number;
}

/** Where polling stands between two calls. Plain JSON: store it with the events of its step, in one transaction. */
export interface Cursor {
  /** Time of the newest event of all finished runs; null before the first has finished. */
  readonly since: number | null;
  /** Keys of late events, so that the overlap gives nothing twice. */
  readonly recent: readonly (readonly [key: string, at: number])[];
  /** A run that has begun. */
  readonly run: {
    readonly from: number;
    readonly to: number;
    readonly newest: number | null;
    readonly state: PageState;
  } | null;
}

export interface PollStep {
  /** Events that no earlier step gave. */
  readonly events: readonly TrackerEvent[];
  /** Records that hold none, in people's words. */
  readonly problems: readonly string[];
  readonly cursor: Cursor;
}

export const NEW_CURSOR: Cursor = { since: null, recent: [], run: null };

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** Tries of one page before polling gives up until its next turn. */
const TRIES = 5;
const FIRST_WAIT = SECOND;
const LONGEST_WAIT = MINUTE;
const PATIENCE = 2 * MINUTE;
/** A page that gives only what this run already gave is asked for again this often, then passed over. */
const REPEATS = 2;
const MAX_PAGES = 20_000;
const MAX_RECENT = 20_000;

/**
 * Reads a tracker from where the cursor stands to now: one step per page, each with the cursor after it. May be left
 * at any step and taken up later. Gives each event once, whatever pages overlap, repeat or change their size.
 * @throws ConnectError with a sentence for people; the last cursor remains good
 */
export async function* poll(
  connector: Connector,
  account: TrackerAccount,
  cursor: Cursor,
  outside: Outside,
): AsyncGenerator<PollStep, void, void> {
  const now = outside.now();
  const oldest = now - connector.keeps;
  const span = cursor.run ?? {
    from: cursor.since === null ? oldest : Math.max(oldest, cursor.since - connector.overlap),
    to: now,
  };
  const base = connector.base(account);
  const known = new Map(cursor.recent);
  const given = new Set<string>();
  let newest = cursor.run?.newest ?? null;
  let state: PageState | null = cursor.run?.state ?? connector.start(span);
  let repeats = 0;
  for (let pages = 0; state !== null; pages++) {
    if (pages >= MAX_PAGES)
      throw new ConnectError(
        'answer',
        `${connector.name} never says that its pages end. Try again tomorrow.`,
        now + 24 * 60 * MINUTE,
      );
    if (pages > 0) await outside.sleep(connector.pause);
    const page: Page = await pageOf(connector, account, state, span, base, outside);
    const events: TrackerEvent[] = [];
    const problems: string[] = [];
    let late = 0;
    let repeated = page.items.length > 0;
    for (const item of page.items) {
      const reading = connector.read(item);
      if (reading.problem !== null) problems.push(reading.problem);
      if (reading.events.length === 0) repeated = false;
      for (const event of reading.events) {
        if (event.at >= span.from) late++;
        if (!given.has(event.key)) repeated = false;
        given.add(event.key);
        // Trackers that cannot be asked for a span give older ones, too: they have been given long ago.
        if (event.at < span.from || known.has(event.key)) continue;
        known.set(event.key, event.at);
        newest = Math.max(newest ?? event.at, Math.min(event.at, span.to));
        events.push(event);
      }
    }
    // The same page twice: a server's cache, perhaps. What comes next is not known until it answers truly.
    if (repeated && page.mayRepeat !== true && repeats < REPEATS) {
      repeats++;
      continue;
    }
    repeats = 0;
    if (page.beyond !== undefined && late === page.items.length) problems.push(page.beyond);
    const past = connector.newestFirst && page.items.length > 0 && late === 0;
    state = past ? null : page.next;
    yield {
      events,
      problems,
      cursor: {
        since: state === null ? (newest ?? cursor.since) : cursor.since,
        recent: recentOf(known, state === null ? (newest ?? span.to) - 2 * connector.overlap : span.from),
        run: state === null ? null : { from: span.from, to: span.to, newest, state },
      },
    };
  }
}

function recentOf(known: ReadonlyMap<string, number>, from: number): [string, number][] {
  const recent = [...known].filter(([, at]) => at >= from);
  return recent.length <= MAX_RECENT ? recent : recent.sort(([, a], [, b]) => b - a).slice(0, MAX_RECENT);
}

/** One page, asked for until it comes, or until asking on is no use. */
async function pageOf(
  connector: Connector,
  account: TrackerAccount,
  state: PageState,
  span: { from: number; to: number },
  base: string,
  outside: Outside,
): Promise<Page> {
  const request = connector.request(state, account, span);
  // A key goes to its own tracker alone, whatever address an answer named as the next.
  if (!request.url.startsWith(`${base}/`))
    throw new ConnectError(
      'answer',
      `${connector.name} answered with an address that is not its own. Nothing was sent there. Connect it again.`,
    );
  let wait = FIRST_WAIT;
  let last: ConnectError | null = null;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const answer = await ask(connector, request, outside);
    if (answer.gone && connector.skip !== undefined) return connector.skip(state);
    if (answer.error === null) {
      const page = connector.page(answer.body, state, span, base);
      if (page !== null) return page;
      last = new ConnectError(
        'answer',
        `${connector.name} answered in a form that Plumbline does not know. It will be asked again later.`,
        outside.now() + 60 * MINUTE,
      );
    } else last = answer.error;
    if (last.retryAt === null) throw last;
    const pause = Math.max(wait, answer.wait ?? 0);
    if (pause > (outside.patience ?? PATIENCE))
      throw new ConnectError(last.kind, last.message, outside.now() + pause);
    if (attempt < TRIES - 1) await outside.sleep(pause);
    wait = Math.min(LONGEST_WAIT, wait * 2);
  }
  throw last ?? new ConnectError('answer', `${connector.name} did not answer.`, outside.now() + MINUTE);
}

interface Answer {
  readonly body: Json;
  readonly error: ConnectError | null;
  /** Milliseconds that the tracker asks us to wait. */
  readonly wait: number | null;
  readonly gone: boolean;
}

async function ask(connector: Connector, request: PageRequest, outside: Outside): Promise<Answer> {
  const soon = outside.now() + 5 * MINUTE;
  let status = 0;
  const failed = (error: ConnectError, wait: number | null = null): Answer => ({
    body: null,
    error,
    wait,
    gone: error.kind === 'setup' && status === 404,
  });
  const { name } = connector;
  let text: string;
  let retryAfter: string | null;
  try {
    const response = await outside.fetch(request.url, {
      method: request.method,
      headers: { accept: 'application/json', ...request.headers },
      ...(request.body === undefined ? {} : { body: request.body }),
      redirect: 'error',
      credentials: 'omit',
    });
    status = response.status;
    retryAfter = response.headers.get('retry-after');
    text = await response.text();
  } catch {
    // Every way of not getting an answer: offline, reset, broken off. The browser does not say which.
    return failed(
      new ConnectError(
        'network',
        `${name} cannot be reached. Check your connection; Plumbline goes on by itself.`,
        soon,
      ),
    );
  }
  if (status === 401)
    return failed(
      new ConnectError('key', `${name} does not accept this key. Make a new one there and connect again.`),
    );
  if (status === 403)
    return failed(
      new ConnectError(
        'key',
        `This ${name} key may not read clicks. Give it that right there, or use another key.`,
      ),
    );
  if (status === 404 || status === 410)
    return failed(
      new ConnectError(
        'setup',
        `${name} does not know what was asked for. Check the domain or region of the connection.`,
      ),
    );
  if (status === 429)
    return failed(
      new ConnectError(
        'limit',
        `${name} asks to be called less often. Plumbline waits and goes on by itself.`,
        soon,
      ),
      waitOf(retryAfter, outside.now()),
    );
  if (status >= 500)
    return failed(
      new ConnectError(
        'server',
        `${name} has a fault of its own (${status}). Plumbline tries again later.`,
        soon,
      ),
      waitOf(retryAfter, outside.now()),
    );
  if (status < 200 || status > 299)
    return failed(
      new ConnectError('setup', `${name} refused the request (${status}). Check the connection's settings.`),
    );
  try {
    const body = JSON.parse(text) as Json; // JSON.parse gives JSON
    return { body, error: null, wait: null, gone: false };
  } catch {
    // Cut off on its way.
    return failed(
      new ConnectError(
        'answer',
        `${name} answered with a page that breaks off. Plumbline tries again later.`,
        soon,
      ),
    );
  }
}

/** `Retry-After`: seconds or a date (RFC 9110, 10.2.3). */
function waitOf(header: string | null, now: number): number | null {
  if (header === null) return null;
  if (/^\d{1,9}(?:\.\d+)?$/.test(header.trim())) return Number(header) * SECOND;
  const at = Date.parse(header);
  return Number.isFinite(at) ? Math.max(0, at - now) : null;
}
