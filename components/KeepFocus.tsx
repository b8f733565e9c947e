import { useEffect } from 'react';

/** Where the focus goes when what had it is gone: the page's content, from where Tab goes on. */
function refuge(): HTMLElement | null {
  return document.querySelector<HTMLElement>('main[tabindex]');
}

/** After this many frames those who manage focus themselves (dialogs, menus, toasts) have put it where it belongs. */
const FRAMES = 3;

function later(frames: number, task: () => void): void {
  if (frames === 0) task();
  else requestAnimationFrame(() => later(frames - 1, task));
}

/**
 * Once around a page: a button that disappears with what it undid must not drop the focus to the body, from where Tab
 * begins at the top and a screen reader loses its place.
 */
export function KeepFocus(): null {
  useEffect(() => {
    let last: Element | null = null;
    const focused = ({ target }: FocusEvent): void => {
      last = target instanceof Element ? target : null;
    };
    const left = ({ target, relatedTarget }: FocusEvent): void => {
      if (relatedTarget !== null) return;
      // Somebody clicked beside it: then the focus was given up, not lost.
      setTimeout(() => {
        if (last === target && last?.isConnected && document.activeElement === document.body) last = null;
      });
    };
    const removed = new MutationObserver(() => {
      if (last === null || last.isConnected) return;
      last = null;
      later(FRAMES, () => {
        if (document.activeElement === null || document.activeElement === document.body)
          refuge()?.focus({ preventScroll: true });
      });
    });
    document.addEventListener('focusin', focused);
    document.addEventListener('focusout', left);
    removed.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener('focusin', focused);
      document.removeEventListener('focusout', left);
      removed.disconnect();
    };
  }, []);
  return null;
}
