import PostalMime from 'postal-mime';
import { parseMail } from '../../lib/mail/parse';
import { readMail } from '../../lib/mail/read';
import type { Table } from '../shared/table';

/**
 * What understanding mail costs beside bare parsing: the same bytes through postal-mime alone, and through parsing,
 * reading and classifying. Rounds alternate, and the median counts, so that a busy machine slows both alike.
 */

const encoder = new TextEncoder();

/** mulberry32: seeded, so that every run reads the same bytes. */
function random(seed: number): () => number {
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

function head(i: number, subject: string, more: string): string {
  return `Return-Path: <p${i}@prospect${i % 97}.example>\r\nReceived: by mx.example with SMTP id ${i}; Mon, 2 Mar 2026 10:00:00 +0000\r\nFrom: Pat ${i} <p${i}@prospect${i % 97}.example>\r\nTo: Sam Seller <sam@seller.example>\r\nSubject: ${subject}\r\nDate: Mon, 2 Mar 2026 10:00:00 +0000\r\nMessage-ID: <m${i}@prospect.example>\r\nIn-Reply-To: <s${i}@seller.example>\r\nMIME-Version: 1.0\r\n${more}\r\n`;
}

function bothBodies(next: () => number, words: number): string {
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

interface Sort {
  readonly name: string;
  readonly share: number;
  readonly make: (i: number, next: () => number) => string;
}

const SORTS: readonly Sort[] = [
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

async function bare(mails: readonly Uint8Array[]): Promise<number> {
  const begin = performance.now();
  for (const bytes of mails) await PostalMime.parse(bytes, { attachmentEncoding: 'arraybuffer' });
  return performance.now() - begin;
}

async function full(mails: readonly Uint8Array[]): Promise<number> {
  const own = (address: string): boolean => address === 'sam@seller.example';
  const begin = performance.now();
  for (const bytes of mails) readMail(await parseMail(bytes), 'sam@seller.example', own);
  return performance.now() - begin;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

async function compare(mails: readonly Uint8Array[]): Promise<{ bare: number; full: number; ratio: number }> {
  const bares: number[] = [];
  const fulls: number[] = [];
  const ratios: number[] = [];
  for (let round = 0; round < 7; round++) {
    const a = round % 2 === 0 ? await bare(mails) : 0;
    const b = await full(mails);
    const c = a === 0 ? await bare(mails) : a;
    // The first round warms both up.
    if (round === 0) continue;
    bares.push(c);
    fulls.push(b);
    ratios.push(b / c);
  }
  return { bare: median(bares), full: median(fulls), ratio: median(ratios) };
}

export async function measure(): Promise<readonly Table[]> {
  const next = random(7);
  const total = 5000;
  const bySort = SORTS.map(({ name, share, make }) => ({
    name,
    mails: Array.from({ length: Math.round(total * share) }, (_, i) => encoder.encode(make(i, next))),
  }));
  const everything = { name: 'all 5,000', mails: bySort.flatMap(({ mails }) => mails) };
  const rows: (string | number)[][] = [];
  for (const { name, mails } of [everything, ...bySort]) {
    const bytes = mails.reduce((sum, mail) => sum + mail.length, 0);
    const { bare: without, full: withReading, ratio } = await compare(mails);
    rows.push([
      name,
      mails.length,
      Math.round(bytes / 1e6),
      Math.round(without),
      Math.round(withReading),
      ratio,
    ]);
  }
  return [
    {
      title: 'Mail: parsed, read and classified beside bare postal-mime',
      columns: ['mails', 'count', 'MB', 'postal-mime ms', 'all of it ms', 'ratio'],
      rows,
      note: 'Floor: 1.5 for all 5,000. Medians of six alternating rounds on the same bytes. Attachments are counted, not decoded.',
    },
  ];
}
