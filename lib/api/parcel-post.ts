import { ask } from './client';
import { jsonEventMessage } from './event-message';
import type { Load, Parcel } from './parcels';
import type { Added } from './protocol';

/** A background that is stopped again and again loses its parcels; after so many the long way is as good. */
const TRIES = 5;

/**
 * Has the background store the batches of one import. Each import has a channel of its own: a background that nobody needs in
 * between is stopped, and what is posted to it then is lost.
 */
export class ParcelPost {
  /** To the background that lives now: what passes it goes no way around by the browser's own process. */
  private open: MessagePort | null = null;

  /**
   * Stores a batch by the short way (parcels.ts), and where there is none, as JSON. Idempotent, as the number says which
   * batch it is.
   * @throws with one sentence for people
   */
  async store(importId: string, number: number, load: Load): Promise<Added> {
    for (let tries = 0; tries < TRIES; tries++) {
      this.open ??= await channel();
      if (this.open === null) break;
      const parcel = crypto.randomUUID();
      this.open.postMessage({ parcel, load } satisfies Parcel);
      const added = await ask('addParcel', { importId, number, parcel });
      if (added !== null) return added;
      // It ended with the background it was opened to.
      this.close();
    }
    const { columns, ...rest } = load;
    return ask('addFacts', { importId, number, events: [], ...rest, columns: jsonEventMessage(columns) });
  }

  close(): void {
    this.open?.close();
    this.open = null;
  }
}

/** Null where the background is no service worker (Chromium's is one): Firefox's is a page that nobody can post to. */
async function channel(): Promise<MessagePort | null> {
  if (!('serviceWorker' in navigator)) return null;
  let background: ServiceWorker | null = null;
  try {
    background = (await navigator.serviceWorker.getRegistration())?.active ?? null;
  } catch {
    // A browser that has them, but none for extensions, refuses: there the long way is the only one.
  }
  if (background === null) return null;
  const { port1, port2 } = new MessageChannel();
  background.postMessage(null, [port2]);
  return port1;
}
