import { useEffect, useState } from 'react';
import browser from 'webextension-polyfill';
import { ask, onNotice } from '../../lib/api/client';

/** The browser's own side panel shows this page, too: it stands beside every tab, not inside one. */
export const IN_SIDE_PANEL = new URLSearchParams(location.search).has('panel');

/**
 * Names the Gmail page this sidebar belongs to: in Gmail it comes with the address, in the browser's side panel it is that
 * of the tab in front. Null where there is no Gmail.
 */
export function useFrame(): string | null {
  const [frame, setFrame] = useState<string | null>(IN_SIDE_PANEL ? null : location.hash.slice(1));
  useEffect(() => {
    if (!IN_SIDE_PANEL) return;
    let asked = 0;
    const look = async (): Promise<void> => {
      const turn = ++asked;
      const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
      const found = tab?.id === undefined ? null : await ask('gmailFrame', { tab: tab.id });
      // The user may have gone on to another tab in the meantime.
      if (turn === asked) setFrame(found);
    };
    const again = (): void => void look().catch((error: unknown) => console.warn('Plumbline:', error));
    again();
    browser.tabs.onActivated.addListener(again);
    browser.tabs.onUpdated.addListener(again);
    const stop = onNotice(({ notice }) => notice === 'gmail' && again());
    return () => {
      asked++;
      browser.tabs.onActivated.removeListener(again);
      browser.tabs.onUpdated.removeListener(again);
      stop();
    };
  }, []);
  return frame;
}
