import { useCallback, useEffect, useState } from 'react';
import browser from 'webextension-polyfill';

/** Google's hosts, as the manifest names them. Firefox gives them at the user's word alone, and lets them be taken back. */
const ORIGINS = [
  'https://mail.google.com/*',
  'https://gmail.googleapis.com/*',
  'https://oauth2.googleapis.com/*',
];

/**
 * Whether the browser lets this extension reach Gmail: true until it is known otherwise. `allow` asks for it, and must be the
 * first thing that a click does: the browser takes it for an answer to nothing else.
 */
export function useHostAccess(): { readonly allowed: boolean; readonly allow: () => Promise<void> } {
  const [allowed, setAllowed] = useState(true);
  useEffect(() => {
    const look = (): void => {
      browser.permissions.contains({ origins: ORIGINS }).then(
        setAllowed,
        (error: unknown) => console.warn('Plumbline:', error), // then it is not known, and nothing is claimed
      );
    };
    look();
    browser.permissions.onAdded.addListener(look);
    browser.permissions.onRemoved.addListener(look);
    return () => {
      browser.permissions.onAdded.removeListener(look);
      browser.permissions.onRemoved.removeListener(look);
    };
  }, []);
  const allow = useCallback(async () => {
    if (await browser.permissions.request({ origins: ORIGINS })) setAllowed(true);
  }, []);
  return { allowed, allow };
}
