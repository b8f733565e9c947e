import browser from 'webextension-polyfill';

/** Whether compose boxes show their count. In extension storage, not in the store: Gmail's content script reads it, too. */
const KEY = 'composeCheckOff';

export async function composeCheckOn(): Promise<boolean> {
  return (await browser.storage.local.get(KEY))[KEY] !== true;
}

export async function setComposeCheck(on: boolean): Promise<void> {
  if (on) await browser.storage.local.remove(KEY);
  else await browser.storage.local.set({ [KEY]: true });
}

/** Calls back when it was switched, in whichever tab. @returns how to stop. */
export function onComposeCheck(callback: (on: boolean) => void): () => void {
  const listener = (changes: Record<string, browser.Storage.StorageChange>, area: string): void => {
    const change = changes[KEY];
    if (area === 'local' && change !== undefined) callback(change.newValue !== true);
  };
  browser.storage.onChanged.addListener(listener);
  return () => browser.storage.onChanged.removeListener(listener);
}
