import browser from 'webextension-polyfill';
import { describePage } from '../gmail/diagnostics';
import { mailboxPath } from '../gmail/ids';
import { readList, readMessages } from '../gmail/page';
import type { Panel } from '../gmail/panel';
import { conditionOf } from '../gmail/probes';
import { isSidebarKey } from '../gmail/shortcut';
import { type Reading, ThreadReader } from '../gmail/thread-reader';
import { type Seen, watchGmail } from '../gmail/watch';
import { ask, onNotice } from './client';
import { READ_ON_OPEN } from './gmail-tab-setting';

export interface GmailTabOptions {
  /** Names the sidebar that belongs to this tab. */
  readonly frame: string;
  readonly panel: Panel;
  readonly signal: AbortSignal;
}

const warn = (error: unknown): void => console.warn('Plumbline:', error);

/** Watches Gmail for as long as the tab lives: tells the background what it shows, and reads threads where the user wants it. */
export async function startGmailTab({ frame, panel, signal }: GmailTabOptions): Promise<void> {
  let seen: Seen | null = null;
  let listed = 0;
  let reading: Reading | null = null;
  let turn = 0;
  let begun = Date.now();
  let mayRead = (await browser.storage.local.get(READ_ON_OPEN))[READ_ON_OPEN] === true;
  const { version } = browser.runtime.getManifest();

  const tell = (): void => {
    if (seen === null) return;
    const { account, threadId, shows, view, disputed, lost, health } = seen;
    const found = conditionOf(health);
    const page = {
      turn: ++turn,
      shows,
      view,
      disputed,
      // What cannot be read in the first seconds is still being drawn.
      condition: lost ? 'lost' : found === 'lost' ? 'good' : found,
      diagnostics: describePage(document, seen, version),
      listed,
      reading,
    } as const;
    ask('gmailShows', { frame, account, threadId, page }).catch(warn);
  };

  const reader = new ThreadReader({
    fetch: (url, init) => fetch(url, init),
    now: () => performance.now(),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    isHidden: () => document.hidden,
    visible: () =>
      new Promise((resolve) => {
        const look = (): void => {
          if (document.hidden) return;
          document.removeEventListener('visibilitychange', look);
          resolve();
        };
        document.addEventListener('visibilitychange', look);
        look();
      }),
    wanted: (account, ids) => ask('pageWants', { account, ids }),
    give: (account, threadId, messages) =>
      ask('pageMail', { account, threadId, begun, more: reading?.state === 'reading', messages }),
    onReading: (next) => {
      reading = next;
      tell();
    },
    onFault: (error) => {
      const sentence = error instanceof Error ? error.message : String(error);
      reading = { state: 'failed', done: 0, total: 1, stored: 0, missing: 0, error: sentence };
      tell();
    },
  });

  const readOpened = (): void => {
    if (!mayRead || seen?.account == null || seen.threadId === null) return;
    const { account, threadId, view } = seen;
    const { messages } = readMessages(document);
    // What the user has no part in is not asked for. In Sent they have, whatever alias they wrote from.
    if (view !== 'sent' && !messages.some(({ from }) => from === account)) return;
    const isCurrent = (): boolean => seen?.threadId === threadId && seen.account === account;
    reader.open(account, mailboxPath(location.pathname), threadId, messages, isCurrent);
  };

  const stopListening = onNotice((notice) => {
    if (notice.notice === 'panel' && notice.frame === frame) panel.toggle();
    if (notice.notice !== 'readPage') return;
    if (notice.frame === '') {
      begun = Date.now();
      reading = null;
      reader.forget();
    } else if (notice.frame === frame) {
      if (!notice.on) reader.stop();
      else if (seen?.account != null)
        reader.list(seen.account, mailboxPath(location.pathname), readList(document).threads);
    }
  });
  addEventListener(
    'keydown',
    (event) => {
      if (!isSidebarKey(event)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      panel.toggle();
    },
    { capture: true, signal },
  );
  const onStored = (changes: Record<string, browser.Storage.StorageChange>, area: string): void => {
    const change = changes[READ_ON_OPEN];
    if (area !== 'local' || change === undefined) return;
    mayRead = change.newValue === true;
    readOpened();
  };
  browser.storage.onChanged.addListener(onStored);
  signal.addEventListener('abort', () => {
    stopListening();
    browser.storage.onChanged.removeListener(onStored);
    reader.stop();
  });

  watchGmail({
    onChange: (page) => {
      seen = page;
      listed = page.shows === 'list' ? readList(document).threads.length : 0;
      tell();
    },
    onScan: () => {
      panel.settle();
      if (seen?.shows === 'list') {
        const now = readList(document).threads.length;
        if (now !== listed) {
          listed = now;
          tell();
        }
      }
      readOpened();
    },
    signal,
  });
}
