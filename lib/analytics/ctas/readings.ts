import { Fingerprint } from '../../facts/fingerprint';
import type { Link, LinkPlace, SentMessage } from '../../facts/message';
import { type Cta, type CtaKind, findCtas } from './find';
import type { Lines } from './lines';
import { SentenceReader } from './reader';

type Email = Pick<SentMessage, 'text' | 'links'>;

/** What may be kept of CTAs that were read: plain data, which may be thrown away at any time. No word of any email is in it. */
export interface KeptCtas {
  /** Fingerprint of each email's text and links. */
  readonly emails: Float64Array;
  /** Number of CTAs of each email. */
  readonly counts: Uint32Array;
  /** Four numbers for each CTA: its kind, the link it is (-1 for words), and offset and length of its words in the text. */
  readonly places: Int32Array;
}

const KINDS: readonly CtaKind[] = ['link', 'book', 'ask', 'resource', 'referral', 'call', 'attachment'];
const PLACES: readonly LinkPlace[] = ['body', 'signature', 'quote', 'footer', 'unsubscribe'];
/** Numbers kept of one CTA. */
const PER_CTA = 4;
/** Emails that are kept at most, each in about 60 bytes: what a shared mailbox holds. */
const MOST_EMAILS = 400_000;

/**
 * Reads the CTAs of emails, each email once: what an email asks for depends on its words and links alone, and reading
 * words is the dearest thing a report does. Handed from one analysis to the next it makes a report read no text at all.
 * What it gives is the same with and without it, but for two emails whose fingerprints agree by chance.
 */
export class CtaReadings {
  private readonly reader = new SentenceReader();
  /** The same email again, object and all: nothing even needs to be hashed. */
  private readonly known = new WeakMap<Email, readonly Cta[]>();
  /** Where each email's CTAs are, by fingerprint. They point into its text: words are never kept twice. */
  private readonly places = new Map<number, readonly number[]>();
  private added = 0;

  of(email: Email): readonly Cta[] {
    const known = this.known.get(email);
    if (known !== undefined) return known;
    const lines = this.reader.lines.linesOf(email.text);
    const key = fingerprintOf(lines, email.links);
    let places = this.places.get(key);
    let ctas = places === undefined ? null : ctasAt(email, places);
    if (ctas === null) {
      ctas = findCtas(email, this.reader, lines);
      places = placesOf(email, ctas);
      if (this.places.size >= MOST_EMAILS) this.places.clear();
      this.places.set(key, places);
      this.added++;
    }
    this.known.set(email, ctas);
    return ctas;
  }

  /** Emails read since the last `keep` (or `recall`): whether it is worth keeping them. */
  get news(): number {
    return this.added;
  }

  keep(): KeptCtas {
    const emails = new Float64Array(this.places.size);
    const counts = new Uint32Array(this.places.size);
    let all = 0;
    for (const list of this.places.values()) all += list.length;
    const places = new Int32Array(all);
    let email = 0;
    let at = 0;
    for (const [key, list] of this.places) {
      emails[email] = key;
      counts[email] = list.length / PER_CTA;
      email++;
      for (const number of list) places[at++] = number;
    }
    this.added = 0;
    return { emails, counts, places };
  }

  /** Takes up what was kept before. Whatever in it does not fit an email is read again when that email comes. */
  recall({ emails, counts, places }: KeptCtas): void {
    let at = 0;
    for (let email = 0; email < emails.length; email++) {
      const length = (counts[email] ?? 0) * PER_CTA;
      this.places.set(emails[email] ?? 0, Array.from(places.subarray(at, at + length)));
      at += length;
    }
  }
}

function fingerprintOf({ lines }: Lines, links: readonly Link[]): number {
  const print = new Fingerprint();
  for (const line of lines) print.add(line.print);
  print.number(lines.length);
  for (const link of links) {
    print.number(PLACES.indexOf(link.place));
    print.number(link.offset ?? -1);
    print.text(link.destination);
    print.text(wordsOf(link));
  }
  return print.value;
}

/** The words a link's CTA is called by. */
function wordsOf(link: Link): string {
  return link.text === '' ? link.href : link.text;
}

function placesOf({ links }: Email, ctas: readonly Cta[]): number[] {
  const places: number[] = [];
  for (const { kind, text, target, offset } of ctas) {
    const link =
      target === null
        ? -1
        : links.findIndex(
            (one) => one.destination === target && one.offset === offset && wordsOf(one) === text,
          );
    places.push(KINDS.indexOf(kind), link, link < 0 ? (offset ?? 0) : 0, link < 0 ? text.length : 0);
  }
  return places;
}

/** Null where the places are none of this email's. */
function ctasAt({ text, links }: Email, places: readonly number[]): readonly Cta[] | null {
  const ctas: Cta[] = [];
  for (let at = 0; at < places.length; at += PER_CTA) {
    const kind = KINDS[places[at] ?? -1];
    const number = places[at + 1] ?? -1;
    const offset = places[at + 2] ?? 0;
    const length = places[at + 3] ?? 0;
    const link = links[number];
    if (kind === undefined || (number >= 0 && link === undefined) || offset + length > text.length)
      return null;
    ctas.push(
      link === undefined
        ? { kind, text: text.slice(offset, offset + length), target: null, offset }
        : { kind, text: wordsOf(link), target: link.destination, offset: link.offset },
    );
  }
  return ctas;
}
