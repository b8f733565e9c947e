import { readProfile, WrongShape } from './answers';
import { type ClientWorld, type Fetch, GMAIL, type Tokens } from './client';
import { type FailureCode, failure, GmailFailure, judge } from './failures';

/** Reading, nothing else: no sending, no changing, no deleting. */
export const SCOPE = 'https://www.googleapis.com/auth/gmail.readonly';
const CONSENT = 'https://accounts.google.com/o/oauth2/v2/auth';
const REVOKE = 'https://oauth2.googleapis.com/revoke';
const TOKEN = 'https://oauth2.googleapis.com/token';
/** A token is renewed this long before it ends, so that no call begins with one that dies on its way. Milliseconds. */
const EARLY = 5 * 60_000;
const TIMEOUT = 20_000;

/** A right to read one account for about an hour. */
export interface Grant {
  readonly token: string;
  /** Milliseconds UTC. */
  readonly until: number;
}

/** Where grants lie while the browser runs: memory that views cannot read, never the disk. */
export interface GrantStore {
  get(account: string): Promise<Grant | null>;
  set(account: string, grant: Grant): Promise<void>;
  remove(account: string): Promise<void>;
}

export interface AuthWorld extends ClientWorld {
  /** The browser's sign-in window; null where it has none. Gives the address it ended at. */
  readonly launchWebAuthFlow:
    | ((details: { url: string; interactive: boolean }) => Promise<string | undefined>)
    | null;
  /** As the browser gives it: `identity.getRedirectURL()`. */
  readonly redirectUrl: () => string;
  readonly grants: GrantStore;
  /** The team's client id; null where none is set. */
  readonly clientId: () => Promise<string | null>;
}

/**
 * The address to enter at Google. Firefox's own cannot be proved to Google; it listens at a loopback address, too, which
 * Google takes (bug 1635344).
 */
export function redirectAddress(given: string): string {
  const firefox = /^https:\/\/([0-9a-f]{40})\.extensions\.allizom\.org\//.exec(given)?.[1];
  return firefox === undefined ? given : `http://127.0.0.1/mozoauth2/${firefox}`;
}

/** @param hint the account meant; null lets the user choose */
export function consentUrl(
  clientId: string,
  redirect: string,
  state: string,
  hint: string | null,
  silent: boolean,
): string {
  const parameters = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirect,
    response_type: 'token',
    scope: SCOPE,
    state,
    include_granted_scopes: 'false',
    ...(hint === null ? {} : { login_hint: hint }),
    prompt: silent ? 'none' : hint === null ? 'select_account' : 'consent',
  });
  return `${CONSENT}?${parameters}`;
}

/** Google's `error` values (RFC 6749 4.2.2.1, OpenID Connect 3.1.2.6, Google's own). */
const ERRORS: Readonly<Record<string, FailureCode>> = {
  access_denied: 'denied',
  admin_policy_enforced: 'admin-block',
  disallowed_useragent: 'no-browser-support',
  invalid_client: 'wrong-client',
  deleted_client: 'wrong-client',
  unauthorized_client: 'wrong-client',
  redirect_uri_mismatch: 'redirect-mismatch',
  invalid_request: 'redirect-mismatch',
  org_internal: 'not-in-organisation',
  invalid_scope: 'scope-missing',
  interaction_required: 'sign-in',
  login_required: 'sign-in',
  consent_required: 'sign-in',
  account_selection_required: 'sign-in',
  immediate_failed: 'sign-in',
  server_error: 'server',
  temporarily_unavailable: 'server',
};

/**
 * Reads the address a sign-in ended at.
 * @throws GmailFailure where it brought no right to read
 */
export function readRedirect(address: string, state: string, now: number): Grant {
  const url = new URL(address);
  const given = new URLSearchParams(url.hash.slice(1));
  for (const [name, value] of url.searchParams) if (!given.has(name)) given.set(name, value);
  const error = given.get('error');
  if (error !== null)
    throw failure(
      ERRORS[error] ?? 'refused',
      error === 'server_error' ? now + 60_000 : null,
      error.slice(0, 100),
    );
  // An answer to another question than ours: a page of somebody else's making could bring its own token.
  if (given.get('state') !== state) throw failure('closed', null, 'state');
  const token = given.get('access_token');
  if (token === null || token === '') throw failure('closed', null, 'no token');
  const scopes = (given.get('scope') ?? SCOPE).split(' ');
  if (!scopes.includes(SCOPE)) throw failure('scope-missing', null, scopes.join(' ').slice(0, 200));
  const seconds = Number(given.get('expires_in') ?? '3600');
  return { token, until: now + (Number.isFinite(seconds) && seconds > 0 ? seconds : 3600) * 1000 };
}

/** How a sign-in window ended that brought no address. */
interface Ending {
  readonly end: 'closed' | 'not-loaded';
  /** The browser's words. */
  readonly detail: string;
}

/** Chrome says so when the network failed, and when Google answered with an error page; Firefox in other words. */
const NOT_LOADED = /could not be loaded|failed to load|network|timed? ?out/i;
const LATER = 60_000;

/** Signs accounts in and out. One window at a time, and one renewal per account however many calls wait for it. */
export class Authoriser {
  private window: Promise<unknown> = Promise.resolve();
  private readonly renewals = new Map<string, Promise<Grant>>();

  constructor(
    private readonly world: AuthWorld,
    private readonly base = GMAIL,
  ) {}

  /** The redirect address of this installation, for copying into Google's console. */
  redirect(): string {
    return redirectAddress(this.world.redirectUrl());
  }

  /**
   * Lets the user sign in.
   * @param wanted the account that must come out; null: whichever is chosen
   * @returns the account's address, lower case
   * @throws GmailFailure
   */
  async connect(wanted: string | null): Promise<string> {
    const { world } = this;
    const grant = await this.ask(wanted, false);
    const account = await this.accountOf(grant);
    if (wanted !== null && account !== wanted.toLowerCase()) throw failure('other-account', null, null);
    await world.grants.set(account, grant);
    return account;
  }

  /** For one account's client. */
  tokensOf(account: string): Tokens {
    return {
      token: async (refused) => {
        const known = await this.world.grants.get(account);
        const good =
          known !== null && known.token !== refused && known.until - EARLY > this.world.now() ? known : null;
        return (good ?? (await this.renew(account))).token;
      },
    };
  }

  /**
   * Takes the right back at Google and forgets it here. A token that has run out can take nothing back, so another is asked for
   * first, silently.
   * @returns false where Google could not be told: the right stands there still, and the user must take it back there
   */
  async disconnect(account: string): Promise<boolean> {
    const { grants, now } = this.world;
    const known = await grants.get(account);
    await grants.remove(account);
    const grant = known !== null && known.until > now() ? known : await this.quietGrant(account);
    return grant !== null && (await this.revoke(grant));
  }

  /** What a call that was still under way has renewed is taken back, too. */
  async drop(account: string): Promise<void> {
    const grant = await this.world.grants.get(account);
    await this.world.grants.remove(account);
    if (grant !== null) await this.revoke(grant);
  }

  private async revoke({ token }: Grant): Promise<boolean> {
    try {
      const { status, text } = await post(this.world.fetch, REVOKE, { token });
      // The user may have taken it back in their Google account before.
      return status === 200 || /"invalid_token"/.test(text);
    } catch {
      return false; // offline: the token ends by itself within the hour, and nothing here knows it any more
    }
  }

  /** A right that Google gives without asking anybody; null where it does not. */
  private async quietGrant(account: string): Promise<Grant | null> {
    try {
      const grant = await this.ask(account, true);
      return (await this.accountOf(grant)) === account ? grant : null;
    } catch (error) {
      if (error instanceof GmailFailure) return null;
      throw error;
    }
  }

  private renew(account: string): Promise<Grant> {
    const running = this.renewals.get(account);
    if (running !== undefined) return running;
    const renewal = this.renewNow(account).finally(() => this.renewals.delete(account));
    this.renewals.set(account, renewal);
    return renewal;
  }

  private async renewNow(account: string): Promise<Grant> {
    const grant = await this.ask(account, true);
    // Google may answer for another account that is signed in: its mail must not land under this one's name.
    if ((await this.accountOf(grant)) !== account) {
      await this.world.grants.remove(account);
      throw failure('sign-in', null, 'other account');
    }
    await this.world.grants.set(account, grant);
    return grant;
  }

  private async ask(account: string | null, silent: boolean): Promise<Grant> {
    const { world } = this;
    const clientId = await world.clientId();
    if (clientId === null) throw failure('no-client');
    const state = crypto.randomUUID();
    const url = consentUrl(clientId, this.redirect(), state, account, silent);
    const ended = await this.open(url, silent);
    if (typeof ended === 'string') return readRedirect(ended, state, world.now());
    throw await this.explain(ended, clientId, account, silent);
  }

  /** The address the window ended at, or how it ended without one. */
  private async open(url: string, silent: boolean): Promise<string | Ending> {
    const { launchWebAuthFlow } = this.world;
    if (launchWebAuthFlow === null) throw failure('no-browser-support');
    const turn = this.window.then(() => launchWebAuthFlow({ url, interactive: !silent }));
    // The next window opens when this one is done, whatever came of it; this caller is told.
    this.window = turn.catch(() => undefined);
    try {
      return (await turn) ?? { end: 'closed', detail: '' };
    } catch (error) {
      const detail = (error instanceof Error ? error.message : String(error)).slice(0, 200);
      return { end: NOT_LOADED.test(detail) ? 'not-loaded' : 'closed', detail };
    }
  }

  /**
   * A window that ended without an address may have shown an error that the browser does not tell. Two things can be
   * asked: Google's token endpoint refuses an unknown client by name (and a known one for its missing code), and a silent
   * sign-in is told some refusals that a visible one only shows.
   */
  private async explain(
    ending: Ending,
    clientId: string,
    account: string | null,
    silent: boolean,
  ): Promise<GmailFailure> {
    const { detail } = ending;
    let answer: string;
    try {
      ({ text: answer } = await post(this.world.fetch, TOKEN, {
        client_id: clientId,
        grant_type: 'authorization_code',
        code: 'none',
        redirect_uri: this.redirect(),
      }));
    } catch {
      // Google cannot be reached at all.
      return failure('offline', this.world.now() + LATER, detail);
    }
    if (/"invalid_client"/.test(answer) && /not found|deleted/i.test(answer))
      return failure('wrong-client', null, detail);
    if (silent)
      return ending.end === 'closed'
        ? failure('sign-in', null, detail)
        : failure('redirect-mismatch', null, detail);
    const state = crypto.randomUUID();
    const quiet = await this.open(consentUrl(clientId, this.redirect(), state, account, true), true);
    if (typeof quiet !== 'string')
      return failure(quiet.end === 'not-loaded' ? 'redirect-mismatch' : 'closed', null, detail);
    try {
      readRedirect(quiet, state, this.world.now());
    } catch (error) {
      if (!(error instanceof GmailFailure)) throw error;
      if (error.code !== 'sign-in') return error;
    }
    // Google would have answered: the page that did not load was the network's doing.
    return ending.end === 'closed'
      ? failure('closed', null, detail)
      : failure('offline', this.world.now() + LATER, detail);
  }

  private async accountOf(grant: Grant): Promise<string> {
    const { world } = this;
    let answer: { status: number; text: string; retryAfter: string | null };
    try {
      const response = await world.fetch(`${this.base}/profile`, {
        method: 'GET',
        headers: { authorization: `Bearer ${grant.token}`, accept: 'application/json' },
        redirect: 'error',
        credentials: 'omit',
        cache: 'no-store',
        signal: AbortSignal.timeout(TIMEOUT),
      });
      answer = {
        status: response.status,
        text: await response.text(),
        retryAfter: response.headers.get('retry-after'),
      };
    } catch {
      // No answer came; the browser does not say why.
      throw failure('offline', world.now() + 60_000);
    }
    if (answer.status >= 200 && answer.status < 300) return addressIn(answer.text, world.now());
    const verdict = judge(answer.status, answer.text, answer.retryAfter, world.now());
    switch (verdict.do) {
      case 'stop':
        throw verdict.failure;
      case 'slow':
        throw failure('rate-limit', verdict.until ?? world.now() + 60_000);
      case 'renew':
        throw failure('sign-in', null, '401');
      case 'absent':
        throw failure('mail-off', null, '404');
      case 'restart':
      case 'again':
        throw failure('server', world.now() + 60_000);
    }
  }
}

function addressIn(text: string, now: number): string {
  try {
    return readProfile(JSON.parse(text)).address;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof WrongShape) throw failure('answer', now + 60_000);
    throw error;
  }
}

async function post(
  fetch: Fetch,
  url: string,
  form: Readonly<Record<string, string>>,
): Promise<{ readonly status: number; readonly text: string }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
    redirect: 'error',
    credentials: 'omit',
    cache: 'no-store',
    signal: AbortSignal.timeout(TIMEOUT),
  });
  return { status: response.status, text: await response.text() };
}
