import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GmailSandbox } from '../../sandbox/gmail-sandbox';
import { READONLY, SANDBOX_CLIENT } from '../../sandbox/oauth';

const ME = 'sam@seller.example';
const OTHER = 'alex@seller.example';
const REDIRECT = 'https://abcdefghijklmnop.chromiumapp.org/oauth';
let sandbox: GmailSandbox;

beforeEach(async () => {
  sandbox = await GmailSandbox.start({
    accounts: [
      { address: ME, threads: 2 },
      { address: OTHER, threads: 1 },
    ],
  });
});
afterEach(() => sandbox.close());

async function authorise(more: Record<string, string> = {}): Promise<Response> {
  const query = new URLSearchParams({
    client_id: SANDBOX_CLIENT,
    redirect_uri: REDIRECT,
    response_type: 'token',
    scope: `openid email ${READONLY}`,
    state: 's1',
    ...more,
  });
  return fetch(`${sandbox.url}o/oauth2/v2/auth?${query}`, { redirect: 'manual' });
}

/** The fragment that the redirect carries. */
function fragment(answer: Response): Record<string, string> {
  expect(answer.status).toBe(302);
  const url = new URL(answer.headers.get('location') ?? '');
  expect(`${url.origin}${url.pathname}`).toBe(REDIRECT);
  return Object.fromEntries(new URLSearchParams(url.hash.slice(1)));
}

async function whose(token: string): Promise<unknown> {
  const answer = await fetch(`${sandbox.url}gmail/v1/users/me/profile`, {
    headers: { authorization: `Bearer ${token}` },
  });
  // A profile, or an error without an address.
  return ((await answer.json()) as { emailAddress?: string }).emailAddress ?? answer.status;
}

describe('the authorization endpoint', () => {
  test('gives a token for the hinted account, and renews it silently', async () => {
    const first = fragment(await authorise({ login_hint: OTHER }));
    expect(first).toMatchObject({
      state: 's1',
      token_type: 'Bearer',
      expires_in: '3599',
      scope: `openid email ${READONLY}`,
    });
    expect(await whose(first['access_token'] ?? '')).toBe(OTHER);
    sandbox.oauth.expireTokens();
    expect(await whose(first['access_token'] ?? '')).toBe(401);
    const silent = fragment(await authorise({ login_hint: OTHER, prompt: 'none' }));
    expect(await whose(silent['access_token'] ?? '')).toBe(OTHER);
  });

  test('does not renew silently without consent, after it was withdrawn, or when signed out', async () => {
    const none = { login_hint: ME, prompt: 'none' };
    expect(fragment(await authorise(none))).toEqual({ state: 's1', error: 'interaction_required' });
    await authorise({ login_hint: ME });
    expect(fragment(await authorise(none))).toHaveProperty('access_token');
    sandbox.oauth.withdraw(ME);
    expect(fragment(await authorise(none))).toHaveProperty('error');
    await authorise({ login_hint: ME });
    sandbox.oauth.signOut(ME);
    expect(fragment(await authorise(none))).toHaveProperty('error');
  });

  test('the person refuses, unticks the scope, or picks another account', async () => {
    sandbox.oauth.consent = 'deny';
    expect(fragment(await authorise())).toEqual({ state: 's1', error: 'access_denied' });
    sandbox.oauth.consent = 'untick';
    const token = fragment(await authorise({ login_hint: ME }));
    expect(token['scope']).toBe('openid email');
    expect(await whose(token['access_token'] ?? '')).toBe(403);
    sandbox.oauth.consent = 'approve';
    sandbox.oauth.chosen = OTHER;
    expect(await whose(fragment(await authorise({ login_hint: ME }))['access_token'] ?? '')).toBe(OTHER);
  });

  test('what is wrong with the client or forbidden by the admin ends on a page', async () => {
    const page = async (more?: Record<string, string>): Promise<[number, string]> => {
      const answer = await authorise(more);
      return [answer.status, /Error \d+: (\w+)/.exec(await answer.text())?.[1] ?? 'none'];
    };
    expect(await page({ client_id: 'nobody' })).toEqual([401, 'invalid_client']);
    sandbox.oauth.clients.set('strict', ['https://other.chromiumapp.org/']);
    expect(await page({ client_id: 'strict' })).toEqual([400, 'redirect_uri_mismatch']);
    sandbox.oauth.policy = 'admin_policy_enforced';
    expect(await page()).toEqual([400, 'admin_policy_enforced']);
    sandbox.oauth.policy = 'org_internal';
    expect(await page()).toEqual([403, 'org_internal']);
    sandbox.oauth.policy = 'not_a_test_user';
    sandbox.oauth.errorPageStatus = 200;
    expect(await page()).toEqual([200, 'access_denied']);
  });

  test('the pages work without script: choose an account, tick, continue', async () => {
    sandbox.oauth.consent = 'page';
    const chooser = await (await authorise()).text();
    const link = new RegExp(`href="([^"]+)" data-identifier="${OTHER}"`).exec(chooser)?.[1] ?? '';
    const consent = await (await fetch(new URL(link.replace(/&amp;/g, '&'), sandbox.url))).text();
    expect(consent).toContain(`name="grant" value="${READONLY}" checked`);
    const query = (/name="query" value="([^"]+)"/.exec(consent)?.[1] ?? '').replace(/&amp;/g, '&');
    const decide = (fields: Record<string, string>): Promise<Response> =>
      fetch(`${sandbox.url}o/oauth2/decision`, {
        method: 'POST',
        body: new URLSearchParams({ query, account: OTHER, ...fields }),
        redirect: 'manual',
      });
    expect(fragment(await decide({ decision: 'deny' }))).toMatchObject({ error: 'access_denied' });
    const token = fragment(await decide({ decision: 'allow', grant: READONLY }));
    expect(await whose(token['access_token'] ?? '')).toBe(OTHER);
  });
});

test('tokeninfo and revoke', async () => {
  const { access_token: token = '' } = fragment(await authorise({ login_hint: ME }));
  const info = await fetch(`${sandbox.url}tokeninfo?access_token=${token}`);
  expect(await info.json()).toMatchObject({ aud: SANDBOX_CLIENT, email: ME, email_verified: 'true' });
  const revoke = (): Promise<Response> =>
    fetch(`${sandbox.url}revoke`, { method: 'POST', body: new URLSearchParams({ token }) });
  expect((await revoke()).status).toBe(200);
  expect((await revoke()).status).toBe(400);
  expect(await whose(token)).toBe(401);
  expect(await (await fetch(`${sandbox.url}tokeninfo?access_token=${token}`)).json()).toEqual({
    error: 'invalid_token',
    error_description: 'Invalid Value',
  });
  expect(fragment(await authorise({ login_hint: ME, prompt: 'none' }))).toHaveProperty('error');
});
