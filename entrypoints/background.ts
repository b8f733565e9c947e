import browser from 'webextension-polyfill';
import { defineBackground } from 'wxt/utils/define-background';
import { Readings } from '../lib/analytics/readings/readings';
import { messenger, tellViews } from '../lib/api/client';
import { createGmailServer, type GmailWorld, type SavedSetup } from '../lib/api/gmail-server';
import { Parcels } from '../lib/api/parcels';
import type { GmailView, Protocol } from '../lib/api/protocol';
import { mayAsk } from '../lib/api/senders';
import { createServer } from '../lib/api/server';
import { TrackerPoller } from '../lib/api/server-connectors';
import { storedReadings } from '../lib/api/server-readings';
import { SIDEBAR_COMMAND } from '../lib/api/sidebar-command';
import { forgetTeamFolder } from '../lib/api/team-folder';
import type { Grant } from '../lib/gmail/api/auth';
import { atHand } from '../lib/gmail/api/grants';
import { Store } from '../lib/store/store';
import type { TrackerAccount } from '../lib/trackers/connect/connector';

const POLL = 'poll-trackers';
const SYNC = 'gmail-sync';

/** The browser's own side panel finds a tab's page by it. */
function rememberTab(tab: number, frame: string): void {
  browser.storage.session.set({ [`frame:${tab}`]: frame }).catch(console.error);
}

/** What of Chromium's service worker is used; the types of the language are those of pages. */
interface OwnServiceWorker {
  addEventListener(
    what: 'message',
    listener: (event: {
      readonly ports: readonly MessagePort[];
      readonly source: { readonly url: string } | null;
    }) => void,
  ): void;
}

/** Firefox's background is a page: nobody posts it anything. */
function isServiceWorker(own: unknown): own is OwnServiceWorker {
  return typeof own === 'object' && own !== null && 'clients' in own && 'registration' in own;
}

/** The blueprint: opens the store, serves the protocol. Listeners are added at once, so that a restarted worker hears. */
export default defineBackground(() => {
  const build = String(import.meta.env.CORE_STAMP);
  const readings = new Readings();
  const store = new Store('plumbline', storedReadings(readings, build));
  const keyOf = (id: string): string => `tracker:${id}`;
  const trackers = new TrackerPoller(store, {
    now: () => Date.now(),
    fetch: (url, init) => fetch(url, { ...init, cache: 'no-store' }),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    readAccount: async (id) => {
      const found = (await browser.storage.local.get(keyOf(id)))[keyOf(id)];
      return (found as TrackerAccount | undefined) ?? null; // only keepAccount writes this key
    },
    keepAccount: (id, account) => browser.storage.local.set({ [keyOf(id)]: account }),
    eraseAccount: (id) => browser.storage.local.remove(keyOf(id)),
    mayReach: (origin) => browser.permissions.contains({ origins: [`${origin}/*`] }),
    leave: async (origin) => {
      await browser.permissions.remove({ origins: [`${origin}/*`] });
    },
    wakeAt: async (at) => {
      if (at === null) await browser.alarms.clear(POLL);
      else browser.alarms.create(POLL, { when: at });
    },
    changed: () => tellViews({ notice: 'changed' }),
  });
  const pollDue = (): void => {
    trackers.pollDue().catch((error: unknown) => console.error('Plumbline:', error));
  };
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === POLL) pollDue();
  });
  pollDue();
  const gmail = createGmailServer(store, gmailWorld());
  // Alarms outlive the background; one that was lost with the browser is set again at its start.
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === SYNC) gmail.wake().catch(console.error);
  });
  browser.runtime.onStartup.addListener(() => void gmail.wake().catch(console.error));
  browser.runtime.onInstalled.addListener(() => void gmail.wake().catch(console.error));
  const parcels = new Parcels((work, ms) => void setTimeout(work, ms));
  const own: unknown = self;
  if (isServiceWorker(own))
    own.addEventListener('message', ({ ports: [port], source }) => {
      if (port === undefined || !source?.url.startsWith(browser.runtime.getURL(''))) return;
      port.onmessage = ({ data }) => parcels.take(data);
    });
  const server = createServer(
    store,
    {
      // Written into the build by wxt.config.ts.
      build,
      readings,
      now: () => Date.now(),
      tell: tellViews,
      openPage: async (path) => {
        await browser.tabs.create({ url: browser.runtime.getURL(`dashboard.html#${path}`) });
      },
      later: (work, ms) => void setTimeout(work, ms),
      claim: (parcel) => parcels.claim(parcel),
      report: (fault) => console.error(fault),
      rememberView: (view) => browser.storage.session.set({ [`view:${view.frame}`]: view }),
      frameOfTab: async (tab) => {
        const key = `frame:${tab}`;
        const found = (await browser.storage.session.get(key))[key];
        return typeof found === 'string' ? found : null;
      },
      forget: async () => {
        await browser.storage.local.clear();
        await browser.storage.session.clear();
        await forgetTeamFolder();
      },
      recallView: async (frame) => {
        const key = `view:${frame}`;
        const found = (await browser.storage.session.get(key))[key];
        return (found as GmailView | undefined) ?? null; // only rememberView writes this key
      },
    },
    trackers,
    gmail,
  );
  // The keys that the browser itself hears, wherever the focus is.
  browser.commands.onCommand.addListener((command, tab) => {
    if (command !== SIDEBAR_COMMAND || tab?.id === undefined) return;
    server
      .gmailFrame({ tab: tab.id })
      .then((frame) => (frame === null ? null : server.togglePanel({ frame })))
      .catch(console.error);
  });
  const ownOrigin = browser.runtime.getURL('');
  for (const what of Object.keys(server) as (keyof Protocol)[])
    messenger.onMessage(what, ({ data, sender }) => {
      if (!mayAsk(what, sender, browser.runtime.id, ownOrigin))
        throw new Error(`“${what}” is not for ${sender.url ?? 'this sender'}.`);
      if (what === 'gmailShows' && sender.tab?.id !== undefined)
        rememberTab(sender.tab.id, (data as GmailView).frame); // `what` names the type of the data
      // `what` names the handler and the type of its data alike; a loop over all names cannot say so in types.
      return (server[what] as (query: unknown) => Promise<never>)(data);
    });
});

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
    grants: atHand({
      get: async (account) => {
        const key = grantKey(account);
        const found = (await browser.storage.session.get(key))[key];
        return (found as Grant | undefined) ?? null; // only `set` below writes this key
      },
      set: (account, grant) => browser.storage.session.set({ [grantKey(account)]: grant }),
      remove: (account) => browser.storage.session.remove(grantKey(account)),
    }),
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
      if (!on) await browser.alarms.clear(SYNC);
      else if ((await browser.alarms.get(SYNC)) === undefined)
        browser.alarms.create(SYNC, { periodInMinutes: 1 });
    },
    keepAlive: () => browser.runtime.getPlatformInfo(),
    tell: tellViews,
    report: (error) => console.error(error),
  };
}
