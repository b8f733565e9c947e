/**
 * The keys that show and hide the sidebar. Gmail itself uses single letters, Shift with them, Ctrl or ⌘ with and without Shift
 * or Alt, and of Alt+Shift only 5 (strike-through): a letter with Alt and Shift is nobody's.
 */
export const SIDEBAR_KEYS = 'Alt+Shift+S';

/** By the place of the key: with Alt some keyboards write another letter there. */
export function isSidebarKey({ code, altKey, shiftKey, ctrlKey, metaKey, repeat }: KeyboardEvent): boolean {
  return code === 'KeyS' && altKey && shiftKey && !ctrlKey && !metaKey && !repeat;
}
