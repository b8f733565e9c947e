import type { Carried } from '../facts/message';
import { canonical } from './canonical';
import { unwrap } from './unwrap';

/**
 * Links of one mailbox repeat: templates send the same few to thousands. One slot per hash and no list to keep: what
 * does not repeat costs next to nothing, and the memory is bounded.
 */
const SLOTS = 2048;
/** Longer links are personal tokens: they do not come back. */
const MAX_CACHED = 512;

/** What a fact keeps of a link beside its text: made to be spread into a `Link` or a `TrackerEvent`. */
export interface LinkReading {
  readonly destination: string;
  /** Absent for nearly all links: they carry nothing. */
  readonly carries?: Carried;
}

const keys: string[] = new Array<string>(SLOTS).fill('');
const readings: LinkReading[] = new Array<LinkReading>(SLOTS).fill({ destination: '' });

/** FNV-1a over all of the link: links of one template differ anywhere. */
function slotOf(href: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < href.length; i++) hash = Math.imul(hash ^ href.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 15)) & (SLOTS - 1);
}

/** Where a link leads: unwrapped (without any request) and in its canonical spelling. Equal text, equal result. */
export function destination(href: string): string {
  return readLink(href).destination;
}

/** Where a link leads and what its wrappers say about whose it is. */
export function readLink(href: string): LinkReading {
  if (href.length > MAX_CACHED) return read(href);
  const slot = slotOf(href);
  const known = readings[slot];
  if (known !== undefined && keys[slot] === href) return known;
  const reading = read(href);
  // A copy: a link cut out of a large file would keep the whole file's text alive.
  keys[slot] = ` ${href}`.slice(1);
  readings[slot] = reading;
  return reading;
}

function read(href: string): LinkReading {
  const { url, recipient, messageId } = unwrap(href);
  const where = canonical(url);
  return recipient === null && messageId === null
    ? { destination: where }
    : { destination: where, carries: { recipient, messageId } };
}
