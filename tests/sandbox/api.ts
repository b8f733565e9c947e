/** Gmail's REST API v1 over the sandbox's mailboxes. */
import type { gmail_v1 } from '@googleapis/gmail';
import { type ApiError, delegationDenied, ERRORS, invalidParameter, retryAfter } from './errors';
import { ApiFailure } from './failure';
import type { Fault, Faults } from './faults';
import { applyFields, parseFields } from './fields';
import type { HistoryKind, Mailbox, SandboxMessage } from './mailbox';
import { METADATA, type OAuth, READONLY } from './oauth';
import { PageTokens, page } from './paging';
import type { ApiMethod, QuotaMeter } from './quota';
import { asksForSpamOrTrash, compileSearch } from './search';
import {
  attachment,
  type Format,
  historyView,
  labelView,
  messageView,
  threadHistoryId,
  threadView,
} from './views';

export interface ApiCall {
  /** Milliseconds UTC. */
  readonly at: number;
  /** Null where the path names no method. */
  readonly method: ApiMethod | null;
  readonly account: string | null;
  /** With its query. */
  readonly path: string;
  readonly status: number;
  readonly units: number;
  readonly fault: Fault['kind'] | null;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** What happens to the answer on its way. */
  readonly fault: Fault | null;
}

/** How a user who is over the quota is told. */
export type QuotaAnswer = 'queriesPerMinute' | 'userRateLimitExceeded' | 'resourceExhausted' | 'retryAfter';

export interface ApiWorld {
  readonly clock: () => number;
  readonly oauth: OAuth;
  readonly faults: Faults;
  readonly log: (call: ApiCall) => void;
  mailbox(address: string): Mailbox | undefined;
  /** Null: no quota. */
  meter(address: string): QuotaMeter | null;
  cost(method: ApiMethod): number;
  quotaAnswer(): QuotaAnswer;
}

const SCOPES = [READONLY, 'https://www.googleapis.com/auth/gmail.modify', 'https://mail.google.com/'];
const USERS = /^\/gmail\/v1\/users\/([^/]{1,200})\/(.{1,500})$/;
const KINDS: readonly HistoryKind[] = ['messageAdded', 'messageDeleted', 'labelAdded', 'labelRemoved'];
/** What Gmail says while there is more than it has counted. */
const VAGUE_ESTIMATE = 201;

interface Asked {
  readonly mailbox: Mailbox;
  readonly query: URLSearchParams;
  /** Only ids, labels and headers are granted. */
  readonly metadataOnly: boolean;
  readonly fault: Fault | null;
}

interface Route {
  readonly method: ApiMethod;
  readonly ids: readonly string[];
}

function routeOf(rest: string): Route | null {
  const steps = rest.split('/');
  const [first, second, third, fourth] = steps;
  if (rest === 'profile') return { method: 'getProfile', ids: [] };
  if (rest === 'history') return { method: 'history.list', ids: [] };
  if (first === 'messages' && third === 'attachments' && second !== undefined && fourth !== undefined)
    return { method: 'attachments.get', ids: [second, fourth] };
  if (first !== 'messages' && first !== 'threads' && first !== 'labels') return null;
  if (steps.length === 1) return { method: `${first}.list`, ids: [] };
  return steps.length === 2 && second !== undefined ? { method: `${first}.get`, ids: [second] } : null;
}

function formatOf(query: URLSearchParams, metadataOnly: boolean, raw: boolean): Format {
  const format = (query.get('format') ?? (metadataOnly ? 'metadata' : 'full')).toLowerCase();
  if (format !== 'minimal' && format !== 'metadata' && format !== 'full' && (format !== 'raw' || !raw))
    throw new ApiFailure(
      invalidParameter(
        'format',
        `Invalid value at 'format' (type.googleapis.com/google.apps.gmail.v1), "${format}"`,
      ),
    );
  if (metadataOnly && (format === 'full' || format === 'raw'))
    throw new ApiFailure(ERRORS.metadataScopeFormat);
  return format;
}

function pageSize(query: URLSearchParams): number {
  const given = query.get('maxResults');
  if (given === null) return 100;
  if (!/^\d{1,9}$/.test(given))
    throw new ApiFailure(
      invalidParameter('maxResults', `Invalid value at 'max_results' (TYPE_UINT32), "${given}"`),
    );
  return Math.min(500, Number(given) || 100);
}

export class GmailApi {
  private readonly tokens = new PageTokens();
  private running = new Map<string, number>();
  /** Calls that one user may have under way; more get 429. Null: any number. */
  maxConcurrent: number | null = null;

  constructor(private readonly world: ApiWorld) {}

  /** Page tokens given out so far are no longer good. */
  expirePageTokens(): void {
    this.tokens.clear();
  }

  /** A call goes over the wire: counts for `maxConcurrent`. Returns what to call at its end. */
  begin(account: string | null): () => void {
    const key = account ?? '';
    this.running.set(key, (this.running.get(key) ?? 0) + 1);
    return () => void this.running.set(key, (this.running.get(key) ?? 1) - 1);
  }

  /** The account behind an Authorization header, if its token lives. */
  accountOf(authorization: string | undefined): string | null {
    const token = /^Bearer (\S{1,4000})$/i.exec(authorization ?? '')?.[1];
    return token === undefined ? null : (this.world.oauth.check(token, false)?.account ?? null);
  }

  /** Answers one call. `path` carries its query. */
  answer(verb: string, path: string, authorization: string | undefined): ApiAnswer {
    const url = new URL(path, 'https://gmail.googleapis.com');
    const match = USERS.exec(decodeURIComponent(url.pathname));
    const route = match === null ? null : routeOf(match[2] ?? '');
    let account: string | null = null;
    let units = 0;
    let fault: Fault | null = null;
    const log = (answer: ApiAnswer): ApiAnswer => {
      this.world.log({
        at: this.world.clock(),
        method: route?.method ?? null,
        account,
        path,
        status: answer.status,
        units,
        fault: fault?.kind ?? null,
      });
      return answer;
    };
    try {
      if (route === null || verb !== 'GET') throw new ApiFailure(ERRORS.notFound);
      const granted = this.authorise(authorization);
      account = granted.account;
      fault = this.world.faults.take(route.method, path, account);
      this.failAtOnce(fault, account);
      const metadataOnly = this.allow(granted.scopes);
      const user = match?.[1] ?? 'me';
      const mailbox = this.world.mailbox(account);
      if (mailbox === undefined) throw new ApiFailure(ERRORS.failedPrecondition);
      if (user !== 'me' && user.toLowerCase() !== account.toLowerCase())
        throw new ApiFailure(delegationDenied(user));
      if (this.maxConcurrent !== null && (this.running.get(account) ?? 0) > this.maxConcurrent)
        throw new ApiFailure(ERRORS.tooManyConcurrent);
      const cost = this.world.cost(route.method);
      this.spend(account, cost);
      units = cost;
      const mask = url.searchParams.get('fields');
      const selected = mask === null || mask === '' ? null : this.mask(mask);
      const body = this.run(route, { mailbox, query: url.searchParams, metadataOnly, fault });
      return log({ status: 200, headers: {}, body: applyFields(body, selected), fault });
    } catch (thrown) {
      if (!(thrown instanceof ApiFailure)) throw thrown;
      const { status, headers = {}, body } = thrown.answer;
      return log({ status, headers, body, fault });
    }
  }

  private authorise(authorization: string | undefined): {
    readonly account: string;
    readonly scopes: ReadonlySet<string>;
  } {
    const token = /^Bearer (\S{1,4000})$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) throw new ApiFailure(ERRORS.loginRequired);
    const granted = this.world.oauth.check(token, true);
    if (granted === null) throw new ApiFailure(ERRORS.authError);
    return granted;
  }

  /** True where only metadata is granted. */
  private allow(scopes: ReadonlySet<string>): boolean {
    if (SCOPES.some((scope) => scopes.has(scope))) return false;
    if (scopes.has(METADATA)) return true;
    throw new ApiFailure(ERRORS.insufficientPermissions);
  }

  private failAtOnce(fault: Fault | null, account: string): void {
    if (fault?.kind === 'error') {
      const { error } = fault;
      throw new ApiFailure(typeof error === 'string' ? ERRORS[error] : error);
    }
    if (fault?.kind === 'retry-after')
      throw new ApiFailure(retryAfter(this.world.clock() + fault.seconds * 1000));
    if (fault?.kind === 'expire-token') {
      this.world.oauth.expireTokens(account);
      throw new ApiFailure(ERRORS.authError);
    }
  }

  private spend(account: string, cost: number): void {
    const free = this.world.meter(account)?.take(cost, this.world.clock()) ?? null;
    if (free === null) return;
    const how = this.world.quotaAnswer();
    throw new ApiFailure(how === 'retryAfter' ? retryAfter(free) : ERRORS[how]);
  }

  private mask(fields: string): ReturnType<typeof parseFields> {
    try {
      return parseFields(fields);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new ApiFailure(invalidParameter('fields', error.message));
    }
  }

  private run(route: Route, asked: Asked): unknown {
    const { mailbox, query, metadataOnly, fault } = asked;
    const [id = '', second = ''] = route.ids;
    switch (route.method) {
      case 'getProfile': {
        const profile: gmail_v1.Schema$Profile = {
          emailAddress: mailbox.address,
          messagesTotal: mailbox.messages.size,
          threadsTotal: mailbox.threads.size,
          historyId: String(mailbox.historyId),
        };
        return profile;
      }
      case 'labels.list': {
        const labels: gmail_v1.Schema$ListLabelsResponse = {
          labels: [...mailbox.labels.values()].map((label) => labelView(mailbox, label, false)),
        };
        return labels;
      }
      case 'labels.get': {
        const label = mailbox.labels.get(id);
        if (label === undefined) throw new ApiFailure(ERRORS.notFound);
        return labelView(mailbox, label, true);
      }
      case 'messages.list':
        return this.listMessages(asked);
      case 'messages.get': {
        if (fault?.kind === 'vanish') mailbox.delete(id);
        const format = formatOf(query, metadataOnly, true);
        return messageView(mailbox, this.message(mailbox, id), format, query.getAll('metadataHeaders'));
      }
      case 'attachments.get':
        if (metadataOnly) throw new ApiFailure(ERRORS.insufficientPermissions);
        return attachment(mailbox, this.message(mailbox, id), second);
      case 'threads.list':
        return this.listThreads(asked);
      case 'threads.get': {
        if (fault?.kind === 'vanish') for (const message of mailbox.thread(id)) mailbox.delete(message.id);
        const format = formatOf(query, metadataOnly, false);
        this.checkId(id);
        return threadView(mailbox, id, format, query.getAll('metadataHeaders'));
      }
      case 'history.list':
        return this.listHistory(asked);
    }
  }

  private checkId(id: string): void {
    if (!/^[0-9a-f]{10,20}$/.test(id)) throw new ApiFailure(ERRORS.invalidId);
  }

  private message(mailbox: Mailbox, id: string): SandboxMessage {
    this.checkId(id);
    const message = mailbox.messages.get(id);
    if (message === undefined) throw new ApiFailure(ERRORS.notFound);
    return message;
  }

  /** The messages that a list's filters let through, newest first. */
  private found({ mailbox, query, metadataOnly }: Asked): SandboxMessage[] {
    const q = query.get('q') ?? '';
    if (q !== '' && metadataOnly) throw new ApiFailure(ERRORS.metadataScopeQuery);
    const labels = query.getAll('labelIds');
    for (const label of labels)
      if (!mailbox.labels.has(label))
        throw new ApiFailure(invalidParameter('labelIds', `Invalid label: ${label}`));
    const everywhere =
      query.get('includeSpamTrash') === 'true' ||
      labels.includes('SPAM') ||
      labels.includes('TRASH') ||
      asksForSpamOrTrash(q);
    const matches = compileSearch(q, mailbox, this.world.clock());
    return mailbox
      .list()
      .filter(
        (message) =>
          (everywhere || !(message.labels.has('SPAM') || message.labels.has('TRASH'))) &&
          labels.every((label) => message.labels.has(label)) &&
          matches(message),
      );
  }

  private listKey(kind: string, { mailbox, query }: Asked): string {
    const filters = ['q', 'includeSpamTrash'].map((name) => query.get(name) ?? '');
    return JSON.stringify([kind, mailbox.address, ...filters, query.getAll('labelIds')]);
  }

  private listMessages(asked: Asked): gmail_v1.Schema$ListMessagesResponse {
    const all = this.found(asked).map((message) => ({ key: { at: message.at, id: message.id }, message }));
    const { items, next } = page(
      this.tokens,
      this.listKey('messages', asked),
      all,
      asked.query,
      asked.fault,
      pageSize(asked.query),
    );
    const messages = items.map(({ message }) => ({ id: message.id, threadId: message.threadId }));
    return {
      ...(messages.length === 0 ? {} : { messages }),
      ...(next === null ? {} : { nextPageToken: next }),
      resultSizeEstimate: next === null ? messages.length : VAGUE_ESTIMATE,
    };
  }

  private listThreads(asked: Asked): gmail_v1.Schema$ListThreadsResponse {
    const { mailbox } = asked;
    const ids = new Set(this.found(asked).map((message) => message.threadId));
    const newest = new Map<string, SandboxMessage>();
    for (const message of mailbox.list())
      if (ids.has(message.threadId) && !newest.has(message.threadId)) newest.set(message.threadId, message);
    // The whole mailbox is newest first, and so is what is first seen of each thread.
    const all = [...newest].map(([id, last]) => ({ key: { at: last.at, id: last.id }, id, last }));
    const { items, next } = page(
      this.tokens,
      this.listKey('threads', asked),
      all,
      asked.query,
      asked.fault,
      pageSize(asked.query),
    );
    const threads = items.map(({ id, last }) => ({
      id,
      snippet: mailbox.snippet(last),
      historyId: threadHistoryId(mailbox.thread(id)),
    }));
    return {
      ...(threads.length === 0 ? {} : { threads }),
      ...(next === null ? {} : { nextPageToken: next }),
      resultSizeEstimate: next === null ? threads.length : VAGUE_ESTIMATE,
    };
  }

  private listHistory(asked: Asked): gmail_v1.Schema$ListHistoryResponse {
    const { mailbox, query } = asked;
    const start = query.get('startHistoryId') ?? '';
    if (!/^\d{1,19}$/.test(start)) throw new ApiFailure(ERRORS.missingStartHistoryId);
    if (Number(start) < mailbox.oldestHistoryId) throw new ApiFailure(ERRORS.notFound);
    const kinds = query.getAll('historyTypes');
    for (const kind of kinds)
      if (!KINDS.some((known) => known === kind))
        throw new ApiFailure(invalidParameter('historyTypes', `Invalid value at 'history_types', "${kind}"`));
    const label = query.get('labelId');
    const all = mailbox.history
      .filter(
        (record) =>
          record.id > Number(start) &&
          (kinds.length === 0 || kinds.includes(record.kind)) &&
          (label === null || record.message.labelIds.includes(label) || record.labelIds.includes(label)),
      )
      // Oldest first: the paging's order is downward.
      .map((record) => ({ key: { at: -record.id, id: '' }, record }));
    const key = JSON.stringify(['history', mailbox.address, start, kinds, label]);
    const { items, next } = page(this.tokens, key, all, query, asked.fault, pageSize(query));
    return {
      ...(items.length === 0 ? {} : { history: items.map(({ record }) => historyView(record)) }),
      ...(next === null ? {} : { nextPageToken: next }),
      historyId: String(mailbox.historyId),
    };
  }
}

/** An error's answer outside of any call. */
export function failed(error: ApiError): ApiAnswer {
  return { status: error.status, headers: error.headers ?? {}, body: error.body, fault: null };
}
