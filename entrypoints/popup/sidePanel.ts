import browser from 'webextension-polyfill';

/** Chrome's side panel: not in the polyfill's types. */
interface ChromeSidePanel {
  open(options: { windowId: number }): Promise<void>;
}

/** Null where this browser has none. Firefox calls it a sidebar. */
export function sidePanel(): ((windowId: number) => Promise<void>) | null {
  const { chrome } = globalThis as { chrome?: { sidePanel?: ChromeSidePanel } }; // Chrome alone has it
  const panel = chrome?.sidePanel;
  if (panel !== undefined) return (windowId) => panel.open({ windowId });
  const sidebar: typeof browser.sidebarAction | undefined = browser.sidebarAction; // Firefox on Android has none
  return sidebar === undefined ? null : () => sidebar.open();
}
