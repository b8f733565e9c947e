import browser from 'webextension-polyfill';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { startComposeCheck } from '../lib/api/compose-check';
import { startGmailTab } from '../lib/api/gmail-tab';
import { hasRoom, mountPanel } from '../lib/gmail/panel';
import { t } from '../lib/i18n/text';

/** Mounts the sidebar's frame in Gmail, watches and reads the page for it, counts CTAs while the user writes. */
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
      texts: { show: t('gmail.show'), hide: t('gmail.hide') },
      onFold: (next) => {
        // The panel is folded all the same; only the next page does not know of it.
        browser.storage.local
          .set({ [habit]: next })
          .catch((error: unknown) => console.warn('Plumbline:', error));
      },
    });
    ctx.onInvalidated(() => panel.remove());
    startComposeCheck(ctx.signal).catch((error: unknown) => console.warn('Plumbline:', error));
    await startGmailTab({ frame, panel, signal: ctx.signal });
  },
});
