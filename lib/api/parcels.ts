import type { EventMessage } from './event-message';
import type { Batch } from './protocol';

/**
 * The short way for many facts at once. A runtime message is JSON: it is written by the page, passes the browser's own process
 * and is read by the background, which took a quarter of an import's CPU time. Where the background is a service worker (Chromium) a
 * page can open a channel to it and post the facts as they are: texts and arrays are copied, nothing is written out. What is
 * to be done with them is asked the usual way, with a number by which they are claimed, so that who may ask, errors and
 * stopped backgrounds are the same for both.
 */
export interface Parcel {
  readonly parcel: string;
  readonly load: Load;
}

export type Load = Omit<Batch, 'importId' | 'number' | 'events' | 'columns'> & {
  readonly columns: EventMessage;
};

/** Parcels that nobody has claimed: more than one page imports at a time. The oldest of more is let go; its page sends it again. */
const MOST = 4;

/** How long a claim waits for what was posted before it and goes another way. In milliseconds. */
const PATIENCE = 2000;

/** The background's side: parcels that have come, until they are claimed. */
export class Parcels {
  private readonly here = new Map<string, Load>();
  private readonly awaited = new Map<string, (load: Load | null) => void>();

  /** @param later calls back after so many milliseconds */
  constructor(private readonly later: (work: () => void, ms: number) => void) {}

  /** @param data what a page of our own has posted */
  take(data: unknown): void {
    if (!isParcel(data)) return;
    const claim = this.awaited.get(data.parcel);
    if (claim !== undefined) {
      claim(data.load);
      return;
    }
    this.here.set(data.parcel, data.load);
    const [oldest] = this.here.keys();
    if (this.here.size > MOST && oldest !== undefined) this.here.delete(oldest);
  }

  /** @returns null where it does not come: this background may have been started after it was posted */
  async claim(parcel: string): Promise<Load | null> {
    const load = this.here.get(parcel);
    this.here.delete(parcel);
    if (load !== undefined) return load;
    return new Promise((resolve) => {
      const end = (found: Load | null): void => {
        if (this.awaited.get(parcel) !== end) return;
        this.awaited.delete(parcel);
        resolve(found);
      };
      this.awaited.set(parcel, end);
      this.later(() => end(null), PATIENCE);
    });
  }
}

function isParcel(data: unknown): data is Parcel {
  if (typeof data !== 'object' || data === null) return false;
  const { parcel, load } = data as Partial<Record<keyof Parcel, unknown>>; // each is looked at
  if (typeof parcel !== 'string' || typeof load !== 'object' || load === null) return false;
  const { columns, counters, messages, problems } = load as Partial<Record<keyof Load, unknown>>; // each is looked at, columns by who reads them
  return [counters, messages, problems].every(Array.isArray) && columns !== undefined;
}
