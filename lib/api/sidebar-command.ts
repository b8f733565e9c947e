/** The manifest's name for the keys that show and hide the sidebar. */
export const SIDEBAR_COMMAND = 'toggle-sidebar';
