import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Grant, readRedirect, redirectAddress, SCOPE } from '../../../lib/gmail/api/auth';
import { readClientId } from '../../../lib/gmail/api/client-id';
import { GmailFailure } from '../../../lib/gmail/api/failures';
import { atHand } from '../../../lib/gmail/api/grants';
import { QUOTAS, tableOf } from '../../../lib/gmail/api/quota';
import { SANDBOX_CLIENT } from '../../sandbox/oauth';
import { background, settle, type TestWorld, testWorld } from './world';

const SAM = 'sam@seller.example';
const KIM = 'kim@seller.example';

let made: TestWorld;
let databases = 0;
let server: ReturnType<typeof background>['server'];
beforeEach(async () => {
  made = await testWorld({
    accounts: [
      { address: SAM, threads: 3 },
      { address: KIM, threads: 2 },
    ],
  });
  server = background(made, `sign-in-${databases++}`).server;
});
afterEach(() => made.sandbox.close());

async function code(account: string | null = SAM): Promise<string> {
  const answer = await server.handlers.connectGmail({ account });
  return answer.ok ? 'ok' : answer.trouble.code;
}

describe('signing in', () => {
  it('takes the account that is chosen, and asks for reading alone', async () => {
    expect(await server.handlers.connectGmail({ account: null })).toEqual({ ok: true, account: SAM });
    const [asked] = made.sandbox.oauth.requests;
    expect(asked?.get('scope')).toBe(SCOPE);
    expect(asked?.get('response_type')).toBe('token');
  });

  it('tells each refusal by its own name', async () => {
    const { oauth } = made.sandbox;
    oauth.consent = 'deny';
    expect(await code()).toBe('denied');
    oauth.consent = 'untick';
    expect(['scope-missing', 'denied']).toContain(await code());
    oauth.consent = 'page';
    expect(await code()).toBe('closed');
    oauth.consent = 'approve';
    oauth.chosen = KIM;
    expect(await code(SAM)).toBe('other-account');
    oauth.chosen = null;
    oauth.policy = 'admin_policy_enforced';
    expect(await code()).toBe('admin-block');
    oauth.policy = 'deleted_client';
    expect(await code()).toBe('wrong-client');
    oauth.policy = 'allow';
    oauth.clients.set([...oauth.clients.keys()][0] ?? '', ['https://elsewhere.example/']);
    expect(await code()).toBe('redirect-mismatch');
    oauth.clients.clear();
    expect(await code()).toBe('wrong-client');
    expect(await server.handlers.gmailAccounts()).toEqual([]);
  });

  it('a window that only shows its error is explained as far as Google can be asked', async () => {
    const { oauth } = made.sandbox;
    // Google's error pages with status 200 stay open until somebody closes them.
    oauth.errorPageStatus = 200;
    oauth.policy = 'admin_policy_enforced';
    expect(await code()).toBe('admin-block');
    oauth.policy = 'org_internal';
    const answer = await server.handlers.connectGmail({ account: SAM });
    expect(answer).toMatchObject({ ok: false, trouble: { code: 'closed' } });
    if (!answer.ok) expect(answer.trouble.shown.map(({ text }) => text)).toContain('Error 403: org_internal');
  });

  it('an API that is switched off, and a right that is missing, show at once', async () => {
    made.sandbox.faults.add({ on: 'getProfile', fault: { kind: 'error', error: 'accessNotConfigured' } });
    expect(await code()).toBe('api-off');
    made.sandbox.faults.add({ on: 'getProfile', fault: { kind: 'error', error: 'domainPolicy' } });
    expect(await code()).toBe('admin-block');
    made.sandbox.faults.add({ on: 'getProfile', fault: { kind: 'error', error: 'insufficientPermissions' } });
    expect(await code()).toBe('scope-missing');
  });

  it('without a client id, or with something else in its place', async () => {
    await server.handlers.setGmailClient({ clientId: null });
    expect(await code()).toBe('no-client');
    await expect(server.handlers.setGmailClient({ clientId: 'secret' })).rejects.toThrow('client id');
    expect(await server.handlers.gmailSetup()).toMatchObject({
      clientId: null,
      builtIn: false,
      possible: true,
    });
  });

  it('keeps the limit that Google has granted a project, and refuses what is none', async () => {
    const { handlers } = server;
    const clientId = SANDBOX_CLIENT;
    expect(await handlers.setGmailClient({ clientId, perMinute: 40_000 })).toMatchObject({
      quota: '2026',
      perMinute: 40_000,
    });
    // What is not spoken of stays.
    expect(await handlers.setGmailClient({ clientId, quota: 'classic' })).toMatchObject({
      quota: 'classic',
      perMinute: 40_000,
    });
    await expect(handlers.setGmailClient({ clientId, perMinute: 12.5 })).rejects.toThrow('units a minute');
    expect((await handlers.setGmailClient({ clientId, perMinute: null })).perMinute).toBeNull();
    expect(tableOf('classic', 40_000)).toEqual({ ...QUOTAS.classic, perMinute: 40_000 });
    expect(tableOf('classic', null)).toBe(QUOTAS.classic);
  });

  it('asks the browser’s storage for a grant once, not before each call', async () => {
    let asked = 0;
    const kept = new Map<string, Grant>();
    const grants = atHand({
      get: async (account) => {
        asked++;
        return kept.get(account) ?? null;
      },
      set: async (account, grant) => void kept.set(account, grant),
      remove: async (account) => void kept.delete(account),
    });
    kept.set(SAM, { token: 'a', until: 9 });
    for (let n = 0; n < 3; n++) expect((await grants.get(SAM))?.token).toBe('a');
    expect(asked).toBe(1);
    await grants.set(SAM, { token: 'b', until: 9 });
    expect((await grants.get(SAM))?.token).toBe('b');
    await grants.remove(SAM);
    expect(await grants.get(SAM)).toBeNull();
    expect(kept.size).toBe(0);
  });

  it('renews a token silently, once for all calls that wait for it, and for its own account only', async () => {
    await code();
    await settle(made, server);
    const before = made.sandbox.oauth.requests.length;
    made.sandbox.oauth.expireTokens();
    made.grants.clear();
    await server.handlers.syncGmail({ account: SAM });
    await settle(made, server);
    const asked = made.sandbox.oauth.requests.slice(before);
    expect(asked.map((request) => [request.get('prompt'), request.get('login_hint')])).toEqual([
      ['none', SAM],
    ]);
    expect([...made.grants.keys()]).toEqual([SAM]);
  });

  it('disconnecting takes the right back at Google', async () => {
    await code();
    const token = made.grants.get(SAM)?.token ?? '';
    expect(made.sandbox.oauth.check(token, false)).not.toBeNull();
    const answer = await server.handlers.disconnectGmail({ account: SAM, erase: false });
    expect(answer).toEqual({ revoked: true });
    expect(made.sandbox.oauth.check(token, false)).toBeNull();
    expect(await server.handlers.syncState()).toEqual([]);
    expect(made.alarm).toBe(false);
  });

  it('disconnecting after the token ran out takes the right back all the same', async () => {
    const { oauth } = made.sandbox;
    await code();
    await settle(made, server);
    // The browser was closed in between: the token is gone, the right at Google stands.
    made.grants.clear();
    expect(await server.handlers.disconnectGmail({ account: SAM, erase: true })).toEqual({ revoked: true });
    const before = oauth.requests.length;
    const silent = new URLSearchParams(oauth.requests[before - 1]);
    expect(silent.get('prompt')).toBe('none');
    expect(oauth.authorize(silent).headers['location']).toContain('error=interaction_required');
    expect(made.grants.size).toBe(0);
  });

  it('disconnecting says so where Google could not be told', async () => {
    await code();
    await settle(made, server);
    made.grants.clear();
    made.sandbox.oauth.signOut(SAM);
    expect(await server.handlers.disconnectGmail({ account: SAM, erase: true })).toEqual({ revoked: false });
    expect(await server.handlers.syncState()).toEqual([]);
  });
});

describe('the redirect', () => {
  const at = (fragment: string): string => `https://x.chromiumapp.org/#${fragment}`;
  const refusal = (fragment: string): string | null => {
    try {
      readRedirect(at(fragment), 's', 0);
      return null;
    } catch (error) {
      return error instanceof GmailFailure ? error.code : String(error);
    }
  };

  it('gives a grant only for our own question, with the right to read', () => {
    expect(readRedirect(at(`access_token=t&expires_in=100&state=s&scope=${SCOPE}`), 's', 5)).toEqual({
      token: 't',
      until: 100_005,
    });
    expect(refusal(`access_token=t&state=other&scope=${SCOPE}`)).toBe('closed');
    expect(refusal('access_token=t&state=s&scope=openid')).toBe('scope-missing');
    expect(refusal('error=admin_policy_enforced')).toBe('admin-block');
    expect(refusal('error=org_internal')).toBe('not-in-organisation');
    expect(refusal('error=something_new')).toBe('refused');
  });

  it('Firefox’s own address becomes the loopback one that Google takes', () => {
    const sha = 'a'.repeat(40);
    expect(redirectAddress(`https://${sha}.extensions.allizom.org/`)).toBe(
      `http://127.0.0.1/mozoauth2/${sha}`,
    );
    expect(redirectAddress('https://abc.chromiumapp.org/')).toBe('https://abc.chromiumapp.org/');
  });

  it('a client id is taken as it was copied', () => {
    expect(readClientId(' "123-abc.apps.googleusercontent.com", ')).toBe(
      '123-abc.apps.googleusercontent.com',
    );
    expect(readClientId('GOCSPX-secret')).toBeNull();
  });
});
