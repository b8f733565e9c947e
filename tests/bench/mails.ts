/** Mail made for the benches: written by us, seeded, of the sorts that an SDR's mailbox holds. */

/** mulberry32: seeded, so that every run reads the same bytes. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const WORDS =
  'we saw that your team is hiring and thought this might help with the month end close which takes most finance teams a week or more today'.split(
    ' ',
  );

function prose(next: () => number, words: number): string {
  let text = '';
  for (let i = 0; i < words; i++) {
    text += WORDS[Math.floor(next() * WORDS.length)] ?? '';
    text += i % 14 === 13 ? '.\r\n' : i % 55 === 54 ? '\r\n\r\n' : ' ';
  }
  return text;
}

export function head(i: number, subject: string, more: string): string {
  return `Return-Path: <p${i}@prospect${i % 97}.example>\r\nReceived: by mx.example with SMTP id ${i}; Mon, 2 Mar 2026 10:00:00 +0000\r\nFrom: Pat ${i} <p${i}@prospect${i % 97}.example>\r\nTo: Sam Seller <sam@seller.example>\r\nSubject: ${subject}\r\nDate: Mon, 2 Mar 2026 10:00:00 +0000\r\nMessage-ID: <m${i}@prospect.example>\r\nIn-Reply-To: <s${i}@seller.example>\r\nMIME-Version: 1.0\r\n${more}\r\n`;
}

export function bothBodies(next: () => number, words: number): string {
  const own = prose(next, words);
  const quoted = prose(next, 120);
  const html = `<div dir="ltr"><p>${own.replace(/\r\n\r\n/g, '</p><p>')}</p><a href="https://prospect.example/a?utm_source=mail">our site</a></div><br><div class="gmail_quote"><div class="gmail_attr">On Mon, Mar 2, 2026 at 9:00 AM Sam &lt;sam@seller.example&gt; wrote:<br></div><blockquote class="gmail_quote"><p>${quoted}</p></blockquote></div>`;
  return `--alt\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${own}\r\n\r\nOn Mon, Mar 2, 2026 at 9:00 AM Sam <sam@seller.example> wrote:\r\n\r\n> ${quoted.replace(/\r\n/g, '\r\n> ')}\r\n--alt\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${html}\r\n--alt--\r\n`;
}

function base64Lines(next: () => number, bytes: number): string {
  const line = Array.from(
    { length: 76 },
    () => 'ABCDEFGHabcdefgh01234567+/'[Math.floor(next() * 26)] ?? 'A',
  ).join('');
  return `${line}\r\n`.repeat(Math.ceil(bytes / 57));
}

export interface Sort {
  readonly name: string;
  readonly share: number;
  readonly make: (i: number, next: () => number) => string;
}

export const SORTS: readonly Sort[] = [
  {
    name: 'plain text',
    share: 0.3,
    make: (i, next) =>
      `${head(i, 'Re: Quick question', 'Content-Type: text/plain; charset=utf-8\r\n')}${prose(next, 30 + Math.floor(next() * 200))}\r\n> ${prose(next, 60).replace(/\r\n/g, '\r\n> ')}\r\n`,
  },
  {
    name: 'text and HTML',
    share: 0.45,
    make: (i, next) =>
      `${head(i, 'Re: Quick question', 'Content-Type: multipart/alternative; boundary=alt\r\n')}${bothBodies(next, 30 + Math.floor(next() * 300))}`,
  },
  {
    name: 'notices',
    share: 0.1,
    make: (i, next) =>
      `${head(i, 'Undelivered Mail Returned to Sender', 'Auto-Submitted: auto-replied\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=rep\r\n')}--rep\r\nContent-Type: text/plain\r\n\r\nI'm sorry to have to inform you that your message could not be delivered.\r\n\r\n<p${i}@prospect.example>: host mx said: 550 5.1.1 User unknown\r\n--rep\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; p${i}@prospect.example\r\nAction: failed\r\nStatus: 5.1.1\r\n--rep\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <s${i}@seller.example>\r\nSubject: x\r\n\r\n${prose(next, 100)}\r\n--rep--\r\n`,
  },
  {
    name: 'with attachments',
    share: 0.15,
    make: (i, next) =>
      `${head(i, 'Re: Deck', 'Content-Type: multipart/mixed; boundary=mix\r\n')}--mix\r\nContent-Type: multipart/alternative; boundary=alt\r\n\r\n${bothBodies(next, 100)}--mix\r\nContent-Type: application/pdf; name=deck.pdf\r\nContent-Disposition: attachment; filename=deck.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64Lines(next, 20_000 * 12 ** next())}--mix--\r\n`,
  },
];
