import browser from 'webextension-polyfill';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { startComposeCheck } from '../lib/api/compose-check';
import { startGmailTab } from '../lib/api/gmail-tab';
import { hasRoom, mountPanel } from '../lib/gmail/panel';
import { DEFAULT_WIDTH } from '../lib/gmail/panel-width';
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
    const { [habit]: folded = !roomy, panelWidth } = await browser.storage.local.get([habit, 'panelWidth']);
    const remember = (key: string, value: unknown): void => {
      // The panel is as the user wants it all the same; only the next page does not know of it.
      browser.storage.local
        .set({ [key]: value })
        .catch((error: unknown) => console.warn('Plumbline:', error));
    };
    const panel = mountPanel({
      src: browser.runtime.getURL(`sidebar.html#${frame}`),
      folded: folded === true,
      width: typeof panelWidth === 'number' ? panelWidth : DEFAULT_WIDTH,
      texts: { show: t('gmail.show'), hide: t('gmail.hide'), resize: t('attention.resize') },
      onFold: (next) => remember(habit, next),
      onWidth: (next) => remember('panelWidth', next),
    });
    ctx.onInvalidated(() => panel.remove());
    startComposeCheck(ctx.signal).catch((error: unknown) => console.warn('Plumbline:', error));
    await startGmailTab({ frame, panel, signal: ctx.signal });
  },
});
