import type { Message } from './message';

/**
 * One message by two ways: what the way that came first did not know is taken from the other. Gmail's page knows no labels, an
 * .eml neither labels nor Gmail's ids.
 * @returns null where the other way knows nothing more
 */
export function filledFrom(stored: Message, other: Message): Message | null {
  const threadId = stored.threadId ?? other.threadId;
  const gmailId = stored.gmailId ?? other.gmailId;
  // `SENT` alone is what the page's own reading could tell.
  const bare = stored.labels.every((label) => label === 'SENT');
  const labels = bare && other.labels.some((label) => label !== 'SENT') ? other.labels : stored.labels;
  if (threadId === stored.threadId && gmailId === stored.gmailId && labels === stored.labels) return null;
  return { ...stored, threadId, gmailId, labels };
}
