import type { Message } from '../facts/message';
import { MailFacts } from '../importing/mail-facts';
import { header, type ParsedMail, parseMail } from '../mail/parse';
import type { Store } from '../store/store';
import type { PageCalls } from './page-mail';
import type { GmailView, Notice } from './protocol';

/** What this room needs of the world. */
export interface PageWorld {
  /** Milliseconds UTC. */
  now(): number;
  tell(notice: Notice): Promise<void>;
  /** What each Gmail tab shows: it outlives the background. */
  rememberView(view: GmailView): Promise<void>;
  recallView(frame: string): Promise<GmailView | null>;
  /** Names the Gmail page in a tab. Absent: this browser has no side panel. */
  frameOfTab?(tab: number): Promise<string | null>;
}

type Handlers = {
  readonly [K in keyof PageCalls]: (...data: Parameters<PageCalls[K]>) => Promise<ReturnType<PageCalls[K]>>;
} & {
  gmailShows(view: GmailView): Promise<void>;
  /** Everything was erased: what is on its way belongs to the time before. */
  forgetPage(): Promise<void>;
};

/** Open views follow a long reading this often, ms. */
const FOLLOW = 5000;

interface Index {
  readonly version: number;
  readonly gmailIds: ReadonlySet<string>;
  readonly messageIds: ReadonlySet<string>;
  /** Threads with a sent message. */
  readonly threads: ReadonlySet<string>;
}

/** The import that what was read on Gmail's page belongs to: it is listed, and undone, as a file is. */
export function importOfPage(account: string): string {
  return `page:${account}`;
}

/** Mail that comes from Gmail's page, and what its tabs say. */
export function pageHandlers(store: Store, world: PageWorld): Handlers {
  let index: Index | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  let erasedAt = Number.NEGATIVE_INFINITY;
  let toldAt = Number.NEGATIVE_INFINITY;
  /** A background that was stopped does not know what its views have missed. */
  let untold = true;

  const look = async (): Promise<Index> => {
    const { messages } = await store.facts();
    if (index?.version === store.version) return index;
    const gmailIds = new Set<string>();
    const messageIds = new Set<string>();
    const threads = new Set<string>();
    for (const message of messages) {
      if (message.gmailId !== null) gmailIds.add(message.gmailId);
      messageIds.add(message.messageId);
      if (message.direction === 'sent' && message.threadId !== null) threads.add(message.threadId);
    }
    index = { version: store.version, gmailIds, messageIds, threads };
    return index;
  };
  /** One after the other: of two that run together both would see what was there before. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work);
    turn = result.catch(() => undefined); // the caller gets the failure
    return result;
  };
  const tell = async (): Promise<void> => {
    untold = false;
    toldAt = world.now();
    await world.tell({ notice: 'changed' });
  };

  return {
    pageWants: async ({ ids }) => {
      const { gmailIds } = await look();
      return ids.filter((id) => !gmailIds.has(id));
    },
    pageMail: ({ account, threadId, begun, more, messages }) =>
      inTurn(async () => {
        if (begun < erasedAt) throw new Error('Everything was erased in between. Nothing was kept.');
        const facts = new MailFacts(await ownAddresses(store, account));
        const read: Message[] = [];
        for (const { gmailId, source } of messages) {
          const mail = await parseMail(Uint8Array.from(atob(source), (letter) => letter.charCodeAt(0)));
          if (mail.headers.length === 0) continue;
          const labels = isOwnWork(mail, facts.own) ? ['SENT'] : [];
          for (const { message } of facts.take({ ...mail, threadId, gmailId, labels })) read.push(message);
        }
        const { threads } = await look();
        const ours = read.some(({ direction }) => direction === 'sent') || threads.has(threadId);
        if (!ours || read.length === 0) return { stored: 0, missing: 0 };
        await saveOwn(store, account, facts.own);
        const importId = importOfPage(account);
        if (!(await store.imports()).some(({ id }) => id === importId)) {
          await store.startImport({ id: importId, name: `Gmail: ${account}`, startedAt: world.now() });
          await store.finishImport(importId, 'done', null);
        }
        const batch = { messages: read, events: [], counters: [], problems: [] };
        const added = await store.addFacts(importId, batch);
        const { messageIds } = await look();
        const named = new Set(read.flatMap(({ references }) => references));
        const missing = [...named].filter((id) => !messageIds.has(id)).length;
        if (added.messages > 0) untold = true;
        if (untold && (!more || world.now() - toldAt >= FOLLOW)) await tell();
        return { stored: added.messages, missing };
      }),
    readPage: ({ frame, on }) => world.tell({ notice: 'readPage', frame, on }),
    togglePanel: ({ frame }) => world.tell({ notice: 'panel', frame }),
    gmailFrame: async ({ tab }) => (await world.frameOfTab?.(tab)) ?? null,
    gmailShows: (view) =>
      inTurn(async () => {
        const before = await world.recallView(view.frame);
        // A message to a background that had just been stopped is sent twice, and may come after the one behind it.
        if (before?.page !== undefined && view.page !== undefined && before.page.turn > view.page.turn)
          return;
        await world.rememberView(view);
        await world.tell({ notice: 'gmail', frame: view.frame });
        const state = view.page?.reading?.state;
        if (untold && state !== undefined && state !== 'reading' && state !== 'waiting') await tell();
      }),
    forgetPage: async () => {
      erasedAt = world.now();
      index = null;
      await world.tell({ notice: 'readPage', frame: '', on: false });
    },
  };
}

const ownKey = (account: string): string => `page-own:${account}`;

/** The account first, then the addresses it was seen to send from. */
async function ownAddresses(store: Store, account: string): Promise<string[]> {
  const known = await store.setting(ownKey(account));
  // only saveOwn writes this key
  return [...new Set([account, ...(Array.isArray(known) ? (known as string[]) : [])])];
}

async function saveOwn(store: Store, account: string, own: readonly string[]): Promise<void> {
  const before = await ownAddresses(store, account);
  if (own.some((address) => !before.includes(address))) await store.saveSetting(ownKey(account), own, false);
}

/** Gmail's own doors for what its user sends. */
const SUBMITTED = /\bby (?:smtp\.gmail\.com|gmailapi\.google\.com)\b/;

/**
 * Whether a message left this mailbox from an address that is not known yet (an alias). The page gives no label, but what a
 * mailbox received bears the marks of the receiving server, and is to one of its addresses.
 */
function isOwnWork(mail: ParsedMail, own: readonly string[]): boolean {
  const to = [...mail.to, ...mail.cc, ...mail.bcc].map(({ address }) => address);
  if (own.includes(mail.from.address)) return true;
  if (to.length === 0 || to.some((address) => own.includes(address))) return false;
  if (['delivered-to', 'authentication-results', 'received-spf'].some((name) => header(mail, name) !== null))
    return false;
  return mail.headers.every(({ name, value }) => name !== 'received' || SUBMITTED.test(value));
}
