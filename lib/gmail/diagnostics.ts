import type { GmailPage } from './page';
import { describeHealth } from './probes';

/** What a report on a changed Gmail needs to know of its page: how many there are of what the probes look for. */
const LOOKED_FOR = [
  '[role="main"]',
  'h2[data-legacy-thread-id]',
  '[data-thread-perm-id]',
  '[data-legacy-thread-id]',
  '[data-legacy-message-id]',
  '[data-message-id]',
  'span[email]',
  'tr.zA',
  '[role="banner"] [aria-label*="@"]',
  '[role="complementary"]',
];

const VIEWS = new Set([
  'inbox',
  'sent',
  'search',
  'label',
  'all',
  'starred',
  'drafts',
  'scheduled',
  'category',
  'imp',
]);

/** Text to copy: no address, no id, no word of any mail, nothing the user has named. */
export function describePage(root: Document, page: GmailPage, version: string): string {
  return [
    `Plumbline ${version}`,
    navigator.userAgent,
    `language: ${root.documentElement.lang.slice(0, 12)}`,
    `view: ${VIEWS.has(page.view) ? page.view : 'other'}, shows: ${page.shows}`,
    describeHealth(page.health),
    ...LOOKED_FOR.map((selector) => `${selector}: ${root.querySelectorAll(selector).length}`),
  ].join('\n');
}
