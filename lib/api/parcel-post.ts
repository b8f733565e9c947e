import { ask } from './client';
import { jsonEventMessage } from './event-message';
import type { Load, Parcel } from './parcels';
import type { Added } from './protocol';

/** A background that is stopped again and again loses its parcels; after so many the long way is as good. */
const TRIES = 5;

/**
 * Has the background store a batch of an import: by the short way (parcels.ts), and where there is none, as JSON.
 * Idempotent, as the number says which batch it is.
 * @throws with one sentence for people
 */
export async function storeBatch(importId: string, number: number, load: Load): Promise<Added> {
  for (let tries = 0; tries < TRIES; tries++) {
    const background = await serviceWorker();
    if (background === null) break;
    const parcel = crypto.randomUUID();
    background.postMessage({ parcel, load } satisfies Parcel);
    const added = await ask('addParcel', { importId, number, parcel });
    if (added !== null) return added;
  }
  const { columns, ...rest } = load;
  return ask('addFacts', { importId, number, events: [], ...rest, columns: jsonEventMessage(columns) });
}

/** The background where it is a service worker (Chromium's); Firefox's is a page that nobody can post to. */
async function serviceWorker(): Promise<ServiceWorker | null> {
  if (!('serviceWorker' in navigator)) return null;
  try {
    return (await navigator.serviceWorker.getRegistration())?.active ?? null;
  } catch {
    // A browser that has them, but none for extensions, refuses: there the long way is the only one.
    return null;
  }
}
