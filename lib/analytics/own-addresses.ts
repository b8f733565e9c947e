import { domainOf, type Message, recipientsOf } from '../facts/message';
import { isSharedDomain } from './shared-domains';

interface Seen {
  sent: number;
  /** Received messages that were filed under this address, and those of them that came from others than the user. */
  received: number;
  fromOthers: number;
  readonly wroteTo: Set<string>;
}

/**
 * The user's own addresses: the accounts, and whoever wrote a message that was sent from one of their mailboxes. Whose mailbox
 * a lone message is from may have been guessed wrongly when it was read, and later mail shows it. An account is dropped, and is the
 * prospect it looks like, when an own address of another company wrote to it and has sent more than there is of it, and
 * - it sent nothing, and all it ever received came from the user's other addresses; or
 * - all that it sent went to the user's other addresses (answers that were taken for sent mail).
 */
export function ownAddresses(messages: readonly Message[], accounts: readonly string[]): Set<string> {
  const seen = new Map<string, Seen>();
  const of = (address: string): Seen => {
    let entry = seen.get(address);
    if (entry === undefined) {
      entry = { sent: 0, received: 0, fromOthers: 0, wroteTo: new Set() };
      seen.set(address, entry);
    }
    return entry;
  };
  for (const account of accounts) of(account.toLowerCase());
  let last = '';
  for (const { account, direction, from } of messages) {
    // Nearly all are of the same account.
    if (account !== '' && account !== last) of(account);
    last = account;
    if (direction === 'sent' && from.address !== '' && from.address !== account) of(from.address);
  }
  // One account needs no second look, and most users have one.
  if (seen.size < 2) return new Set(seen.keys());
  for (const message of messages) {
    if (message.direction !== 'sent' || message.from.address === '') continue;
    const author = of(message.from.address);
    author.sent++;
    for (const address of recipientsOf(message)) author.wroteTo.add(address);
  }
  for (const message of messages) {
    if (message.direction !== 'received' || message.account === '') continue;
    const entry = of(message.account);
    entry.received++;
    if (!seen.has(message.from.address)) entry.fromOthers++;
  }
  const own = new Set<string>();
  for (const [address, entry] of seen) if (!isRefuted(address, entry, seen)) own.add(address);
  return own;
}

function isRefuted(address: string, entry: Seen, seen: ReadonlyMap<string, Seen>): boolean {
  const here = entry.sent + entry.received;
  if (here === 0) return false;
  const toOwnOnly = [...entry.wroteTo].every((to) => to !== address && seen.has(to));
  if (entry.sent === 0 ? entry.fromOthers > 0 : !toOwnOnly) return false;
  return [...seen].some(
    ([other, { sent, wroteTo }]) =>
      other !== address && sent > here && wroteTo.has(address) && !sameCompany(other, address),
  );
}

function sameCompany(a: string, b: string): boolean {
  const domain = domainOf(a);
  return domain === domainOf(b) && !isSharedDomain(domain);
}
