/** Google's OAuth endpoints, as `launchWebAuthFlow` with `response_type=token` meets them. */
import { randomBytes } from 'node:crypto';
import { chooserPage, consentPage, errorPage } from './oauth-pages';

export const READONLY = 'https://www.googleapis.com/auth/gmail.readonly';
export const METADATA = 'https://www.googleapis.com/auth/gmail.metadata';
/** The client that exists from the start. */
export const SANDBOX_CLIENT = '123456789012-sandbox.apps.googleusercontent.com';

/** How the person at the consent page answers. `page` shows it and waits for clicks. */
export type Consent = 'page' | 'approve' | 'deny' | 'untick';

/** What stands before the consent page. */
export type Policy =
  | 'allow'
  | 'admin_policy_enforced'
  | 'org_internal'
  | 'not_a_test_user'
  | 'deleted_client';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

interface Token {
  readonly account: string;
  readonly client: string;
  readonly scopes: ReadonlySet<string>;
  expiresAt: number;
  callsLeft: number;
}

const HARMLESS = new Set([
  'openid',
  'email',
  'profile',
  'https://www.googleapis.com/auth/userinfo.email',
  'https://www.googleapis.com/auth/userinfo.profile',
]);

export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=UTF-8', ...headers },
    body: JSON.stringify(body, null, 2),
  };
}

function html(status: number, body: string): Reply {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}

function redirect(location: string): Reply {
  return { status: 302, headers: { location, 'content-type': 'text/html; charset=utf-8' }, body: '' };
}

export class OAuth {
  /** Client ids and the redirect addresses that their owner has typed in; `*` stands for any. */
  readonly clients = new Map<string, readonly string[]>([[SANDBOX_CLIENT, ['*']]]);
  /** Accounts that the browser is signed in to, in this order. */
  readonly signedIn: string[] = [];
  consent: Consent = 'approve';
  policy: Policy = 'allow';
  /** The account the person picks, whatever the hint says; null: the hint, else the first. */
  chosen: string | null = null;
  /** What a silent request is told when it cannot be answered silently. */
  silentError = 'interaction_required';
  tokenLifetimeMs = 3_599_000;
  /** Status of Google's error pages; null gives each its own. With 200 the window stays open until it is closed. */
  errorPageStatus: number | null = null;
  /** Requests of the authorization endpoint, in order: for assertions. */
  readonly requests: URLSearchParams[] = [];
  private readonly tokens = new Map<string, Token>();
  private readonly grants = new Map<string, Set<string>>();

  constructor(private readonly clock: () => number) {}

  /** A token without any page, as a test's shortcut. */
  issue(account: string, scopes: readonly string[] = [READONLY], client = SANDBOX_CLIENT): string {
    const value = `ya29.${randomBytes(60).toString('base64url')}`;
    this.tokens.set(value, {
      account,
      client,
      scopes: new Set(scopes),
      expiresAt: this.clock() + this.tokenLifetimeMs,
      callsLeft: Number.POSITIVE_INFINITY,
    });
    return value;
  }

  /** The token's account and scopes; null for a dead or unknown one. `spend` counts it as a call. */
  check(
    value: string,
    spend: boolean,
  ): { readonly account: string; readonly scopes: ReadonlySet<string> } | null {
    const token = this.tokens.get(value);
    if (token === undefined || this.clock() >= token.expiresAt || token.callsLeft <= 0) return null;
    if (spend) token.callsLeft -= 1;
    return token;
  }

  /** All tokens given out so far (of one account) are dead. Consent stays: silent renewal works. */
  expireTokens(account?: string): void {
    for (const token of this.tokens.values())
      if (account === undefined || token.account === account) token.expiresAt = 0;
  }

  /** All tokens given out so far (of one account) die after this many more API calls. */
  expireTokensAfter(calls: number, account?: string): void {
    for (const token of this.tokens.values())
      if (account === undefined || token.account === account) token.callsLeft = calls;
  }

  /** The user withdraws the consent in their Google account: tokens die, silent renewal fails. */
  withdraw(account: string): void {
    for (const [value, token] of this.tokens) if (token.account === account) this.tokens.delete(value);
    for (const key of this.grants.keys()) if (key.startsWith(`${account} `)) this.grants.delete(key);
  }

  /** The browser's session of this account ends. */
  signOut(account: string): void {
    const at = this.signedIn.indexOf(account);
    if (at >= 0) this.signedIn.splice(at, 1);
  }

  /** `GET accounts.google.com/o/oauth2/v2/auth` */
  authorize(query: URLSearchParams): Reply {
    this.requests.push(query);
    const refused = this.refuse(query);
    if (refused !== null) return refused;
    const silent = query.get('prompt') === 'none';
    const hint = query.get('login_hint');
    const client = query.get('client_id') ?? '';
    const scopes = (query.get('scope') ?? '').split(/\s+/).filter((scope) => scope !== '');
    if (silent) {
      const account = hint ?? (this.signedIn.length === 1 ? this.signedIn[0] : undefined);
      const granted = this.grants.get(`${account ?? ''} ${client}`);
      const known = account !== undefined && this.signedIn.includes(account);
      if (
        !known ||
        granted === undefined ||
        !scopes.every((scope) => HARMLESS.has(scope) || granted.has(scope))
      )
        return this.back(query, { error: this.silentError });
      return this.grant(query, account, scopes);
    }
    if (this.consent === 'page') {
      const account = hint !== null && this.signedIn.includes(hint) ? hint : undefined;
      if (account === undefined || query.get('prompt')?.includes('select_account') === true)
        return html(200, chooserPage(this.signedIn, query));
      return html(
        200,
        consentPage(
          account,
          query,
          scopes.filter((scope) => !HARMLESS.has(scope)),
        ),
      );
    }
    if (this.consent === 'deny') return this.back(query, { error: 'access_denied' });
    const account = this.chosen ?? (hint !== null && this.signedIn.includes(hint) ? hint : this.signedIn[0]);
    if (account === undefined) return html(200, chooserPage([], query));
    return this.grant(
      query,
      account,
      this.consent === 'untick' ? scopes.filter((scope) => HARMLESS.has(scope)) : scopes,
    );
  }

  /** The consent page's form. */
  decide(form: URLSearchParams): Reply {
    const query = new URLSearchParams(form.get('query') ?? '');
    const refused = this.refuse(query);
    if (refused !== null) return refused;
    const account = form.get('account') ?? '';
    if (form.get('decision') !== 'allow' || !this.signedIn.includes(account))
      return this.back(query, { error: 'access_denied' });
    const asked = (query.get('scope') ?? '').split(/\s+/);
    const ticked = new Set(form.getAll('grant'));
    return this.grant(
      query,
      account,
      asked.filter((scope) => HARMLESS.has(scope) || ticked.has(scope)),
    );
  }

  /** `GET oauth2.googleapis.com/tokeninfo` */
  tokenInfo(value: string): Reply {
    const found = this.check(value, false);
    const token = this.tokens.get(value);
    if (found === null || token === undefined)
      return json(400, { error: 'invalid_token', error_description: 'Invalid Value' });
    const exp = Math.floor(token.expiresAt / 1000);
    const email = [...token.scopes].some((scope) => HARMLESS.has(scope) && /email/.test(scope));
    return json(200, {
      azp: token.client,
      aud: token.client,
      sub: BigInt(`0x${Buffer.from(token.account).toString('hex').slice(0, 16)}`).toString(),
      scope: [...token.scopes].join(' '),
      exp: String(exp),
      expires_in: String(exp - Math.floor(this.clock() / 1000)),
      ...(email ? { email: token.account, email_verified: 'true' } : {}),
      access_type: 'online',
    });
  }

  /** `POST oauth2.googleapis.com/revoke`: the token and the consent behind it. */
  revoke(value: string): Reply {
    const token = this.tokens.get(value);
    if (token === undefined)
      return json(400, { error: 'invalid_token', error_description: 'Token expired or revoked' });
    this.grants.delete(`${token.account} ${token.client}`);
    for (const [other, entry] of this.tokens)
      if (entry.account === token.account && entry.client === token.client) this.tokens.delete(other);
    return json(200, {});
  }

  private refuse(query: URLSearchParams): Reply | null {
    const page = (status: number, code: string, title: string, detail: string): Reply =>
      html(this.errorPageStatus ?? status, errorPage(status, code, title, detail));
    const redirects = this.clients.get(query.get('client_id') ?? '');
    if (redirects === undefined)
      return page(401, 'invalid_client', 'Authorization Error', 'The OAuth client was not found.');
    if (this.policy === 'deleted_client')
      return page(401, 'deleted_client', 'Authorization Error', 'The OAuth client was deleted.');
    const uri = query.get('redirect_uri') ?? '';
    if (!redirects.includes('*') && !redirects.includes(uri))
      return page(
        400,
        'redirect_uri_mismatch',
        'This app’s request is invalid',
        `You can’t sign in to this app because it doesn’t comply with Google’s OAuth 2.0 policy. If you’re the app developer, register the redirect URI in the Google Cloud Console. Request details: redirect_uri=${uri}`,
      );
    if (query.get('response_type') !== 'token')
      return page(
        400,
        'unsupported_response_type',
        'Authorization Error',
        'Response type must be token here.',
      );
    if ((query.get('scope') ?? '').trim() === '')
      return page(400, 'invalid_request', 'Authorization Error', 'Missing required parameter: scope');
    const silent = query.get('prompt') === 'none';
    if (this.policy === 'admin_policy_enforced')
      return silent
        ? this.back(query, { error: 'admin_policy_enforced' })
        : page(
            400,
            'admin_policy_enforced',
            'Access blocked',
            'Your institution’s admin needs to review this app. Please contact your Google Workspace administrator.',
          );
    if (this.policy === 'org_internal')
      return page(
        403,
        'org_internal',
        'Access blocked',
        'This app can only be used within its organization.',
      );
    if (this.policy === 'not_a_test_user')
      return page(
        403,
        'access_denied',
        'Access blocked: the app has not completed the Google verification process',
        'The app is currently being tested, and can only be accessed by developer-approved testers.',
      );
    return null;
  }

  private grant(query: URLSearchParams, account: string, scopes: readonly string[]): Reply {
    if (scopes.length === 0) return this.back(query, { error: 'access_denied' });
    const client = query.get('client_id') ?? '';
    const key = `${account} ${client}`;
    this.grants.set(key, new Set([...(this.grants.get(key) ?? []), ...scopes]));
    const index = Math.max(0, this.signedIn.indexOf(account));
    return this.back(query, {
      access_token: this.issue(account, scopes, client),
      token_type: 'Bearer',
      expires_in: String(Math.floor(this.tokenLifetimeMs / 1000)),
      scope: scopes.join(' '),
      authuser: String(index),
      prompt: query.get('prompt') === 'none' ? 'none' : 'consent',
    });
  }

  /** To the redirect address, the answer in the fragment. */
  private back(query: URLSearchParams, answer: Readonly<Record<string, string>>): Reply {
    const state = query.get('state');
    const fragment = new URLSearchParams({ ...(state === null ? {} : { state }), ...answer });
    return redirect(`${query.get('redirect_uri') ?? ''}#${fragment.toString()}`);
  }
}
