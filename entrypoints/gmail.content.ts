import browser from 'webextension-polyfill';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { ask } from '../lib/api/client';
import { mountPanel } from '../lib/gmail/panel';
import { watchGmail } from '../lib/gmail/watch';

/** Watches Gmail, tells the background what it shows, and mounts the sidebar's frame. */
export default defineContentScript({
  matches: ['https://mail.google.com/*'],
  runAt: 'document_idle',
  async main(ctx) {
    if (window !== window.top) return; // Gmail's own frames
    const frame = crypto.randomUUID();
    const { folded } = await browser.storage.local.get('folded');
    const panel = mountPanel({
      src: browser.runtime.getURL(`sidebar.html#${frame}`),
      folded: folded === true,
      onFold: (next) => void browser.storage.local.set({ folded: next }),
    });
    ctx.onInvalidated(() => panel.remove());
    watchGmail(({ account, threadId }) => {
      ask('gmailShows', { frame, account, threadId }).catch((error: unknown) =>
        console.warn('Plumbline:', error),
      );
    }, ctx.signal);
  },
});
