import type { Protocol } from './protocol';

/**
 * What Gmail's content script may ask. It runs inside a page that is not ours: it reports what it sees, has its own draft's
 * CTAs counted, gives the mail that the user has it read, and learns which of these messages are known. All it is told of
 * the stored mail are two rates for the compose box, and no address or word.
 */
const FROM_GMAIL: ReadonlySet<keyof Protocol> = new Set<keyof Protocol>([
  'gmailShows',
  'pageWants',
  'pageMail',
  'draft',
  'draftAdvice',
]);

/**
 * Whether a sender may ask this. Our own pages may ask anything; the content script only what `FROM_GMAIL` names;
 * nobody else anything.
 * @param ownOrigin the extension's origin, as `runtime.getURL('')` gives it
 */
export function mayAsk(
  what: keyof Protocol,
  sender: { id?: string | undefined; url?: string | undefined },
  ownId: string,
  ownOrigin: string,
): boolean {
  if (sender.id !== ownId) return false;
  if (sender.url?.startsWith(ownOrigin)) return true;
  return (sender.url?.startsWith('https://mail.google.com/') ?? false) && FROM_GMAIL.has(what);
}
