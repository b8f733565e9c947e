/** mail.google.com: the page, and its own ways to a message's source. */
import { gmailPage, threadList, threadOf } from './gmail-page';
import type { Mailbox, SandboxMessage } from './mailbox';
import { headerOf } from './mime';
import { json, type Reply } from './oauth';
import { escapeText } from './oauth-pages';
import { variantsOf } from './page-variants';

/** Gmail's own policy, so that faults with Trusted Types show here, not at users. */
const POLICY =
  "require-trusted-types-for 'script'; object-src 'none'; base-uri 'self'; frame-src https://mail.google.com";

function html(status: number, body: string): Reply {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY },
    body,
  };
}

function temporaryError(code: number): Reply {
  return html(
    code,
    `<!doctype html><html><head><title>Temporary Error</title></head><body><h1>Temporary Error (${code})</h1><p>We’re sorry, but your Gmail account is temporarily unavailable.</p></body></html>`,
  );
}

/** Hex, or `msg-f:` and the decimal. */
function messageIdOf(query: URLSearchParams): string {
  const permanent = /^msg-f:(\d{5,20})$/.exec(query.get('permmsgid') ?? '')?.[1];
  return permanent === undefined ? (query.get('th') ?? '') : BigInt(permanent).toString(16);
}

/** `view=om`: "Show original" with the source in a `pre`. */
function originalPage(message: SandboxMessage): string {
  const row = (name: string, value: string): string =>
    `<tr><th>${name}</th><td>${escapeText(value)}</td></tr>`;
  const head = (name: string): string => headerOf(message.headers, name);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Original Message</title></head><body><h2>Original Message</h2><table class="message_table">${row('Message ID', `<${message.messageId}>`)}${row('Created at:', head('date'))}${row('From:', head('from'))}${row('To:', head('to'))}${row('Subject:', head('subject'))}</table><a href="?view=att&amp;th=${message.id}&amp;attid=0&amp;disp=comp&amp;safe=1&amp;zw">Download Original</a><pre class="raw_message_text" id="raw_message_text">${escapeText(Buffer.from(message.source(), 'latin1').toString('utf8'))}</pre></body></html>`;
}

function printPage(mailbox: Mailbox, id: string): Reply {
  const messages = mailbox.thread(id);
  if (messages.length === 0) return temporaryError(404);
  const bodies = threadOf(mailbox, id).messages.map(
    (message) =>
      `<table class="message"><tr><td><font size="-1"><b>${escapeText(message.name)}</b> &lt;${escapeText(message.from)}&gt;</font></td><td align="right"><font size="-1">${escapeText(message.date)}</font></td></tr><tr><td colspan="2"><div style="white-space:pre-wrap">${escapeText(message.text)}</div></td></tr></table>`,
  );
  return html(
    200,
    `<!doctype html><html><body><div class="maincontent">${bodies.join('<hr>')}</div></body></html>`,
  );
}

/** Answers a path of mail.google.com for the browser's signed-in accounts. */
export function answerMail(
  signedIn: readonly string[],
  mailboxOf: (address: string) => Mailbox,
  path: string,
): Reply {
  const { pathname, searchParams: query } = new URL(path, 'https://mail.google.com');
  const who = /^\/mail\/u\/([^/]{1,200})/.exec(pathname)?.[1] ?? '0';
  if (!/^\d{1,2}$/.test(who)) return temporaryError(404);
  const address = signedIn[Number(who)];
  if (address === undefined) {
    const first = signedIn[0];
    if (first === undefined) return html(200, '<!doctype html><title>Gmail</title><h1>Sign in</h1>');
    return { status: 302, headers: { location: '/mail/u/0/' }, body: '' };
  }
  const mailbox = mailboxOf(address);
  const view = query.get('view') ?? query.get('sandbox');
  if (view === null || view === 'cm')
    return html(200, gmailPage(address, threadList(mailbox, 0), variantsOf(query.get('page'))));
  if (view === 'list') return json(200, threadList(mailbox, Number(query.get('start') ?? '0')));
  const id = messageIdOf(query);
  if (view === 'thread') {
    if (mailbox.thread(id).length === 0) return temporaryError(404);
    return json(200, threadOf(mailbox, id));
  }
  if (view === 'pt') return printPage(mailbox, id);
  const message = mailbox.messages.get(id);
  if (message === undefined) return temporaryError(404);
  if (view === 'om') return html(200, originalPage(message));
  if (view === 'att' && query.get('attid') === '0')
    return {
      status: 200,
      headers: {
        'content-type': 'message/rfc822',
        'content-disposition': 'attachment; filename="original_msg.txt"',
        'x-content-type-options': 'nosniff',
      },
      body: Buffer.from(message.source(), 'latin1'),
    };
  return temporaryError(404);
}
