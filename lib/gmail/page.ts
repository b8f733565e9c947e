import { addressIn, hexId, isOwnId, readRoute } from './ids';
import { type Health, type Reading, readFirst } from './probes';

/**
 * What Gmail's page means. Selectors live here and in `surroundings.ts`. Each fact is read by probes in order; the first
 * whose value validates wins. Nothing is written into Gmail's own elements.
 */

/** A message as the page draws it. */
export interface ShownMessage {
  /** Lower-case hex. */
  readonly id: string;
  /** Null where it is not shown. */
  readonly from: string | null;
}

/** A row of a list. The page names a thread's first and last message, and none between. */
export interface ListedThread {
  readonly threadId: string;
  /** The last message that is no draft; null where the row does not name it. */
  readonly lastId: string | null;
}

/**
 * What the tab shows. `drawing`: the address names a thread that Gmail has not drawn yet; `unsynced`: a thread that only
 * this page knows yet, as its sending is not finished.
 */
export type Shows = 'list' | 'thread' | 'drawing' | 'unsynced';

export interface GmailPage {
  /** Null where it is not shown, or where two places name two accounts. */
  readonly account: string | null;
  /** Two places of the page name two accounts. */
  readonly disputed: boolean;
  readonly shows: Shows;
  /** `sent`, `inbox`, … */
  readonly view: string;
  /** The thread the page shows, as hex; null in a list, or while a thread is still being drawn. */
  readonly threadId: string | null;
  readonly health: Health;
}

/** A Gmail view is hidden by itself or by one of the elements right around it; these many are looked at. */
const DEPTH = 4;

/** By its own styles, not by layout: asking for layout in the midst of Gmail's work makes Gmail slow. */
function isHidden(element: Element): boolean {
  let at: Element | null = element;
  for (let depth = 0; at !== null && depth < DEPTH; depth++, at = at.parentElement)
    if (/(?:^|;)\s{0,4}display\s{0,4}:\s{0,4}none/.test(at.getAttribute('style') ?? '')) return true;
  return false;
}

/** The visible main view: Gmail keeps hidden ones, and moves the role between them. */
export function readMain(root: Document): Reading<Element> | null {
  const visible = (selector: string) => (): Element | null => {
    for (const main of root.querySelectorAll(selector)) if (!isHidden(main)) return main;
    return null;
  };
  return readFirst([
    { name: 'role', read: visible('[role="main"]') },
    { name: 'view class', read: visible('.nH.bkK .BltHke, .nH.bkK .oy8Mbf') },
    { name: 'main element', read: visible('main') },
  ]);
}

function readAccount(root: Document): { reading: Reading<string> | null; disputed: boolean } {
  const labelled = (selector: string) => (): string | null => {
    for (const element of root.querySelectorAll(selector)) {
      const found = addressIn(element.getAttribute('aria-label'));
      if (found !== null) return found;
    }
    return null;
  };
  const button = readFirst([
    { name: 'account button', read: labelled('header a[aria-label*="@"], a.gb_B[aria-label*="@"]') },
    {
      name: 'account link',
      read: labelled('[role="banner"] [aria-label*="@"], a[href*="SignOutOptions"][aria-label*="@"]'),
    },
  ]);
  const title = titleAccount(root.title);
  // Behind one's back the mailbox may be another's (delegation, several accounts): two names are none.
  if (button !== null && title !== null && button.value !== title) return { reading: null, disputed: true };
  if (button !== null) return { reading: button, disputed: false };
  return { reading: title === null ? null : { value: title, by: 'title', rank: 2 }, disputed: false };
}

/** “Subject - address - Gmail”; a subject may hold an address, too, and a company may have named its Gmail. */
function titleAccount(title: string): string | null {
  for (const part of title.split(' - ').slice(1, -1).reverse())
    if (/^\S+@\S+$/.test(part)) return addressIn(part);
  return null;
}

/** What of a thread stands outside of every list. */
function outsideRows(main: Element, attribute: string): string | null {
  for (const element of main.querySelectorAll(`[${attribute}]`)) {
    if (element.closest('tr') !== null) continue;
    const id = hexId(element.getAttribute(attribute));
    if (id !== null) return id;
  }
  return null;
}

function readThread(main: Element): Reading<string> | null {
  const of = (selector: string, attribute: string): string | null =>
    hexId(main.querySelector(selector)?.getAttribute(attribute));
  return readFirst([
    { name: 'subject legacy id', read: () => of('h2[data-legacy-thread-id]', 'data-legacy-thread-id') },
    { name: 'subject perm id', read: () => of('h2[data-thread-perm-id]', 'data-thread-perm-id') },
    { name: 'any legacy id', read: () => outsideRows(main, 'data-legacy-thread-id') },
    { name: 'any perm id', read: () => outsideRows(main, 'data-thread-perm-id') },
  ]);
}

/** A thread is drawn whose ids are all of the page's own making, or still missing. */
function isUnsynced(main: Element): boolean {
  const subject = main.querySelector(
    'h2[data-thread-perm-id], h2[data-legacy-thread-id], [data-thread-perm-id]',
  );
  return subject !== null && isOwnId(subject.getAttribute('data-thread-perm-id'));
}

/** A reply being written stands in the thread like a message: it is none, and has not been sent. */
function isDraft(element: Element): boolean {
  return element.querySelector('[contenteditable="true"], input[name="draft"]') !== null;
}

/** The messages of the thread on screen, in the order they stand; those without an id of Gmail's own are left out. */
export function readMessages(root: Document): { messages: ShownMessage[]; by: string | null } {
  const main = readMain(root)?.value;
  if (main === undefined) return { messages: [], by: null };
  const all = (selector: string, attribute: string) => (): ShownMessage[] | null => {
    const found = new Map<string, ShownMessage>();
    for (const element of main.querySelectorAll(selector)) {
      const id = hexId(element.getAttribute(attribute));
      if (id === null || found.has(id) || isDraft(element)) continue;
      const sender = element.querySelector('span[email].gD') ?? element.querySelector('span[email]');
      found.set(id, { id, from: addressIn(sender?.getAttribute('email')) });
    }
    return found.size > 0 ? [...found.values()] : null;
  };
  const reading = readFirst([
    { name: 'legacy id', read: all('[data-legacy-message-id]', 'data-legacy-message-id') },
    { name: 'message id', read: all('[data-message-id]', 'data-message-id') },
  ]);
  return { messages: reading?.value ?? [], by: reading?.by ?? null };
}

/** The threads of the list on screen, in their order. */
export function readList(root: Document): { threads: ListedThread[]; by: string | null } {
  const main = readMain(root)?.value;
  if (main === undefined) return { threads: [], by: null };
  const all = (selector: string, attribute: string) => (): ListedThread[] | null => {
    const found = new Map<string, ListedThread>();
    for (const element of main.querySelectorAll(selector)) {
      const threadId = hexId(element.getAttribute(attribute));
      if (threadId === null || found.has(threadId)) continue;
      const last =
        hexId(element.getAttribute('data-legacy-last-non-draft-message-id')) ??
        hexId(element.getAttribute('data-legacy-last-message-id'));
      found.set(threadId, { threadId, lastId: last });
    }
    return found.size > 0 ? [...found.values()] : null;
  };
  const reading = readFirst([
    { name: 'rows', read: all('tr [data-legacy-thread-id]', 'data-legacy-thread-id') },
    { name: 'row ids', read: all('tr [data-thread-id]', 'data-thread-id') },
    { name: 'role rows', read: all('[role="row"] [data-legacy-thread-id]', 'data-legacy-thread-id') },
  ]);
  return { threads: reading?.value ?? [], by: reading?.by ?? null };
}

/**
 * Reads the page once.
 * @param hash the route, as `#sent/FMfcgz…`; a list's route names no thread, whatever hidden views still hold
 * @param stale a thread id that still stood there when the route changed: it is no answer for the new route
 */
export function readPage(root: Document, hash: string, stale: string | null = null): GmailPage {
  const route = readRoute(hash);
  const { reading: account, disputed } = readAccount(root);
  const main = readMain(root);
  const common = { account: account?.value ?? null, disputed, view: route.view };
  const health = { account, main, ...(disputed ? { disputed } : {}) };
  if (route.token === null) return { ...common, shows: 'list', threadId: null, health };
  const thread = main === null ? null : readThread(main.value);
  // The route fires before Gmail draws: a drawn id that contradicts the route belongs to the thread before.
  const named = route.threadId;
  const drawn = thread !== null && thread.value !== (named === null ? stale : null) ? thread : null;
  const agreed = drawn !== null && (named === null || drawn.value === named) ? drawn : null;
  if (agreed === null && named === null) {
    if (thread === null && main !== null && isUnsynced(main.value))
      return { ...common, shows: 'unsynced', threadId: null, health };
    return { ...common, shows: 'drawing', threadId: null, health: { ...health, thread: null } };
  }
  const by = agreed ?? (named === null ? null : { value: named, by: 'route', rank: 4 });
  return { ...common, shows: 'thread', threadId: by?.value ?? null, health: { ...health, thread: by } };
}
