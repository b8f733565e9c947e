import { defineExtensionMessaging, type ExtensionMessenger } from '@webext-core/messaging';
import browser from 'webextension-polyfill';
import { t } from '../i18n/text';
import { askAgain, BackgroundGone } from './ask-again';
import type { Notice, Protocol } from './protocol';

export const messenger: ExtensionMessenger<Protocol> = defineExtensionMessaging<Protocol>();

type Ask = <K extends keyof Protocol>(
  what: K,
  ...data: Parameters<Protocol[K]>
) => Promise<Awaited<ReturnType<Protocol[K]>>>;

/** Asks the background, and again where it was stopped meanwhile: every call is idempotent. */
export const ask: Ask = async (what, ...data) => {
  // The library's own parameter type is a conditional one that a generic `what` cannot resolve; `data` is exactly the
  // parameter list of the call.
  const send = messenger.sendMessage as unknown as (what: string, data: unknown) => Promise<never>;
  try {
    return await askAgain(
      () => send(what, data[0]),
      (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    );
  } catch (error) {
    throw error instanceof BackgroundGone ? new Error(t('app.backgroundGone'), { cause: error }) : error;
  }
};

/** Where the background writes its notices. */
const NOTICE = 'notice';

function isNotice(value: unknown): value is Notice {
  return typeof value === 'object' && value !== null && 'notice' in value;
}

/**
 * Tells every open view. Through storage, not `runtime.sendMessage`: Firefox delivers such a message to no
 * frame inside another site's page, and a storage event reaches views whether or not anybody is there to answer.
 */
export async function tellViews(notice: Notice): Promise<void> {
  // Two equal notices in a row are two notices.
  await browser.storage.local.set({ [NOTICE]: { ...notice, id: crypto.randomUUID() } });
}

/** Calls back on every notice from the background. @returns how to stop. */
export function onNotice(callback: (notice: Notice) => void): () => void {
  const listener = (changes: Record<string, browser.Storage.StorageChange>, area: string): void => {
    const value: unknown = changes[NOTICE]?.newValue;
    if (area === 'local' && isNotice(value)) callback(value);
  };
  browser.storage.onChanged.addListener(listener);
  return () => browser.storage.onChanged.removeListener(listener);
}
