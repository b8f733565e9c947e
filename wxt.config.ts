import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'wxt';
import { SIDEBAR_COMMAND } from './lib/api/sidebar-command';
import { SIDEBAR_KEYS } from './lib/gmail/shortcut';
import { coreStamp } from './scripts/core-stamp';
import { withoutBlobs } from './scripts/without-blobs';

/** The only hosts the extension ever talks to: enforced here by the browser, not promised. */
const CONNECT = ["'self'", 'https://gmail.googleapis.com', 'https://oauth2.googleapis.com'];

/** Trackers that can be polled: allowed one by one, by the user, when one is connected. */
const TRACKERS = [
  'https://api.dub.co',
  'https://api.eu.mailgun.net',
  'https://api.lemlist.com',
  'https://*.api.mailchimp.com',
  'https://api.mailgun.net',
  'https://api.postmarkapp.com',
  'https://statistics.short.io',
];

export default defineConfig({
  modules: ['@wxt-dev/webextension-polyfill', '@wxt-dev/i18n/module'],
  // Kept answers hold for the code that made them: scripts/core-stamp.ts.
  vite: () => ({
    plugins: [react(), withoutBlobs()],
    worker: { plugins: () => [withoutBlobs()] },
    define: { 'import.meta.env.CORE_STAMP': JSON.stringify(coreStamp()) },
  }),
  hooks: {
    'vite:build:extendConfig': (entries, config) => {
      if (!entries.every(({ type }) => type === 'content-script')) return;
      const native = fileURLToPath(new URL('./lib/api/native-browser.ts', import.meta.url));
      config.resolve = {
        ...config.resolve,
        alias: { ...config.resolve?.alias, 'webextension-polyfill': native },
      };
    },
  },
  manifestVersion: 3,
  imports: false,
  outDir: '.output',
  // The page of all components is for developers and tests (they drive this very build), not for stores.
  zip: { exclude: ['gallery.html', '{chunks,assets}/gallery-*'] },
  manifest: ({ browser }) => ({
    name: 'Plumbline',
    description: '__MSG_app_description__',
    default_locale: 'en',
    // Each permission with its reason: ARCHITECTURE.md.
    optional_host_permissions: TRACKERS.map((host) => `${host}/*`),
    permissions: [
      'storage',
      'unlimitedStorage',
      'identity',
      'alarms',
      ...(browser === 'firefox' ? [] : ['sidePanel']),
    ],
    host_permissions: [
      'https://mail.google.com/*',
      'https://gmail.googleapis.com/*',
      'https://oauth2.googleapis.com/*',
    ],
    content_security_policy: {
      extension_pages: `default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src ${[...CONNECT, ...TRACKERS].join(' ')}; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self' https://mail.google.com`,
    },
    web_accessible_resources: [{ resources: ['sidebar.html'], matches: ['https://mail.google.com/*'] }],
    action: { default_title: 'Plumbline' },
    commands: {
      [SIDEBAR_COMMAND]: {
        suggested_key: { default: SIDEBAR_KEYS },
        description: '__MSG_app_toggleSidebar__',
      },
    },
    ...(browser === 'firefox'
      ? {
          sidebar_action: {
            default_panel: 'sidebar.html?panel',
            default_title: 'Plumbline',
            open_at_install: false,
          },
          browser_specific_settings: {
            gecko: {
              id: 'plumbline@plumbline.invalid',
              strict_min_version: '128.0',
              data_collection_permissions: { required: ['none'] },
            },
          },
        }
      : { side_panel: { default_path: 'sidebar.html?panel' }, minimum_chrome_version: '121' }),
  }),
});
