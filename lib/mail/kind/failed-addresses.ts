import { type NoticeText, returnedHeader } from './notice-text';

/** An address in running text. Bounded everywhere; the look-behind keeps it from starting in the middle of one. */
const ADDRESS =
  /(?<![\w.!#$%&*+/=?^`{|}~@-])[\w.!#$%&*+/=?^`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9_-]{0,62}\.){1,8}[a-z][a-z0-9-]{0,23}/gi;

/** Words before an address that say it is somebody else's: the sender, a helper, the alias it came from. */
const NOT_THE_RECIPIENT =
  /(?:mail from|(?<!mailed )from|sender|sent by|return-path|generated from|expanded from|reply[- ]to|contact|postmaster|abuse|administrator|help|support|ask|e-?mail us|forward(?:ed)? (?:it |this |the message )?to|alternat\w{0,6}|dear|hello|hola|hallo|bonjour|sorry|queued (?:as|mail)|envelope-from|message-id|mailto|visit|write to|reporting|by)[\s:=<("'-]{0,6}$/i;

/** Words before an address that say it is the one. */
const THE_RECIPIENT =
  /(?:rcpt to|recipients?|(?:deliver(?:ed|ing|y)?|addressed|message|mail|sent|send|sending|reach(?:ed)?|forwarded|transmitted)\b[^.\n]{0,60}\b(?:to|for|with)|address(?:es)?(?: is| was|:)?|unknown(?: user| recipient)?|mailbox[^.\n]{0,40}|users?(?: name)?|quota[^.\n]{0,20}|userid|undeliverable|attempts|account|nonexistent|empfänger|adresse|destinataires?|destinatario|destinatari|ontvanger|odbiorc\w{0,2}|宛先|收件人|受信者)[\s:;=<("'“”\-–]{0,8}$/i;

/** Words after an address that say it is the one. */
const FAILED_AFTER =
  /^[>)"'\]]{0,3}(?:\s{0,4}[:.(,-]{0,4}\s{0,4}|\.{3}\s?)(?:(?:is|was|has|does|could|did|doesn't|isn't|cannot|can't|no|not|non|n'|nicht|konnte|existiert|user|unknown|mailbox|invalid|account|over|quota|host|rejected|failed|undeliverable|unrouteable)\b)/i;

interface Candidate {
  readonly address: string;
  /** 3: stands where mail servers put the failed address; 2: words say so; 1: just there. */
  readonly rank: number;
  readonly line: number;
  /** Words on its line and the two lines after it: the reason. */
  readonly reason: string;
}

const NOBODY: OwnSide = { notice: new Set(), returned: new Set() };

/** "an undisclosed address (generated from a@b.c)": the address we wrote to is the one in brackets. */
const HIDDEN = /undisclosed address/i;

function candidatesOf(notice: string, own: OwnSide): Candidate[] {
  const lines = notice.split(/\r?\n/);
  const found: Candidate[] = [];
  for (const [index, whole] of lines.entries()) {
    const line = whole.slice(0, 2000);
    if (!line.includes('@')) continue;
    const before = (lines[index - 1] ?? '').slice(-200).trim();
    for (const match of line.matchAll(ADDRESS)) {
      const address = match[0]
        .replace(/^(?:smtp|rfc822)=/i, '')
        .replace(/^[.=']{1,5}/, '')
        .toLowerCase();
      if (own.notice.has(address) || /^(?:postmaster|mailer-daemon|abuse|support|help)@/.test(address))
        continue;
      const start = match.index + match[0].length - address.length;
      const end = match.index + match[0].length;
      const left = line.slice(Math.max(0, start - 120), start);
      const right = line.slice(end, end + 120);
      // The address that we wrote to stands behind what the server made of it.
      const expanded = /expanded from:?[\s<]{0,4}$/i.test(left);
      if (expanded && found[found.length - 1]?.line === index - 1) found.pop();
      if (expanded || (HIDDEN.test(before) && /generated from/i.test(left))) {
        found.push({ address, rank: 3, line: index, reason: before });
        continue;
      }
      const lead = left.trim() === '' ? before : left;
      // Address alone on its line, or at its start followed by what servers write there.
      const first =
        /^[\s<"'*•·|([-]{0,12}(?:smtp:|rfc822;\s?|mailto:|[45]\d\d (?:\d\.\d\.\d )?|c=.{0,60}smtp=)?<?$/i.test(
          line.slice(0, start),
        );
      const closes =
        /^[>"')\]]{0,3}\s{0,8}(?:$|[:;,(|…]|<\S|\.{3}|\.$|on [A-Z]|[-–] |\[|is |was |<mailto|\t|(?:user|unknown|no such|host|mailbox|address|recipient|invalid|not |over|5\d\d |4\d\d ))/i.test(
          right,
        );
      if (NOT_THE_RECIPIENT.test(left)) continue;
      if (left.trim() === '' && /(?:message|mail) sent by$|^from:?$/i.test(before)) continue;
      const named = THE_RECIPIENT.test(lead) || FAILED_AFTER.test(right);
      const rank = first && closes ? 3 : named ? 2 : 1;
      if (rank < 3 && own.returned.has(address)) continue;
      found.push({
        address,
        rank,
        line: index,
        reason: [line, lines[index + 1] ?? '', lines[index + 2] ?? ''].join(' '),
      });
    }
  }
  return found;
}

/** Addresses that have hardly failed: our own side of the notice. */
export interface OwnSide {
  /** The notice's sender and recipients. */
  readonly notice: ReadonlySet<string>;
  /** The author of the message that came back. */
  readonly returned: ReadonlySet<string>;
}

export interface FoundRecipient {
  readonly address: string;
  readonly status: string | null;
  readonly diagnostic: string | null;
}

/** The RFC 3463 status in words such as `550-5.1.1 no such user`; null where there is none. */
export function statusIn(text: string): string | null {
  return /(?:^|[\s#(:<[-])([45]\.\d{1,2}\.\d{1,3})(?![.\d])/.exec(text.slice(0, 4000))?.[1] ?? null;
}

/**
 * The failed addresses that a notice names in free text, best evidence first taken: those that stand where mail
 * servers put them; else those that the words call failed; else the only one there is; else the recipient of the
 * returned message.
 * @param domain the domain of mailboxes that the notice names without one; `''` where it is not known
 */
export function failedInText(text: NoticeText, own: OwnSide, domain: string): FoundRecipient[] {
  const others = candidatesOf(text.notice, own);
  // Mail to oneself bounces, too: the place alone must then say it.
  const candidates =
    others.length > 0
      ? others
      : candidatesOf(text.notice, NOBODY).filter((candidate) => candidate.rank === 3);
  for (const rank of [3, 2, 1]) {
    const best = candidates.filter((candidate) => candidate.rank === rank);
    if (best.length === 0) continue;
    const unique = new Map<string, Candidate>();
    for (const candidate of best)
      if (!unique.has(candidate.address)) unique.set(candidate.address, candidate);
    const list = [...unique.values()].slice(0, rank === 1 ? 1 : 200);
    return list.map(({ address, reason }) => ({
      address,
      status: statusIn(reason) ?? (list.length === 1 ? statusIn(text.notice) : null),
      diagnostic: null,
    }));
  }
  const local = domain === '' ? null : bareName(text.notice);
  if (local !== null)
    return [{ address: `${local}@${domain}`, status: statusIn(text.notice), diagnostic: null }];
  return returnedRecipients(text.returned, own.notice).map((address) => ({
    address,
    status: statusIn(text.notice),
    diagnostic: null,
  }));
}

/** Whether a notice lists an address where mail servers list those that failed. */
export function listsAddress(notice: string): boolean {
  return candidatesOf(notice.slice(0, 3000), NOBODY).some((candidate) => candidate.rank === 3);
}

/** Some providers (AOL) name the mailbox without its domain, alone on a line after the heading. */
function bareName(notice: string): string | null {
  const lines = notice.split(/\r?\n/).map((line) => line.trim());
  const heading = lines.findIndex((line) => /following (?:recipients?|address)/i.test(line));
  if (heading < 0) return null;
  for (const line of lines.slice(heading + 1, heading + 6))
    if (/^[a-z0-9][\w.+-]{1,40}$/i.test(line) && !line.endsWith('.')) return line.toLowerCase();
  return null;
}

function returnedRecipients(returned: string, own: ReadonlySet<string>): string[] {
  for (const name of ['x-failed-recipients', 'original-recipient', 'x-rcpt-to', 'to', 'delivered-to']) {
    const value = returnedHeader(returned, name);
    if (value === null) continue;
    const addresses = [...value.slice(0, 4000).matchAll(ADDRESS)]
      .map((match) => match[0].toLowerCase())
      .filter((address) => !own.has(address));
    // Several recipients and no word about which: naming all of them would be a guess.
    if (addresses.length === 1) return addresses;
  }
  const received = /\bfor <?([^\s<>;]{1,64}@[^\s<>;]{1,253})>?;/i.exec(returned.slice(0, 8000))?.[1];
  return received === undefined || own.has(received.toLowerCase()) ? [] : [received.toLowerCase()];
}

/** Addresses in a header such as X-Failed-Recipients. */
export function addressesIn(value: string): string[] {
  return [...new Set([...value.slice(0, 20_000).matchAll(ADDRESS)].map((match) => match[0].toLowerCase()))];
}
