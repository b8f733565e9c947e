import { type GmailPage, readPage } from './page';

const SETTLE = 150;

interface NavigateEventLike extends Event {
  readonly destination?: { readonly url: string };
}

/**
 * Watches Gmail's page: route changes by the Navigation API (it sees Gmail's own pushState, in the isolated world too),
 * redraws by one coalesced MutationObserver. Idle in a hidden tab.
 * @param onChange called once at the start and whenever what the page shows has changed
 */
export function watchGmail(onChange: (page: GmailPage) => void, signal: AbortSignal): void {
  let last = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  let hash = location.hash;

  const scan = (): void => {
    timer = undefined;
    if (document.hidden) return;
    const page = readPage(document, hash);
    const state = `${page.account}|${page.threadId}`;
    if (state === last) return;
    last = state;
    onChange(page);
  };
  const soon = (): void => {
    timer ??= setTimeout(() => requestAnimationFrame(scan), SETTLE);
  };
  const routed = (url: string): void => {
    hash = new URL(url, location.href).hash;
    scan();
    soon();
  };

  const navigation = (globalThis as { navigation?: EventTarget }).navigation; // not in TypeScript's DOM types yet
  // It fires before the commit: the new address is the event's, not location's.
  navigation?.addEventListener(
    'navigate',
    (event: NavigateEventLike) => routed(event.destination?.url ?? location.href),
    { signal },
  );
  addEventListener('hashchange', () => routed(location.href), { signal });
  document.addEventListener('visibilitychange', soon, { signal });
  const observer = new MutationObserver(soon);
  observer.observe(document.body, { childList: true, subtree: true });
  signal.addEventListener('abort', () => {
    observer.disconnect();
    clearTimeout(timer);
  });
  scan();
}
