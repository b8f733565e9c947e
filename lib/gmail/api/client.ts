import {
  type ApiMessage,
  type HistoryPage,
  type MessagePage,
  type Profile,
  readHistoryPage,
  readLabels,
  readMessage,
  readMessagePage,
  readProfile,
  readThread,
  WrongShape,
} from './answers';
import { type FailureCode, failure, GmailFailure, judge } from './failures';
import { type Clock, type Limiter, PATIENCE } from './limiter';
import type { ApiMethod } from './quota';

/** As much of `fetch` as is needed. Rejects where no answer came. */
export type Fetch = (
  url: string,
  init: {
    method: 'GET' | 'POST';
    headers: Record<string, string>;
    body?: string;
    redirect: 'error';
    credentials: 'omit';
    cache: 'no-store';
    signal: AbortSignal;
  },
) => Promise<{ status: number; headers: { get(name: string): string | null }; text(): Promise<string> }>;

/** Who speaks for the account: gives a token that should be good, and another when Gmail says it is not. */
export interface Tokens {
  /** @param refused a token that Gmail has just refused: never given again */
  token(refused?: string): Promise<string>;
}

export interface ClientWorld extends Clock {
  readonly fetch: Fetch;
  /** 0 to 1: spreads the tries of several waiting calls. */
  readonly random: () => number;
}

export const GMAIL = 'https://gmail.googleapis.com/gmail/v1/users/me';

/** Tries of one call before it is left to the next alarm. */
const TRIES = 6;
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 10_000;
/** An answer must begin in 30 s, or the browser stops the background (developer.chrome.com, worker lifecycle). */
const TIMEOUT = 28_000;
/** When a call that failed all its tries is made again, milliseconds. */
const LATER = 60_000;

/** A listing must begin anew: Gmail no longer knows its page. */
export class StalePage extends Error {
  override readonly name = 'StalePage';
}

/**
 * One mailbox of the Gmail API, read only. Every call waits for its units, renews a token that died, waits where Gmail says so, and
 * tries again where that may help.
 * @throws GmailFailure with a sentence for people; StalePage where a page token is no longer good
 */
export class GmailClient {
  constructor(
    private readonly world: ClientWorld,
    private readonly tokens: Tokens,
    private readonly limiter: Limiter,
    private readonly base = GMAIL,
  ) {}

  async profile(): Promise<Profile> {
    return present(await this.get('profile', '/profile', {}, readProfile));
  }

  /** The user's own labels: id to name. */
  async labels(): Promise<ReadonlyMap<string, string>> {
    return present(await this.get('labels.list', '/labels', {}, readLabels));
  }

  /** 500 messages' ids, newest first; neither spam nor trash. */
  async messages(query: {
    /** Only what has this label, by its id; null: any. */
    readonly label: string | null;
    readonly q: string;
    readonly pageToken: string | null;
  }): Promise<MessagePage> {
    const parameters = {
      maxResults: '500',
      ...(query.label === null ? {} : { labelIds: query.label }),
      ...(query.q === '' ? {} : { q: query.q }),
      ...(query.pageToken === null ? {} : { pageToken: query.pageToken }),
      fields: 'messages(id,threadId),nextPageToken',
    };
    return present(await this.get('messages.list', '/messages', parameters, readMessagePage));
  }

  /** A thread's messages, oldest first; null where it is gone. */
  thread(id: string): Promise<ApiMessage[] | null> {
    return this.get('threads.get', `/threads/${id}`, { format: 'full' }, readThread);
  }

  /** A message as it was sent; null where it is gone. */
  raw(id: string): Promise<ApiMessage | null> {
    return this.get('messages.get', `/messages/${id}`, { format: 'raw' }, readMessage);
  }

  /** What has changed since; null where Gmail no longer knows that far back. */
  history(startHistoryId: string, pageToken: string | null): Promise<HistoryPage | null> {
    const parameters = {
      startHistoryId,
      maxResults: '500',
      ...(pageToken === null ? {} : { pageToken }),
    };
    return this.get('history.list', '/history', parameters, readHistoryPage);
  }

  private async get<T>(
    method: ApiMethod,
    path: string,
    parameters: Readonly<Record<string, string>>,
    read: (body: unknown) => T,
  ): Promise<T | null> {
    const { world, limiter, tokens } = this;
    const query = new URLSearchParams(parameters).toString();
    const url = `${this.base}${path}${query === '' ? '' : `?${query}`}`;
    let token = await tokens.token();
    let renewed = false;
    let wait = FIRST_WAIT;
    for (let attempt = 1; ; attempt++) {
      await limiter.take(method);
      const answer = await this.ask(url, token);
      let pause: number;
      let code: FailureCode;
      if (answer.status >= 200 && answer.status < 300) {
        const value = parse(answer.text, read);
        if (value !== BROKEN) return value;
        [pause, code] = [wait, 'answer'];
      } else if (answer.status === 0) {
        [pause, code] = [wait, 'offline'];
      } else {
        const verdict = judge(answer.status, answer.text, answer.retryAfter, world.now());
        switch (verdict.do) {
          case 'absent':
            return null;
          case 'restart':
            throw new StalePage('Gmail no longer knows this page of its list.');
          case 'stop':
            throw verdict.failure;
          case 'renew':
            // A token that has just been made and is refused will not be better the third time.
            if (renewed) throw failure('sign-in', null, '401');
            renewed = true;
            token = await tokens.token(token);
            continue;
          case 'slow': {
            const until = verdict.until ?? world.now() + this.spread(wait);
            limiter.refused(until, verdict.crowded);
            if (until - world.now() > PATIENCE) throw failure('rate-limit', until);
            // The limiter makes everybody wait; the tries of this call are not counted as long as it is told when.
            if (attempt >= TRIES && verdict.until === null) throw failure('rate-limit', world.now() + LATER);
            if (attempt >= 4 * TRIES) throw failure('rate-limit', world.now() + LATER);
            wait = Math.min(LONGEST_WAIT, wait * 2);
            continue;
          }
          case 'again':
            code = verdict.code;
            pause = Math.max(wait, (verdict.until ?? 0) - world.now());
            break;
        }
      }
      if (attempt >= TRIES || pause > PATIENCE)
        throw failure(
          code,
          world.now() + Math.max(LATER, pause),
          answer.status === 0 ? null : `${answer.status}`,
        );
      await world.sleep(this.spread(pause));
      wait = Math.min(LONGEST_WAIT, wait * 2);
    }
  }

  /** A wait, up to half as long again. */
  private spread(ms: number): number {
    return ms * (1 + this.world.random() / 2);
  }

  private async ask(
    url: string,
    token: string,
  ): Promise<{ status: number; text: string; retryAfter: string | null }> {
    try {
      const response = await this.world.fetch(url, {
        method: 'GET',
        headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
        redirect: 'error',
        credentials: 'omit',
        cache: 'no-store',
        signal: AbortSignal.timeout(TIMEOUT),
      });
      return {
        status: response.status,
        text: await response.text(),
        retryAfter: response.headers.get('retry-after'),
      };
    } catch (error) {
      if (error instanceof GmailFailure) throw error;
      // Every way of getting no answer: offline, reset, broken off, too late. The browser does not say which.
      return { status: 0, text: '', retryAfter: null };
    }
  }
}

const BROKEN = Symbol('broken');

function parse<T>(text: string, read: (body: unknown) => T): T | typeof BROKEN {
  try {
    return read(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof WrongShape) return BROKEN;
    throw error;
  }
}

/** Of what cannot be gone. */
function present<T>(value: T | null): T {
  if (value === null) throw failure('mail-off', null, '404');
  return value;
}
