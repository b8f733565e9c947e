import { expect, type Page } from '@playwright/test';
import type { SyncView } from '../../lib/api/gmail-types';
import type { Message } from '../../lib/facts/message';
import { GmailSandbox, SANDBOX_HOSTS, type SandboxOptions } from '../sandbox/gmail-sandbox';
import { SANDBOX_CLIENT } from '../sandbox/oauth';
import { expected, rows, takeout } from '../unit/gmail/world';
import { ask } from './ask';
import { type Extension, launchExtension } from './browser';
import { reportOfMail } from './mailbox-report';

/** A project to which Google has granted this many units a minute: here reading is bound by nothing but ourselves. */
const GRANTED = 1e9;

/** The shipped build in a browser, before a sandbox's Gmail. */
export class MailWorld {
  private constructor(
    readonly sandbox: GmailSandbox,
    public extension: Extension,
    /** A page of the extension that shows no figures. */
    public page: Page,
    private readonly profile: string | undefined,
  ) {}

  static async start(options: SandboxOptions, profile?: string): Promise<MailWorld> {
    const sandbox = await GmailSandbox.start(options);
    const extension = await launch(sandbox, profile);
    const page = await extension.open('dashboard.html#/settings');
    const world = new MailWorld(sandbox, extension, page, profile);
    await ask(page, 'setGmailClient', { clientId: SANDBOX_CLIENT, perMinute: GRANTED });
    return world;
  }

  async close(): Promise<void> {
    await this.extension.close();
    await this.sandbox.close();
  }

  /** The browser again, with the profile of before. */
  async reopen(): Promise<void> {
    this.extension = await launch(this.sandbox, this.profile);
    this.page = await this.extension.open('dashboard.html#/settings');
  }

  async connect(account: string): Promise<void> {
    expect(await ask(this.page, 'connectGmail', { account })).toEqual({ ok: true, account });
  }

  async state(account: string): Promise<SyncView | undefined> {
    return (await ask(this.page, 'syncState')).find((view) => view.account === account);
  }

  /** Asks for news, and waits until all is read. */
  async news(...accounts: readonly string[]): Promise<void> {
    for (const account of accounts) await ask(this.page, 'syncGmail', { account });
    await this.settled(...accounts);
  }

  async settled(...accounts: readonly string[]): Promise<void> {
    await this.until(accounts, ({ phase }) => phase === 'up-to-date');
  }

  /** Waits until the reading of these accounts stands so. Asking is what an open view does, and wakes a stopped worker. */
  async until(accounts: readonly string[], good: (view: SyncView) => boolean): Promise<void> {
    await expect
      .poll(
        async () => {
          const views = (await ask(this.page, 'syncState')).filter(({ account }) =>
            accounts.includes(account),
          );
          const bad = views.filter((view) => !good(view));
          return views.length < accounts.length
            ? 'not connected'
            : bad.map(({ account, phase, done, total, trouble }) =>
                [account, phase, done, total, trouble?.code, trouble?.detail].join(' '),
              );
        },
        { timeout: 60_000, intervals: [100] },
      )
      .toEqual([]);
  }

  /** Every message in the extension's database, read past the background: what is on disk. */
  async facts(): Promise<Message[]> {
    const text = await this.page.evaluate(
      () =>
        new Promise<string>((resolve, reject) => {
          const open = indexedDB.open('plumbline');
          open.onerror = () => reject(open.error);
          open.onsuccess = () => {
            const packs = open.result
              .transaction('messagePacks')
              .objectStore('messagePacks')
              .getAll() as IDBRequest<{ items: unknown[] }[]>; // the store's `Pack`
            packs.onerror = () => reject(packs.error);
            packs.onsuccess = () => {
              open.result.close();
              resolve(JSON.stringify(packs.result.flatMap(({ items }) => items)));
            };
          };
        }),
    );
    return JSON.parse(text) as Message[]; // the store's own facts
  }

  /**
   * What is stored is exactly what these mailboxes hold, and the figures are those of the headless report.
   * @returns the messages
   */
  async agrees(...accounts: readonly string[]): Promise<number> {
    const facts = await this.facts();
    const mailboxes = accounts.map((account) => this.sandbox.mailbox(account));
    for (const mailbox of mailboxes) {
      const got = rows(facts.filter(({ account }) => account === mailbox.address));
      const want = await expected(mailbox);
      expect(got.length, `rows of ${mailbox.address}`).toBe(want.length);
      // A difference of thousands of rows would take minutes to be drawn.
      const at = want.findIndex((row, n) => row !== got[n]);
      expect(got[at], `row ${at} of ${mailbox.address}`).toBe(want[at]);
    }
    expect(facts.length).toBe(facts.filter(({ account }) => accounts.includes(account)).length);
    const overview = await ask(this.page, 'overview');
    const report = await reportOfMail(
      mailboxes.map((mailbox) => takeout(mailbox)),
      accounts,
      Date.parse(overview.generatedAt),
    );
    const { ratesPerEmail: _, ...totals } = report.totals;
    expect(overview.totals.emails.sent).toBeGreaterThan(0);
    expect(overview.totals).toEqual(JSON.parse(JSON.stringify(totals)));
    return facts.length;
  }
}

function launch(sandbox: GmailSandbox, profile: string | undefined): Promise<Extension> {
  return launchExtension({
    port: sandbox.port,
    hosts: SANDBOX_HOSTS,
    ...(profile === undefined ? {} : { profile }),
  });
}
