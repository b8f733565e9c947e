import react from '@vitejs/plugin-react';
import { defineConfig } from 'wxt';

/** The only hosts the extension ever talks to: enforced here by the browser, not promised. */
const CONNECT = ["'self'", 'https://gmail.googleapis.com', 'https://oauth2.googleapis.com'];

export default defineConfig({
  modules: ['@wxt-dev/webextension-polyfill', '@wxt-dev/i18n/module'],
  vite: () => ({ plugins: [react()] }),
  manifestVersion: 3,
  imports: false,
  outDir: '.output',
  manifest: ({ browser }) => ({
    name: 'Plumbline',
    description: '__MSG_app_description__',
    default_locale: 'en',
    // Each permission with its reason: ARCHITECTURE.md.
    permissions: ['storage', 'unlimitedStorage', ...(browser === 'firefox' ? [] : ['sidePanel'])],
    host_permissions: ['https://mail.google.com/*'],
    content_security_policy: {
      extension_pages: `default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src ${CONNECT.join(' ')}; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self' https://mail.google.com`,
    },
    web_accessible_resources: [{ resources: ['sidebar.html'], matches: ['https://mail.google.com/*'] }],
    action: { default_title: 'Plumbline' },
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
