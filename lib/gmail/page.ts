/**
 * What Gmail's page means: the only place with selectors. Each fact is read by probes in order; the first whose value
 * validates wins. Nothing is written into Gmail's own elements.
 */

export interface Probe<T> {
  readonly name: string;
  read(root: Document): T | null;
}

/** Which probe read each fact, or that none did: shown in the sidebar's footer when Gmail changes. */
export interface Health {
  readonly account: string | null;
  readonly thread: string | null;
}

const HEX = /^[0-9a-f]{10,20}$/;

/** Any spelling of a server-side Gmail id as the API's lower-case hex; null for client-made and placeholder ids. */
export function hexId(value: string | null | undefined): string | null {
  const id = (value ?? '').trim();
  if (HEX.test(id)) return id;
  const decimal = /^#?(?:thread-|msg-)?f:(\d{5,20})$/.exec(id)?.[1];
  return decimal === undefined ? null : BigInt(decimal).toString(16);
}

const TOKEN = 'BCDFGHJKLMNPQRSTVWXZbcdfghjklmnpqrstvwxz';
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The thread a URL token such as `FMfcgz…` names, as hex; null for tokens of threads begun here (`a:r…`). */
export function threadOfToken(token: string): string | null {
  if (!/^[BCDFGHJ-NP-TV-XZbcdfghj-np-tv-xz]{20,80}$/.test(token)) return null;
  let number = 0n;
  for (const ch of token) {
    const digit = TOKEN.indexOf(ch);
    if (digit < 0) return null;
    number = number * 40n + BigInt(digit);
  }
  let base64 = '';
  for (; number > 0n; number /= 64n) base64 = (BASE64[Number(number % 64n)] ?? '') + base64;
  try {
    return hexId(atob(base64));
  } catch {
    return null; // no base64: not a token of this kind
  }
}

/** The visible main view: Gmail keeps hidden ones, and moves the role between them. */
function mainView(root: Document): Element | null {
  for (const main of root.querySelectorAll('[role="main"]'))
    if (!(main instanceof HTMLElement) || main.style.display !== 'none') return main;
  return null;
}

const address = (text: string | null | undefined): string | null => {
  const found = /[^\s@()<>"',;:]+@[^\s@()<>"',;:]+\.[a-z]{2,}/i.exec(text ?? '')?.[0];
  return found === undefined ? null : found.toLowerCase();
};

const ACCOUNT: readonly Probe<string>[] = [
  {
    name: 'account button',
    read: (root) =>
      address(
        root.querySelector('header a[aria-label*="@"], a.gb_B[aria-label*="@"]')?.getAttribute('aria-label'),
      ),
  },
  { name: 'title', read: (root) => address(/ - (\S+@\S+) - /.exec(root.title)?.[1]) },
];

const THREAD: readonly Probe<string>[] = [
  {
    name: 'subject legacy id',
    read: (root) =>
      hexId(
        mainView(root)?.querySelector('h2[data-legacy-thread-id]')?.getAttribute('data-legacy-thread-id'),
      ),
  },
  {
    name: 'subject perm id',
    read: (root) =>
      hexId(mainView(root)?.querySelector('[data-thread-perm-id]')?.getAttribute('data-thread-perm-id')),
  },
];

function first<T>(probes: readonly Probe<T>[], root: Document): { value: T; by: string } | null {
  for (const probe of probes) {
    const value = probe.read(root);
    if (value !== null) return { value, by: probe.name };
  }
  return null;
}

export interface GmailPage {
  readonly account: string | null;
  /** The thread the page shows, as hex; null in a list, or while a thread is still being drawn. */
  readonly threadId: string | null;
  readonly health: Health;
}

/**
 * Reads the page once.
 * @param hash the route, as `#sent/FMfcgz…`; a list's route names no thread, whatever hidden views still hold
 */
export function readPage(root: Document, hash: string): GmailPage {
  const account = first(ACCOUNT, root);
  const token = /^#(?:[^/]+\/)+([A-Za-z0-9]{10,80})(?:[?/].*)?$/.exec(hash)?.[1];
  const thread = token === undefined ? null : first(THREAD, root);
  const named = token === undefined ? null : (hexId(token) ?? threadOfToken(token));
  // The route fires before Gmail draws: a drawn id that contradicts the route belongs to the thread before.
  const agreed = named !== null && thread !== null && thread.value !== named ? null : thread;
  return {
    account: account?.value ?? null,
    threadId: agreed?.value ?? named,
    health: { account: account?.by ?? null, thread: agreed?.by ?? (named === null ? null : 'route') },
  };
}
