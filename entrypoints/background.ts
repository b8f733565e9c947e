import browser from 'webextension-polyfill';
import { defineBackground } from 'wxt/utils/define-background';
import { messenger, tellViews } from '../lib/api/client';
import { createGmailServer, type GmailWorld, type SavedSetup } from '../lib/api/gmail-server';
import type { GmailView, Protocol } from '../lib/api/protocol';
import { mayAsk } from '../lib/api/senders';
import { createServer, type World } from '../lib/api/server';
import type { Grant } from '../lib/gmail/api/auth';
import { Store } from '../lib/store/store';

/** The blueprint: opens the store, serves the protocol. Listeners are added at once, so that a restarted worker hears. */
export default defineBackground(() => {
  const store = new Store();
  const gmail = createGmailServer(store, gmailWorld());
  // Alarms outlive the background; one that was lost with the browser is set again at its start.
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === ALARM) gmail.wake().catch(console.error);
  });
  browser.runtime.onStartup.addListener(() => void gmail.wake().catch(console.error));
  browser.runtime.onInstalled.addListener(() => void gmail.wake().catch(console.error));
  const world = {
    now: () => Date.now(),
    tell: tellViews,
    openPage: async (path: string) => {
      await browser.tabs.create({ url: browser.runtime.getURL(`dashboard.html#${path}`) });
    },
    rememberView: (view: GmailView) => browser.storage.session.set({ [`view:${view.frame}`]: view }),
    forget: async () => {
      await browser.storage.local.clear();
      await browser.storage.session.clear();
    },
    recallView: async (frame: string) => {
      const key = `view:${frame}`;
      const found = (await browser.storage.session.get(key))[key];
      return (found as GmailView | undefined) ?? null; // only rememberView writes this key
    },
  } satisfies World;
  const server = createServer(store, world, gmail);
  const ownOrigin = browser.runtime.getURL('');
  for (const what of Object.keys(server) as (keyof Protocol)[])
    messenger.onMessage(what, ({ data, sender }) => {
      if (!mayAsk(what, sender, browser.runtime.id, ownOrigin))
        throw new Error(`“${what}” is not for ${sender.url ?? 'this sender'}.`);
      // `what` names the handler and the type of its data alike; a loop over all names cannot say so in types.
      return (server[what] as (query: unknown) => Promise<never>)(data);
    });
});

const ALARM = 'gmail-sync';
const SETUP = 'gmailSetup';
const grantKey = (account: string): string => `gmailGrant:${account}`;

/** The browser, as reading Gmail needs it. */
function gmailWorld(): GmailWorld {
  const built: unknown = import.meta.env['WXT_GMAIL_CLIENT_ID'];
  // Firefox for Android and some others have no sign-in window.
  const identity: typeof browser.identity | undefined = browser.identity;
  return {
    now: () => Date.now(),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    random: () => Math.random(),
    fetch: (url, init) => fetch(url, init),
    launchWebAuthFlow: identity === undefined ? null : (details) => identity.launchWebAuthFlow(details),
    redirectUrl: () => identity?.getRedirectURL() ?? '',
    grants: {
      get: async (account) => {
        const key = grantKey(account);
        const found = (await browser.storage.session.get(key))[key];
        return (found as Grant | undefined) ?? null; // only `set` below writes this key
      },
      set: (account, grant) => browser.storage.session.set({ [grantKey(account)]: grant }),
      remove: (account) => browser.storage.session.remove(grantKey(account)),
    },
    builtInClient: typeof built === 'string' && built !== '' ? built : null,
    saved: {
      get: async () => {
        const found = (await browser.storage.local.get(SETUP))[SETUP];
        return (found as SavedSetup | undefined) ?? { clientId: null, quota: '2026' }; // only `set` writes this key
      },
      set: (setup) => browser.storage.local.set({ [SETUP]: setup }),
    },
    alone: true,
    setAlarm: async (on) => {
      // Setting a living alarm again would put its next ring off.
      if (!on) await browser.alarms.clear(ALARM);
      else if ((await browser.alarms.get(ALARM)) === undefined)
        browser.alarms.create(ALARM, { periodInMinutes: 1 });
    },
    keepAlive: () => browser.runtime.getPlatformInfo(),
    tell: tellViews,
    report: (error) => console.error(error),
  };
}
