import type { Problem } from '../facts/event';
import { type MboxMessage, splitMbox } from '../mail/mbox';
import { header, isPlausible, type ParsedMail, parseMail } from '../mail/parse';
import type { MailRead } from '../mail/read';
import { encodingOf } from './decode';
import type { MailFacts } from './mail-facts';
import { concat } from './source';

export interface MailStep {
  readonly reads: readonly MailRead[];
  readonly problems: readonly Problem[];
  /** Bytes of the file dealt with so far. */
  readonly bytes: number;
}

const LF = 10;
const CR = 13;

/** Bytes as mail has them: no byte order mark, no blank lines before the first header, UTF-16 as UTF-8. */
async function* plainBytes(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let decoder: TextDecoder | null = null;
  const encoder = new TextEncoder();
  let begun = false;
  let first = true;
  for await (let chunk of chunks) {
    if (first) {
      const encoding = encodingOf(chunk);
      if (encoding !== 'utf-8') decoder = new TextDecoder(encoding);
      else if (chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf) chunk = chunk.subarray(3);
      first = false;
    }
    if (decoder !== null) chunk = encoder.encode(decoder.decode(chunk, { stream: true }));
    if (!begun) {
      let start = 0;
      while (chunk[start] === LF || chunk[start] === CR) start++;
      chunk = chunk.subarray(start);
      begun = chunk.length > 0;
    }
    if (chunk.length > 0) yield chunk;
  }
}

/** Reads an mbox message by message. */
export async function* readMbox(
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  facts: MailFacts,
): AsyncGenerator<MailStep> {
  let count = 0;
  for await (const item of splitMbox(plainBytes(chunks))) {
    count++;
    const where = `message ${count} (byte ${item.offset.toLocaleString('en')})`;
    yield await step(name, where, item, facts);
  }
}

/** Reads a file that is one message. */
export async function* readEml(
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  facts: MailFacts,
): AsyncGenerator<MailStep> {
  const parts: Uint8Array[] = [];
  for await (const chunk of plainBytes(chunks)) parts.push(chunk);
  const bytes = concat(parts);
  yield await step(name, '', { separator: '', bytes, offset: 0, end: bytes.length, cut: 0 }, facts);
}

async function step(file: string, where: string, item: MboxMessage, facts: MailFacts): Promise<MailStep> {
  const problems: Problem[] = [];
  if (item.bytes.length === 0) {
    problems.push({ file, where, message: 'The message is empty. It was left out.' });
    return { reads: [], problems, bytes: item.end };
  }
  const mail = await parseMail(item.bytes, item.separator);
  const refusal = unusable(mail);
  if (refusal !== null) {
    problems.push({ file, where, message: refusal });
    return { reads: [], problems, bytes: item.end };
  }
  if (item.cut > 0)
    problems.push({
      file,
      where,
      message: `The message is over 64 MB; its last ${item.cut.toLocaleString('en')} bytes were passed over.`,
    });
  if (endsEarly(item.bytes, mail))
    problems.push({
      file,
      where,
      message: 'The message ends in the middle: the file may have been cut off. What there is was read.',
    });
  if (mail.at === null)
    problems.push({
      file,
      where,
      message: 'The message has no date that can be read. It counts as very old.',
    });
  else if (hasFalseDate(mail))
    problems.push({
      file,
      where,
      message: 'The message has a date that cannot be true. When it was delivered counts instead.',
    });
  return { reads: facts.take(mail), problems, bytes: item.end };
}

function hasFalseDate(mail: ParsedMail): boolean {
  const at = Date.parse(header(mail, 'date') ?? '');
  return Number.isFinite(at) && !isPlausible(at);
}

function unusable(mail: ParsedMail): string | null {
  const recipients = mail.to.length + mail.cc.length + mail.bcc.length;
  if (mail.from.address === '' && recipients === 0 && mail.headers.length === 0)
    return 'No headers: this is not an email. It was left out.';
  return null;
}

/** Headers that never end, or a multipart message whose closing boundary never came. */
function endsEarly(bytes: Uint8Array, mail: ParsedMail): boolean {
  if (mail.text === null && mail.html === null && mail.parts.length === 0 && !hasBlankLine(bytes))
    return true;
  const type = mail.headers.find((entry) => entry.name === 'content-type')?.value ?? '';
  if (!/^\s*multipart\//i.test(type)) return false;
  const boundary = /boundary\s*=\s*(?:"([^"]{1,200})"|([^\s;]{1,200}))/i.exec(type);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (mark === undefined) return false;
  const tail = new TextDecoder('latin1').decode(bytes.subarray(Math.max(0, bytes.length - 4096)));
  return !tail.includes(`--${mark}--`);
}

function hasBlankLine(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) {
    const next = bytes[at + 1];
    if (next === LF || (next === CR && bytes[at + 2] === LF)) return true;
  }
  return false;
}
