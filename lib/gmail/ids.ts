/** Gmail's spellings of its ids and addresses, all as the API writes them: lower-case hex. */

const HEX = /^[0-9a-f]{10,20}$/;

/** Any spelling of a server-side Gmail id as the API's lower-case hex; null for client-made and placeholder ids. */
export function hexId(value: string | null | undefined): string | null {
  const id = (value ?? '').trim();
  if (HEX.test(id)) return id;
  const decimal = /^#?(?:thread-|msg-)?f:(\d{5,20})$/.exec(id)?.[1];
  return decimal === undefined ? null : BigInt(decimal).toString(16);
}

/** An id that Gmail's page has made itself: the server does not know it (yet). */
export function isOwnId(value: string | null | undefined): boolean {
  return /^#?(?:thread-|msg-)?a:/.test((value ?? '').trim());
}

const TOKEN = 'BCDFGHJKLMNPQRSTVWXZbcdfghjklmnpqrstvwxz';
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const IS_TOKEN = /^[BCDFGHJ-NP-TV-XZbcdfghj-np-tv-xz]{20,80}$/;

/** The thread a URL token such as `FMfcgz…` names, as hex; null for tokens of threads begun here (`a:r…`). */
export function threadOfToken(token: string): string | null {
  if (!IS_TOKEN.test(token)) return null;
  let number = 0n;
  for (const ch of token) number = number * 40n + BigInt(TOKEN.indexOf(ch));
  let base64 = '';
  for (; number > 0n; number /= 64n) base64 = (BASE64[Number(number % 64n)] ?? '') + base64;
  try {
    return hexId(atob(base64));
  } catch {
    return null; // no base64: not a token of this kind
  }
}

export interface Route {
  /** `sent`, `inbox`, `search`, …; `''` where the address names none. */
  readonly view: string;
  /** What names the thread; null in a list. */
  readonly token: string | null;
  /** The thread the token names; null in a list, and for a token that does not tell. */
  readonly threadId: string | null;
}

/** Views whose second part is a word of the user's, not a thread. */
const WITH_WORD = new Set([
  'search',
  'label',
  'category',
  'advanced-search',
  'section_query',
  'create-filter',
]);
const NO_THREADS = new Set(['settings', 'contacts', 'chat', 'meet', 'tasks', 'create-filter']);

/** @param hash as `#sent/FMfcgz…?compose=new` */
export function readRoute(hash: string): Route {
  const parts = (/^#([^?]{0,2000})/.exec(hash)?.[1] ?? '').split('/');
  const view = parts[0] ?? '';
  const place = WITH_WORD.has(view) ? 2 : 1;
  const last = parts.length > place && !NO_THREADS.has(view) ? (parts.at(-1) ?? '') : '';
  const token = HEX.test(last) || IS_TOKEN.test(last) ? last : null;
  return { view, token, threadId: token === null ? null : (hexId(token) ?? threadOfToken(token)) };
}

/**
 * The part of Gmail's address that names the mailbox: `/mail/u/1/`, delegated `/mail/b/…/u/0/d/…/`. The index is the
 * order of sign-in, so it serves for requests and never as an identity.
 */
export function mailboxPath(pathname: string): string {
  return (
    /^\/mail\/(?:b\/[^/]{1,200}\/)?u\/\d{1,3}\/(?:d\/[^/]{1,200}\/)?/.exec(`${pathname}/`)?.[0] ??
    '/mail/u/0/'
  );
}

/** An address in the midst of other words, some of them marks of writing direction; lower case. */
export function addressIn(text: string | null | undefined): string | null {
  const found =
    /[^\s@()<>"',;:\u200e\u200f\u202a-\u202e\u2066-\u2069]{1,64}@[a-z0-9.-]{1,250}\.[a-z]{2,24}/i.exec(
      (text ?? '').slice(0, 2000),
    )?.[0];
  return found === undefined ? null : found.toLowerCase();
}
