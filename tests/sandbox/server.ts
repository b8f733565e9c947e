import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';
import { readBody } from '../../lib/mail/body/body';
import { splitMbox } from '../../lib/mail/mbox';
import { type ParsedMail, parseMail } from '../../lib/mail/parse';
import { gmailPage, type SandboxThread } from './gmail-page';

export interface Sandbox {
  readonly port: number;
  /** Hosts that were asked for, as the requests named them. */
  readonly hosts: ReadonlySet<string>;
  close(): Promise<void>;
}

/** Gmail's own policy, so that faults with Trusted Types show here, not at users. */
const POLICY =
  "require-trusted-types-for 'script'; object-src 'none'; base-uri 'self'; frame-src https://mail.google.com";

async function threadsOf(mbox: string): Promise<SandboxThread[]> {
  const byThread = new Map<string, ParsedMail[]>();
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode(mbox);
  }
  for await (const item of splitMbox(chunks())) {
    const mail = await parseMail(item.bytes, item.separator);
    const thread = mail.threadId ?? mail.messageId;
    byThread.set(thread, [...(byThread.get(thread) ?? []), mail]);
  }
  const threads: SandboxThread[] = [];
  for (const [id, mails] of byThread) {
    const [first] = mails;
    const to = first?.to[0];
    if (first === undefined || to === undefined || !/^[0-9a-f]+$/.test(id)) continue;
    const date = (at: number | null): string => new Date(at ?? 0).toUTCString().slice(5, 22);
    threads.push({
      id: BigInt(`0x${id}`).toString(),
      subject: first.subject,
      to: { address: to.address, name: to.name },
      date: date(mails.at(-1)?.at ?? null),
      messages: mails.map((mail) => ({
        id: BigInt(`0x${mail.gmailId ?? id}`).toString(),
        from: mail.from.address,
        name: mail.from.name,
        date: date(mail.at),
        text: readBody(mail).text,
      })),
    });
  }
  return threads.reverse();
}

/** A local server that answers as mail.google.com with a Gmail-shaped page over a mailbox. */
export async function startSandbox(account: string, mbox: string, port = 0): Promise<Sandbox> {
  const page = gmailPage(account, await threadsOf(mbox));
  const pems = await generate([{ name: 'commonName', value: 'mail.google.com' }], { keySize: 2048 });
  const hosts = new Set<string>();
  const server: Server = createServer({ key: pems.private, cert: pems.cert }, (request, response) => {
    const host = request.headers.host ?? '';
    hosts.add(host.replace(/:\d+$/, ''));
    if (host.startsWith('mail.google.com') && request.url?.startsWith('/mail/')) {
      response.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': POLICY,
      });
      response.end(page);
    } else {
      response.writeHead(request.url === '/favicon.ico' ? 204 : 404).end();
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port, // a TCP server's address is an object
    hosts,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
