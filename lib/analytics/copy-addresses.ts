import { domainOf, recipientsOf, type SentMessage } from '../facts/message';

/**
 * Addresses that a sales tool has put on sent mail so that it gets a copy: HubSpot, Salesforce, Pipedrive, Close, Zoho and their
 * like. The vendors' help pages give these forms; any host with a part called `bcc` is one by its own word.
 */
const CRM =
  /@(?:[a-z0-9-]{1,40}\.){0,4}(?:bcc\.[a-z0-9-]{1,40}(?:\.[a-z0-9-]{1,40}){1,3}|forward(?:\.[a-z0-9]{1,10})?\.hubspot\.com|pipedrivemail\.com|mailbox\.insight\.ly|le\.salesforce\.com|crm\.zoho(?:crm)?\.[a-z.]{2,6})$|^emailtosalesforce@|^bcc[.+_-][^@\s]{1,60}@|^(?:dropbox|lead|email)[+_.-][^@\s]{1,80}@(?:[a-z0-9-]{1,40}\.){0,2}close\.(?:com|io)$|^dropbox@/;

/** On this share of an account's mail, on at least so many, with so many different others: nobody writes so to a prospect. */
const NEARLY_ALL = { share: 0.6, messages: 10, others: 10 } as const;

interface Standing {
  messages: number;
  alone: boolean;
  /** Null while it has been written to only by itself. */
  others: Set<string> | null;
}

/**
 * Addresses that get a copy of the user's mail and are no prospects: a CRM's, and whatever stands on nearly all mail of one account
 * without ever being the only one in To.
 */
export function copyAddresses(sent: readonly SentMessage[]): ReadonlySet<string> {
  const copies = new Set<string>();
  const byAuthor = new Map<string, { messages: number; standing: Map<string, Standing> }>();
  for (const message of sent) {
    let author = byAuthor.get(message.from.address);
    if (author === undefined) {
      author = { messages: 0, standing: new Map() };
      byAuthor.set(message.from.address, author);
    }
    author.messages++;
    // Nearly all mail is to one person, who gets no copy then; whether anybody else did is asked below.
    if (onlyRecipient(message) !== null) continue;
    const recipients = recipientsOf(message);
    for (const address of recipients) {
      const named = message.to.some((entry) => entry.address === address);
      if (!named && CRM.test(address)) copies.add(address);
      let entry = author.standing.get(address);
      if (entry === undefined) {
        entry = { messages: 0, alone: false, others: null };
        author.standing.set(address, entry);
      }
      entry.messages++;
      if (named && message.to.length === 1) entry.alone = true;
      // A few others are enough to tell; an email to thousands is not counted through for each of them.
      if (recipients.length < 2) continue;
      entry.others ??= new Set();
      for (const other of recipients) {
        if (entry.others.size >= NEARLY_ALL.others) break;
        if (other !== address) entry.others.add(other);
      }
    }
  }
  // What stands on nearly all mail of an author, unless something was sent to it alone.
  const often = new Map<string, Set<string>>();
  for (const [author, { messages, standing }] of byAuthor)
    for (const [address, { messages: on, alone, others }] of standing)
      if (
        !alone &&
        on >= NEARLY_ALL.messages &&
        on >= NEARLY_ALL.share * messages &&
        (others?.size ?? 0) >= NEARLY_ALL.others &&
        domainOf(address) !== ''
      )
        often.set(author, (often.get(author) ?? new Set()).add(address));
  if (often.size > 0)
    for (const message of sent) often.get(message.from.address)?.delete(onlyRecipient(message) ?? '');
  for (const addresses of often.values()) for (const address of addresses) copies.add(address);
  return copies;
}

/** The one address in To of a message that nobody else got; null of any other. */
function onlyRecipient({ to, cc, bcc }: SentMessage): string | null {
  return to.length === 1 && cc.length === 0 && bcc.length === 0 ? (to[0]?.address ?? null) : null;
}
