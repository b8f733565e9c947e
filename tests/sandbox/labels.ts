/** Takeout's English label names that are Gmail's own labels; the rest are the user's. */
export const TAKEOUT_LABELS: ReadonlyMap<string, string> = new Map([
  ['sent', 'SENT'],
  ['inbox', 'INBOX'],
  ['unread', 'UNREAD'],
  ['important', 'IMPORTANT'],
  ['starred', 'STARRED'],
  ['spam', 'SPAM'],
  ['trash', 'TRASH'],
  ['drafts', 'DRAFT'],
  ['draft', 'DRAFT'],
  ['chat', 'CHAT'],
  ['category personal', 'CATEGORY_PERSONAL'],
  ['category promotions', 'CATEGORY_PROMOTIONS'],
  ['category social', 'CATEGORY_SOCIAL'],
  ['category updates', 'CATEGORY_UPDATES'],
  ['category forums', 'CATEGORY_FORUMS'],
]);
/** States that Takeout writes as labels and the API does not have. */
export const NO_LABELS = new Set(['opened', 'archived']);

/** Labels that every mailbox has. */
export const SYSTEM_LABELS = [
  'CHAT',
  'SENT',
  'INBOX',
  'IMPORTANT',
  'TRASH',
  'DRAFT',
  'SPAM',
  'CATEGORY_FORUMS',
  'CATEGORY_UPDATES',
  'CATEGORY_PERSONAL',
  'CATEGORY_PROMOTIONS',
  'CATEGORY_SOCIAL',
  'STARRED',
  'UNREAD',
];
