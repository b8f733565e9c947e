import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { bothBodies, head, random, SORTS } from './mails';

/** In an outreach mailbox one received mail in so many brings a file. */
const ATTACHMENT_SHARE = 0.02;

/** Where each message of the file begins and ends, without its separator line: [begin, end, begin, end, …]. */
export interface MailboxFile {
  readonly bytes: number;
  readonly places: readonly number[];
}

function sentMail(i: number, next: () => number): string {
  const from = 'From: Sam Seller <sam@seller.example>\r\nTo: Pat <';
  const plain = head(
    i,
    'A quick question',
    'X-Gmail-Labels: Sent\r\nContent-Type: multipart/alternative; boundary=alt\r\n',
  );
  return `${plain
    .replace(/From: [^\r]{1,100}\r\nTo: [^\r]{1,100}/, `${from}p${i}@prospect${i % 97}.example>`)
    .replace('<m', '<s')
    .replace(/In-Reply-To: [^\r]{1,100}\r\n/, '')}${bothBodies(next, 60 + Math.floor(next() * 120))}`;
}

/** Writes a mailbox as Google Takeout does: half of it sent, half of every sort that comes back. */
export async function writeMailbox(path: string, count: number): Promise<MailboxFile> {
  const next = random(11);
  const shares = SORTS.map(({ name, share }) => (name === 'with attachments' ? ATTACHMENT_SHARE : share));
  const sum = shares.reduce((total, share) => total + share, 0);
  const received = (i: number): string => {
    let at = next() * sum;
    const sort = SORTS.find((_, n) => {
      at -= shares[n] ?? 0;
      return at <= 0;
    });
    return (sort ?? SORTS[0])?.make(i, next) ?? '';
  };
  const out = createWriteStream(path);
  const places: number[] = [];
  let bytes = 0;
  for (let i = 0; i < count; i++) {
    const separator = `From ${7_000_000_000 + i}@xxx Mon Mar 02 10:00:00 +0000 2026\r\n`;
    const mail = Buffer.from(i % 2 === 0 ? sentMail(i, next) : received(i - 1));
    places.push(bytes + separator.length, bytes + separator.length + mail.length);
    bytes += separator.length + mail.length + 2;
    if (!out.write(Buffer.concat([Buffer.from(separator), mail, Buffer.from('\r\n')])))
      await new Promise<void>((resolve) => out.once('drain', () => resolve()));
  }
  out.end();
  await finished(out);
  return { bytes, places };
}
