import type { Browser } from 'webextension-polyfill';

/**
 * The browser's own API in the polyfill's place, for the content script: it listens to no message, so that all it asks is
 * the same natively in every browser this is built for (Chrome 121, Firefox 128), and the polyfill is a quarter of its size.
 */
const { browser, chrome } = globalThis as unknown as { browser?: Browser; chrome: Browser }; // what a browser gives to extensions

export default browser ?? chrome;
