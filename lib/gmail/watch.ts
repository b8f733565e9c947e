import { readRoute } from './ids';
import { type GmailPage, readMain, readPage } from './page';
import { conditionOf } from './probes';

/** Gmail's redraws come in bursts: a scan waits until it has been quiet this long, ms … */
const QUIET = 150;
/** … but no longer than this: some pages never are. */
const LONGEST = 900;
/** What cannot be read is lost only after this long: Gmail takes its time to draw, ms. */
const PATIENCE = 5000;

interface NavigateEventLike extends Event {
  readonly destination?: { readonly url: string };
  readonly navigationType?: string;
}

export interface Seen extends GmailPage {
  /** Goes up with every change of what the tab shows: what was asked for an earlier one is not to be drawn on it. */
  readonly turn: number;
  /** Something has been unreadable for longer than Gmail needs to draw. */
  readonly lost: boolean;
}

export interface WatchOptions {
  /** Once at the start, and whenever what the page shows has changed. */
  onChange(page: Seen): void;
  /** After every scan, changed or not: for what stands around, such as boxes that cover the panel. */
  onScan?(): void;
  readonly signal: AbortSignal;
}

/**
 * Watches Gmail's page: route changes by the Navigation API (it sees Gmail's own pushState, in the isolated world too),
 * redraws by one coalesced MutationObserver, which is off in a hidden tab.
 */
export function watchGmail({ onChange, onScan, signal }: WatchOptions): void {
  let last = '';
  let turn = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let patience: ReturnType<typeof setTimeout> | undefined;
  let hash = location.hash;
  /** The thread that stood there when the route left it, and the element that showed it. */
  let left: { readonly threadId: string; readonly main: Element } | null = null;
  let shown: string | null = null;
  let readableAt = performance.now();
  let firstAt = 0;
  let changedAt = 0;
  let observed: Element | null = null;

  const scan = (): void => {
    timer = undefined;
    firstAt = 0;
    if (document.hidden || signal.aborted) return;
    observe();
    const main = readMain(document)?.value ?? null;
    // Gmail has moved to another view: what is drawn there cannot be left over.
    if (left !== null && main !== left.main) left = null;
    const page = readPage(document, hash, left?.threadId ?? null);
    if (page.shows === 'thread') {
      shown = page.threadId;
      left = null;
    } else if (page.shows === 'list') shown = null;
    const unreadable = conditionOf(page.health) === 'lost';
    const now = performance.now();
    clearTimeout(patience);
    if (!unreadable) readableAt = now;
    const lost = unreadable && now - readableAt >= PATIENCE;
    if (unreadable && !lost) patience = setTimeout(scan, PATIENCE - (now - readableAt) + 1);
    const { account, disputed, shows, view, threadId, health } = page;
    const ranks = [health.account, health.main, health.thread].map((reading) => reading?.by ?? '');
    const state = [account, disputed, shows, view, threadId, lost, ...ranks].join('|');
    if (state !== last) {
      last = state;
      onChange({ ...page, turn: ++turn, lost });
    }
    onScan?.();
  };
  const arm = (wait: number): void => {
    timer = setTimeout(() => {
      const now = performance.now();
      const rest = Math.min(changedAt + QUIET, firstAt + LONGEST) - now;
      if (rest > 1) arm(rest);
      else requestAnimationFrame(scan);
    }, wait);
  };
  const soon = (): void => {
    changedAt = performance.now();
    if (timer !== undefined) return;
    firstAt = changedAt;
    arm(QUIET);
  };
  const routed = (url: string, renames: boolean): void => {
    const next = new URL(url, location.href).hash;
    if (next === hash) return;
    // A view that only gets another address is the same view.
    if (!renames && shown !== null && readRoute(next).token !== readRoute(hash).token) {
      const main = readMain(document)?.value;
      left = main === undefined ? null : { threadId: shown, main };
    }
    hash = next;
    readableAt = performance.now();
    scan();
    soon();
  };
  const observer = new MutationObserver(soon);
  /** On the body, and on the root for its children alone: Gmail may put a new body in place of the old. */
  const observe = (): void => {
    if (observed === document.body) return;
    observer.disconnect();
    observed = document.body;
    observer.observe(document.documentElement, { childList: true });
    observer.observe(document.body, { childList: true, subtree: true });
  };
  const seen = (): void => {
    if (document.hidden) {
      observer.disconnect();
      observed = null;
      clearTimeout(timer);
      clearTimeout(patience);
      timer = undefined;
    } else {
      readableAt = performance.now();
      observe();
      soon();
    }
  };

  const navigation = (globalThis as { navigation?: EventTarget }).navigation; // not in TypeScript's DOM types yet
  // It fires before the commit: the new address is the event's, not location's.
  navigation?.addEventListener(
    'navigate',
    (event: NavigateEventLike) =>
      routed(event.destination?.url ?? location.href, event.navigationType === 'replace'),
    { signal },
  );
  addEventListener('hashchange', () => routed(location.href, false), { signal });
  document.addEventListener('visibilitychange', seen, { signal });
  signal.addEventListener('abort', () => {
    observer.disconnect();
    clearTimeout(timer);
    clearTimeout(patience);
  });
  if (!document.hidden) observe();
  scan();
}
