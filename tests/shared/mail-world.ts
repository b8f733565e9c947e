import { expect, type Page } from '@playwright/test';
import type { SyncView } from '../../lib/api/gmail-types';
import { TextPool } from '../../lib/facts/columns';
import type { Message } from '../../lib/facts/message';
import { type MessageColumns, MessageUnpacker } from '../../lib/store/packing/messages';
import type { ApiCall } from '../sandbox/api';
import { GmailSandbox, SANDBOX_HOSTS, type SandboxOptions } from '../sandbox/gmail-sandbox';
import type { Mailbox } from '../sandbox/mailbox';
import { headerOf } from '../sandbox/mime';
import { SANDBOX_CLIENT } from '../sandbox/oauth';
import { expected, rows, takeout } from '../unit/gmail/world';
import { ask } from './ask';
import { type Extension, launchExtension } from './browser';
import { reportOfMail } from './mailbox-report';
import type { Random } from './random';

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

  /** Resolves when the sandbox has had so many calls more (of one account), with the last of them. */
  nthCall(n: number, account?: string): Promise<ApiCall> {
    const { sandbox } = this;
    return new Promise((resolve) => {
      let left = n;
      sandbox.onCall = (call) => {
        if (account !== undefined && call.account !== account) return;
        left--;
        if (left > 0) return;
        sandbox.onCall = null;
        resolve(call);
      };
    });
  }

  calls(account: string, method?: ApiCall['method']): number {
    return this.sandbox.calls.filter(
      (call) => call.account === account && (method === undefined || call.method === method),
    ).length;
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
        { timeout: 180_000, intervals: [100] },
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
            const packs: IDBRequest<{ columns: unknown }[]> = open.result
              .transaction('messagePacks')
              .objectStore('messagePacks')
              .getAll();
            packs.onerror = () => reject(packs.error);
            packs.onsuccess = () => {
              open.result.close();
              // Packs hold numbers in typed arrays, which JSON does not know; nor does it know NaN.
              resolve(
                JSON.stringify(
                  packs.result.map(({ columns }) => ({ columns })),
                  (_, value: unknown) =>
                    ArrayBuffer.isView(value)
                      ? { array: value.constructor.name, numbers: Array.from(value as Uint8Array, String) } // any of them gives its numbers
                      : value,
                ),
              );
            };
          };
        }),
    );
    const rows = JSON.parse(text, (_, value: unknown) => asArray(value) ?? value) as {
      columns: MessageColumns;
    }[]; // `packed.ts` writes them so
    const pool = new TextPool();
    return rows.flatMap(({ columns }) => new MessageUnpacker(pool).unpack(columns));
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
      if (at >= 0)
        expect(JSON.parse(got[at] ?? 'null'), `row ${at} of ${mailbox.address}`).toEqual(
          JSON.parse(want[at] ?? 'null'),
        );
      expect(at, `rows of ${mailbox.address}`).toBe(-1);
    }
    expect(facts.length).toBe(facts.filter(({ account }) => accounts.includes(account)).length);
    const mail = mailboxes.map((mailbox) => takeout(mailbox));
    // What was learned of the mail as a whole follows the news by some seconds.
    await expect(async () => {
      const overview = await ask(this.page, 'overview');
      const report = await reportOfMail(mail, accounts, Date.parse(overview.generatedAt));
      const { ratesPerEmail: _, ...totals } = report.totals;
      expect(overview.totals.emails.sent).toBeGreaterThan(0);
      expect(overview.totals).toEqual(JSON.parse(JSON.stringify(totals)));
    }).toPass({ timeout: 60_000, intervals: [500, 2000, 5000] });
    return facts.length;
  }
}

const ARRAYS = { Float64Array, Uint32Array, Uint16Array, Uint8Array } as const;

function asArray(value: unknown): ArrayBufferView | null {
  if (typeof value !== 'object' || value === null || !('array' in value)) return null;
  const { array, numbers } = value as { array: keyof typeof ARRAYS; numbers: string[] }; // written above
  return ARRAYS[array].from(numbers.map(Number));
}

function launch(sandbox: GmailSandbox, profile: string | undefined): Promise<Extension> {
  return launchExtension({
    port: sandbox.port,
    hosts: SANDBOX_HOSTS,
    ...(profile === undefined ? {} : { profile }),
  });
}

/** Mail that has to be asked for as it was sent, and answers that are no replies: a bounce and an absence note. */
export function season(mailbox: Mailbox): void {
  const [bounced, away] = mailbox.list().filter(({ labels }) => labels.has('SENT'));
  if (bounced === undefined || away === undefined) throw new Error('Nobody has written anything.');
  const to = headerOf(bounced.headers, 'to');
  mailbox.deliver({
    from: 'Mail Delivery Subsystem <mailer-daemon@mx.example>',
    subject: 'Delivery Status Notification (Failure)',
    inReplyTo: bounced.messageId,
    at: bounced.at + 60_000,
    headers: [
      ['Auto-Submitted', 'auto-replied'],
      ['MIME-Version', '1.0'],
      ['Content-Type', 'multipart/report; report-type=delivery-status; boundary="b1"'],
    ],
    text: `--b1\nContent-Type: text/plain; charset=utf-8\n\nYour message could not be delivered: no such user.\n--b1\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; ${/<([^<>]{1,200})>/.exec(to)?.[1] ?? to}\nAction: failed\nStatus: 5.1.1\n--b1--`,
  });
  mailbox.deliver({
    from: headerOf(away.headers, 'to'),
    subject: `Automatic reply: ${headerOf(away.headers, 'subject')}`,
    inReplyTo: away.messageId,
    at: away.at + 60_000,
    headers: [['Auto-Submitted', 'auto-replied']],
    text: 'I am out of the office until Monday.',
  });
}

/** What a day brings to a mailbox: new threads, answers, mail that leaves, labels that come and go. */
export function aDay(mailbox: Mailbox, random: Random, size: number, tag: string): void {
  const sent = mailbox.list().filter(({ labels }) => labels.has('SENT'));
  const label = mailbox.addLabel(`Spring ${tag}`);
  for (let n = 0; n < size; n++) {
    const id = `${tag}.${n}@seller.example`;
    mailbox.send(
      {
        to: `Pat <pat.${n}@${tag}.example>`,
        subject: 'Pat, about approvals',
        text: 'Hi Pat,\n\nshall we talk on Thursday?\n\nhttps://tallyhouse.example/approvals\n\nSam',
        messageId: id,
      },
      n % 3 === 0,
    );
    if (n % 4 === 0)
      mailbox.deliver({ from: `pat.${n}@${tag}.example`, inReplyTo: id, text: 'Yes, please.' });
  }
  for (let n = 0; n < size; n++) {
    const before = random.pick(sent);
    const there = mailbox.messages.get(before.id);
    if (there === undefined) continue;
    switch (n % 4) {
      case 0:
        mailbox.deliver({
          from: headerOf(there.headers, 'to'),
          subject: `Re: ${headerOf(there.headers, 'subject')}`,
          inReplyTo: there.messageId,
          text: 'Sounds good. Tuesday?',
        });
        break;
      case 1:
        mailbox.relabel(there.id, [label]);
        break;
      case 2:
        mailbox.delete(there.id);
        break;
      case 3:
        for (const { id } of mailbox.thread(there.threadId)) mailbox.trash(id);
        break;
    }
  }
  mailbox.deliver({ from: 'news@letter.example', subject: 'This week', text: 'Not ours.' });
}
