import type { Carried } from '../facts/message';
import { canonical } from './canonical';
import { unwrap } from './unwrap';

/** Links of one mailbox repeat: templates send the same few to thousands. Two generations, so that it stays bounded. */
const GENERATION = 4096;
/** Longer links are personal tokens: they do not come back. */
const MAX_CACHED = 512;

/** What a fact keeps of a link beside its text: made to be spread into a `Link` or a `TrackerEvent`. */
export interface LinkReading {
  readonly destination: string;
  /** Absent for nearly all links: they carry nothing. */
  readonly carries?: Carried;
}

let young = new Map<string, LinkReading>();
let old = new Map<string, LinkReading>();

/** Where a link leads: unwrapped (without any request) and in its canonical spelling. Equal text, equal result. */
export function destination(href: string): string {
  return readLink(href).destination;
}

/** Where a link leads and what its wrappers say about whose it is. */
export function readLink(href: string): LinkReading {
  if (href.length > MAX_CACHED) return read(href);
  const known = young.get(href) ?? old.get(href);
  if (known !== undefined) return known;
  // A copy: a link cut out of a large file would keep the whole file's text alive.
  const key = ` ${href}`.slice(1);
  const reading = read(key);
  if (young.size >= GENERATION) {
    old = young;
    young = new Map();
  }
  young.set(key, reading);
  return reading;
}

function read(href: string): LinkReading {
  const { url, recipient, messageId } = unwrap(href);
  const where = canonical(url);
  return recipient === null && messageId === null
    ? { destination: where }
    : { destination: where, carries: { recipient, messageId } };
}
