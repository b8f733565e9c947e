import browser from 'webextension-polyfill';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { ask } from '../lib/api/client';
import { startComposeCheck } from '../lib/api/compose-check';
import { hasRoom, mountPanel } from '../lib/gmail/panel';
import { watchGmail } from '../lib/gmail/watch';

/** Watches Gmail, tells the background what it shows, mounts the sidebar's frame, counts CTAs while the user writes. */
export default defineContentScript({
  matches: ['https://mail.google.com/*'],
  runAt: 'document_idle',
  async main(ctx) {
    if (window !== window.top) return; // Gmail's own frames
    const frame = crypto.randomUUID();
    // Wide and narrow windows are two habits: opening it in one must not cover the mail in the other.
    const roomy = hasRoom();
    const habit = roomy ? 'folded' : 'foldedNarrow';
    const { [habit]: folded = !roomy } = await browser.storage.local.get(habit);
    const panel = mountPanel({
      src: browser.runtime.getURL(`sidebar.html#${frame}`),
      folded: folded === true,
      onFold: (next) => {
        // The panel is folded all the same; only the next page does not know of it.
        browser.storage.local
          .set({ [habit]: next })
          .catch((error: unknown) => console.warn('Plumbline:', error));
      },
    });
    ctx.onInvalidated(() => panel.remove());
    startComposeCheck(ctx.signal).catch((error: unknown) => console.warn('Plumbline:', error));
    watchGmail(({ account, threadId }) => {
      ask('gmailShows', { frame, account, threadId }).catch((error: unknown) =>
        console.warn('Plumbline:', error),
      );
    }, ctx.signal);
  },
});
