/** Google's Gmail and OAuth hosts on one local port: the class that tests and `npm run sandbox` start. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ApiCall, GmailApi, type QuotaAnswer } from './api';
import { answerBatch } from './batch';
import { Faults } from './faults';
import { generate } from './generate';
import { answerMail } from './mail-host';
import { Mailbox } from './mailbox';
import { json, OAuth, READONLY, type Reply } from './oauth';
import { type ApiMethod, OLD_QUOTA, QUOTA_2026, QuotaMeter, type QuotaTable } from './quota';
import { bodyOf, type Listener, listen, send } from './transport';

export interface AccountPlan {
  readonly address: string;
  /** Text or bytes of an mbox. */
  readonly mbox?: string | Uint8Array;
  /** Or a seeded mailbox with so many threads. */
  readonly threads?: number;
  readonly seed?: number;
}

export interface SandboxOptions {
  readonly accounts?: readonly AccountPlan[];
  /** Default `off`. */
  readonly quota?: 'off' | 'old' | '2026' | QuotaTable;
  /** The quota's window; default a minute. */
  readonly quotaWindowMs?: number;
  /** How a user over the quota is told; default `queriesPerMinute` (403). */
  readonly quotaAnswer?: QuotaAnswer;
  /** 0: any free port. */
  readonly port?: number;
  /** Milliseconds UTC; default the machine's clock. */
  readonly clock?: () => number;
  /** Added to each API answer, as a network would. */
  readonly latencyMs?: number;
}

const GOOGLE = new Set([
  'mail.google.com',
  'accounts.google.com',
  'oauth2.googleapis.com',
  'gmail.googleapis.com',
  'www.googleapis.com',
]);
/** `MAP … 127.0.0.1:port` for these leads Chromium here. */
export const SANDBOX_HOSTS: readonly string[] = [...GOOGLE];

export class GmailSandbox {
  /** Answers https and http. */
  readonly port: number;
  /** Plain http on 127.0.0.1, with a slash at its end: `rootUrl` of API clients in tests. */
  readonly url: string;
  readonly oauth: OAuth;
  readonly faults = new Faults();
  /** Every API call, batch parts too, in order. */
  readonly calls: ApiCall[] = [];
  /** Hosts that were asked for, as the requests named them. */
  readonly hosts = new Set<string>();
  readonly api: GmailApi;
  /** Told of every API call before its answer leaves: the place to pull a plug. */
  onCall: ((call: ApiCall) => void) | null = null;
  /** May be changed at any time. */
  latencyMs: number;
  quotaAnswer: QuotaAnswer;
  private readonly mailboxes = new Map<string, Mailbox>();
  private readonly meters = new Map<string, QuotaMeter>();
  private quota: QuotaTable | null = null;
  private quotaWindowMs: number;
  private readonly clock: () => number;

  private constructor(
    options: SandboxOptions,
    private readonly listener: Listener,
  ) {
    this.port = listener.port;
    this.url = `http://127.0.0.1:${listener.port}/`;
    this.clock = options.clock ?? Date.now;
    this.latencyMs = options.latencyMs ?? 0;
    this.quotaAnswer = options.quotaAnswer ?? 'queriesPerMinute';
    this.quotaWindowMs = options.quotaWindowMs ?? 60_000;
    this.setQuota(options.quota ?? 'off', this.quotaWindowMs);
    this.oauth = new OAuth(this.clock);
    this.api = new GmailApi({
      clock: this.clock,
      oauth: this.oauth,
      faults: this.faults,
      log: (call) => {
        this.calls.push(call);
        this.onCall?.(call);
      },
      mailbox: (address) => this.mailboxes.get(address.toLowerCase()),
      meter: (address) => this.meter(address),
      cost: (method: ApiMethod) => (this.quota ?? QUOTA_2026).costs[method],
      quotaAnswer: () => this.quotaAnswer,
    });
  }

  static async start(options: SandboxOptions = {}): Promise<GmailSandbox> {
    let sandbox: GmailSandbox | null = null;
    const listener = await listen((request, response) => {
      sandbox?.handle(request, response).catch((error: unknown) => {
        process.stderr.write(`sandbox: ${request.method} ${request.url}: ${String(error)}\n`);
        if (!response.headersSent) response.writeHead(500);
        response.end();
      });
    }, options.port ?? 0);
    sandbox = new GmailSandbox(options, listener);
    for (const plan of options.accounts ?? []) await sandbox.addAccount(plan);
    return sandbox;
  }

  /** Adds an account, signed in to the browser, and fills its mailbox. */
  async addAccount(plan: AccountPlan): Promise<Mailbox> {
    const mailbox = new Mailbox(plan.address, this.clock);
    this.mailboxes.set(plan.address.toLowerCase(), mailbox);
    if (!this.oauth.signedIn.includes(plan.address)) this.oauth.signedIn.push(plan.address);
    if (plan.mbox !== undefined) await mailbox.addMbox(plan.mbox);
    if (plan.threads !== undefined)
      generate(mailbox, { threads: plan.threads, seed: plan.seed ?? 1, now: this.clock() });
    return mailbox;
  }

  /** The mailbox of an account: deliver, send, delete, relabel there. */
  mailbox(address: string): Mailbox {
    const found = this.mailboxes.get(address.toLowerCase());
    if (found === undefined) throw new Error(`The sandbox has no account ${address}.`);
    return found;
  }

  /** A living token, without any page. */
  token(address: string, scopes: readonly string[] = [READONLY]): string {
    return this.oauth.issue(this.mailbox(address).address, scopes);
  }

  /** Changes the quota; what was spent so far is forgotten. */
  setQuota(quota: 'off' | 'old' | '2026' | QuotaTable, windowMs = 60_000): void {
    this.quota = quota === 'off' ? null : quota === 'old' ? OLD_QUOTA : quota === '2026' ? QUOTA_2026 : quota;
    this.quotaWindowMs = windowMs;
    this.meters.clear();
  }

  /** Units granted to an account since the quota was set; 0 while it is off. */
  unitsSpent(address: string): number {
    return this.meters.get(this.mailbox(address).address)?.total ?? 0;
  }

  async close(): Promise<void> {
    await this.listener.close();
  }

  private meter(address: string): QuotaMeter | null {
    if (this.quota === null) return null;
    let meter = this.meters.get(address);
    if (meter === undefined) {
      meter = new QuotaMeter(this.quota.units, this.quotaWindowMs);
      this.meters.set(address, meter);
    }
    return meter;
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const host = (request.headers.host ?? '').replace(/:\d+$/, '');
    this.hosts.add(host);
    const path = request.url ?? '/';
    const { pathname } = new URL(path, 'https://mail.google.com');
    /** Tests over plain http name no Google host: the path then says enough. */
    const at = (...hosts: readonly string[]): boolean => hosts.includes(host) || !GOOGLE.has(host);
    const cors = corsHeaders(request);
    if (pathname.startsWith('/gmail/v1/') && at('gmail.googleapis.com', 'www.googleapis.com')) {
      if (request.method === 'OPTIONS') return send(response, { status: 200, headers: cors, body: '' });
      return this.answerApi(request, response, path, cors);
    }
    if (/^\/batch(?:\/gmail\/v1)?$/.test(pathname) && at('gmail.googleapis.com', 'www.googleapis.com')) {
      if (request.method === 'OPTIONS') return send(response, { status: 200, headers: cors, body: '' });
      const body = await bodyOf(request);
      const { authorization, 'content-type': type = '' } = request.headers;
      const reply = answerBatch(this.api, type, authorization, body);
      await this.wait();
      return send(response, { ...reply, headers: { ...reply.headers, ...cors } });
    }
    if (at('accounts.google.com') && pathname.startsWith('/o/oauth2/'))
      return send(response, await this.answerAccounts(request, pathname, path));
    if (at('oauth2.googleapis.com', 'www.googleapis.com')) {
      const reply = await this.answerTokens(request, pathname, path, cors);
      if (reply !== null) return send(response, reply);
    }
    if (at('mail.google.com') && pathname.startsWith('/mail/'))
      return send(
        response,
        answerMail(this.oauth.signedIn, (address) => this.mailbox(address), path),
      );
    return send(response, { status: pathname === '/favicon.ico' ? 204 : 404, headers: {}, body: '' });
  }

  private async answerApi(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    cors: Readonly<Record<string, string>>,
  ): Promise<void> {
    const { authorization } = request.headers;
    const end = this.api.begin(this.api.accountOf(authorization));
    try {
      const answer = this.api.answer(request.method ?? 'GET', path, authorization);
      await this.wait();
      const reply = json(answer.status, answer.body, {
        ...answer.headers,
        ...cors,
        'cache-control': 'private',
      });
      await send(response, reply, answer.fault);
    } finally {
      end();
    }
  }

  private async answerAccounts(request: IncomingMessage, pathname: string, path: string): Promise<Reply> {
    if (request.method === 'POST' && pathname === '/o/oauth2/decision')
      return this.oauth.decide(new URLSearchParams(await bodyOf(request)));
    return this.oauth.authorize(new URL(path, 'https://accounts.google.com').searchParams);
  }

  private async answerTokens(
    request: IncomingMessage,
    pathname: string,
    path: string,
    cors: Readonly<Record<string, string>>,
  ): Promise<Reply | null> {
    if (!/^(?:\/oauth2\/v[13])?\/(?:tokeninfo|revoke|token)$/.test(pathname)) return null;
    const query = new URL(path, 'https://oauth2.googleapis.com').searchParams;
    const form = request.method === 'POST' ? new URLSearchParams(await bodyOf(request)) : query;
    if (pathname.endsWith('/revoke')) return this.oauth.revoke(form.get('token') ?? query.get('token') ?? '');
    if (pathname.endsWith('/token')) return this.oauth.exchange(form.get('client_id') ?? '');
    const reply = this.oauth.tokenInfo(form.get('access_token') ?? query.get('access_token') ?? '');
    return { ...reply, headers: { ...reply.headers, ...cors } };
  }

  private async wait(): Promise<void> {
    if (this.latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, this.latencyMs));
  }
}

/** Google's API hosts echo the origin. The revocation endpoint sends no such header: it takes forms. */
function corsHeaders(request: IncomingMessage): Record<string, string> {
  const { origin } = request.headers;
  if (origin === undefined) return { vary: 'Origin, X-Origin, Referer' };
  const asked = request.headers['access-control-request-headers'];
  return {
    vary: 'Origin, X-Origin, Referer',
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'vary,vary,vary,content-encoding,date,server,content-length',
    ...(request.method === 'OPTIONS'
      ? {
          'access-control-allow-methods': 'DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT',
          'access-control-allow-headers': asked ?? 'authorization',
          'access-control-max-age': '3600',
        }
      : {}),
  };
}
