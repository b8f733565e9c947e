/** Gmail's search, as far as a mail reader asks: https://support.google.com/mail/answer/7190 */
import { addressesIn, type Mailbox, type SandboxMessage } from './mailbox';
import { firstText, headerOf, type MimePart } from './mime';

type Test = (message: SandboxMessage) => boolean;

/** Operators, groups, quoted words; a quote may stand behind the operator's colon. */
const TOKEN =
  /\(|\)|\{|\}|-?(?:[a-z_0-9]{1,20}:)?"[^"]{0,500}"|-?[a-z_0-9]{1,20}:<[^>\s]{0,500}>|[^\s(){}]{1,500}/gi;

const DAY = 86_400_000;
const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, d: DAY, m: 30 * DAY, y: 365 * DAY };
const PLACES: Readonly<Record<string, string>> = {
  sent: 'SENT',
  inbox: 'INBOX',
  trash: 'TRASH',
  bin: 'TRASH',
  spam: 'SPAM',
  draft: 'DRAFT',
  drafts: 'DRAFT',
  chat: 'CHAT',
  chats: 'CHAT',
  important: 'IMPORTANT',
  starred: 'STARRED',
  unread: 'UNREAD',
};

const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];

/** Whole words in a row, as Gmail matches them: `from:acme` finds `jo@acme.example`, `from:ac` does not. */
function hasWords(text: string, wanted: string): boolean {
  const needle = ` ${words(wanted).join(' ')} `;
  return needle.trim() === '' || ` ${words(text).join(' ')} `.includes(needle);
}

/** Midnight in Pacific time, which Gmail reads dates in (daylight saving from March to November). */
function pacificDay(value: string): number | null {
  const match = /^(\d{4})[/-](\d{1,2})[/-](\d{1,2})$/.exec(value);
  if (match === null) return null;
  const [, year, month, day] = match.map(Number);
  for (const hours of [7, 8]) {
    const at = Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1, hours);
    const hour = new Intl.DateTimeFormat('en-US', {
      timeZone: 'America/Los_Angeles',
      hour: 'numeric',
      hourCycle: 'h23',
    }).format(at);
    if (Number(hour) === 0) return at;
  }
  return null;
}

/** Epoch seconds or a date, as milliseconds UTC. */
function moment(value: string): number | null {
  return /^\d{9,11}$/.test(value) ? Number(value) * 1000 : pacificDay(value);
}

function ago(value: string, now: number): number | null {
  const match = /^(\d{1,4})([hdmy])$/.exec(value);
  return match === null ? null : now - Number(match[1]) * (UNITS[match[2] ?? 'd'] ?? DAY);
}

function size(value: string): number {
  const match = /^(\d{1,12})([km]?)b?$/i.exec(value);
  const factor = { k: 1024, m: 1024 * 1024 }[match?.[2]?.toLowerCase() ?? ''] ?? 1;
  return Number(match?.[1] ?? 0) * factor;
}

function attachments(part: MimePart): string[] {
  return [...(part.attached ? [part.filename] : []), ...part.parts.flatMap(attachments)];
}

/** Whether a query names a place that lists leave out by default. */
export function asksForSpamOrTrash(query: string): boolean {
  return /(?:^|[\s({])(?:in:(?:anywhere|trash|bin|spam)|(?:label:)(?:trash|spam)|rfc822msgid:)/i.test(query);
}

class Reader {
  private readonly tokens: string[];
  private at = 0;

  constructor(
    query: string,
    private readonly mailbox: Mailbox,
    private readonly now: number,
  ) {
    this.tokens = query.match(TOKEN) ?? [];
  }

  /** Everything up to a closing bracket: all of it, or (between braces, or joined by OR) any. */
  group(any: boolean): Test {
    const tests: Test[] = [];
    let or = false;
    for (let token = this.tokens[this.at]; token !== undefined; token = this.tokens[this.at]) {
      this.at += 1;
      if (token === ')' || token === '}') break;
      if (token === 'OR' || token === '|') {
        or = true;
        continue;
      }
      if (token === 'AND') continue;
      const negated = token.startsWith('-') && token.length > 1;
      const plain = negated ? token.slice(1) : token;
      let test: Test;
      if (token === '(' || token === '{') test = this.group(token === '{');
      else if (token === '-') {
        const open = this.tokens[this.at];
        if (open !== '(' && open !== '{') continue;
        this.at += 1;
        const inner = this.group(open === '{');
        test = (message) => !inner(message);
      } else {
        const one = this.term(plain);
        test = negated ? (message) => !one(message) : one;
      }
      const before = or ? tests.pop() : undefined;
      or = false;
      tests.push(before === undefined ? test : (message) => before(message) || test(message));
    }
    return any
      ? (message) => tests.some((test) => test(message))
      : (message) => tests.every((test) => test(message));
  }

  private term(token: string): Test {
    const colon = /^([a-z_0-9]{1,20}):(.*)$/is.exec(token);
    const value = (colon?.[2] ?? token).replace(/^"|"$/g, '');
    const low = value.toLowerCase();
    switch (colon?.[1]?.toLowerCase()) {
      case 'in':
      case 'is':
        return this.place(low);
      case 'label':
        return this.label(low);
      case 'category':
        return (message) =>
          message.labels.has(`CATEGORY_${low === 'primary' ? 'PERSONAL' : value.toUpperCase()}`);
      case 'from':
        return this.person(low, ['from']);
      case 'to':
        return this.person(low, ['to', 'cc', 'bcc']);
      case 'cc':
        return this.person(low, ['cc']);
      case 'bcc':
        return this.person(low, ['bcc']);
      case 'deliveredto':
        return this.person(low, ['delivered-to']);
      case 'list':
        return (message) => hasWords(headerOf(message.headers, 'list-id'), low);
      case 'subject':
        return (message) => hasWords(headerOf(message.headers, 'subject'), low);
      case 'rfc822msgid': {
        const id = value.replace(/^<|>$/g, '');
        return (message) => message.messageId === id;
      }
      case 'after':
      case 'newer': {
        const from = moment(value);
        return (message) => from === null || message.at >= from;
      }
      case 'before':
      case 'older': {
        const until = moment(value);
        return (message) => until === null || message.at < until;
      }
      case 'newer_than': {
        const from = ago(low, this.now);
        return (message) => from === null || message.at >= from;
      }
      case 'older_than': {
        const until = ago(low, this.now);
        return (message) => until === null || message.at < until;
      }
      case 'has':
        return low === 'attachment'
          ? (message) => attachments(this.mailbox.mime(message)).length > 0
          : (message) =>
              low === 'userlabels' && [...message.labels].some((label) => label.startsWith('Label_'));
      case 'filename':
        return (message) => attachments(this.mailbox.mime(message)).some((name) => hasWords(name, low));
      case 'larger':
      case 'size':
        return (message) => message.source().length >= size(low);
      case 'smaller':
        return (message) => message.source().length < size(low);
      default:
        return (message) => {
          const head = ['subject', 'from', 'to', 'cc']
            .map((name) => headerOf(message.headers, name))
            .join(' ');
          return hasWords(head, token) || hasWords(firstText(this.mailbox.mime(message)), token);
        };
    }
  }

  private place(name: string): Test {
    if (name === 'anywhere') return () => true;
    if (name === 'read') return (message) => !message.labels.has('UNREAD');
    if (name === 'archive')
      return (message) =>
        !['INBOX', 'SENT', 'DRAFT', 'TRASH', 'SPAM'].some((label) => message.labels.has(label));
    const id = PLACES[name];
    return id === undefined ? this.label(name) : (message) => message.labels.has(id);
  }

  /** Labels by name; the search box writes spaces and slashes as hyphens. */
  private label(name: string): Test {
    const flat = (text: string): string => text.toLowerCase().replace(/[\s/]/g, '-');
    const wanted =
      PLACES[name] ?? [...this.mailbox.labels.values()].find((label) => flat(label.name) === flat(name))?.id;
    return (message) => wanted !== undefined && message.labels.has(wanted);
  }

  private person(value: string, headers: readonly string[]): Test {
    const wanted = value === 'me' ? this.mailbox.address.toLowerCase() : value;
    return (message) =>
      headers.some((name) => {
        const text = headerOf(message.headers, name);
        return wanted.includes('@') && !wanted.startsWith('@')
          ? addressesIn(text).includes(wanted)
          : hasWords(text, wanted);
      });
  }
}

/** Reads a query once; the result judges messages. */
export function compileSearch(query: string, mailbox: Mailbox, now: number): Test {
  return new Reader(query, mailbox, now).group(false);
}
