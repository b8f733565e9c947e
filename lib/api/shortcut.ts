import { useEffect, useState } from 'react';
import browser from 'webextension-polyfill';
import { SIDEBAR_KEYS } from '../gmail/shortcut';

import { SIDEBAR_COMMAND } from './sidebar-command';

/** The keys as the browser has them: users can change them there. Where it does not tell, those that Gmail's page hears. */
export function useShortcut(): string {
  const [keys, setKeys] = useState(SIDEBAR_KEYS);
  useEffect(() => {
    const commands: typeof browser.commands | undefined = browser.commands; // Firefox gives a frame in Gmail none
    commands?.getAll().then(
      (all) => {
        const own = all.find(({ name }) => name === SIDEBAR_COMMAND)?.shortcut;
        if (own !== undefined && own !== '') setKeys(own);
      },
      (error: unknown) => console.warn('Plumbline:', error), // the page's own keys are right, too
    );
  }, []);
  return keys;
}
