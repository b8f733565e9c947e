/** The page's own download of the original message, with the session the user is signed in with: the source of one message. */

export class OriginalFailed extends Error {
  /** @param refused Gmail would not answer, whatever was asked for: no point in asking on. */
  constructor(
    message: string,
    readonly refused: boolean,
  ) {
    super(message);
  }
}

/** Gmail takes and sends 25 MB, which base64 makes a third larger, and a message to the background holds 64 MB. */
const LARGEST = 36 * 1024 * 1024;

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** A first line of mail: a header, or what an mbox puts before it. */
function isMail(bytes: Uint8Array): boolean {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 400)).replace(/^\s{1,20}/, '');
  return /^(?:[!-9;-~]{1,100}:|From )/.test(start) && !start.startsWith('<');
}

async function bytesOf(answer: Response): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = answer.body?.getReader();
  if (reader === undefined) return new Uint8Array(await answer.arrayBuffer());
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    parts.push(step.value);
    size += step.value.length;
    if (size > LARGEST) {
      await reader.cancel();
      throw new OriginalFailed('A message is over 36 MB. It was left out.', false);
    }
  }
  const out = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** The source inside the page “Show original”; null where there is none. */
function sourceWithin(html: string): string | null {
  const at = html.indexOf('raw_message_text');
  const start = at < 0 ? -1 : html.indexOf('>', at) + 1;
  const end = html.indexOf('</pre>', start);
  if (start <= 0 || end < 0) return null;
  const names: Readonly<Record<string, string>> = {
    lt: '<',
    gt: '>',
    amp: '&',
    quot: '"',
    '#39': "'",
    '#34': '"',
  };
  return html
    .slice(start, end)
    .replace(/&(lt|gt|amp|quot|#39|#34);/g, (_, name: string) => names[name] ?? '');
}

/**
 * @param base the mailbox's own path, as `/mail/u/0/`
 * @param id hex
 * @returns the bytes as they were sent or came; null where Gmail has no such message
 * @throws OriginalFailed with one sentence for people
 */
export async function readOriginal(
  fetch: Fetch,
  base: string,
  id: string,
  signal: AbortSignal,
): Promise<Uint8Array | null> {
  const ask = async (query: string): Promise<Response | null> => {
    const answer = await fetch(`${base}?${query}`, { credentials: 'same-origin', signal });
    if (answer.ok && !answer.redirected) return answer;
    await answer.body?.cancel();
    if (answer.status === 404 || answer.status === 410) return null;
    throw new OriginalFailed(
      answer.redirected
        ? 'Gmail asks to sign in again. Reload this tab.'
        : `Gmail did not give the message (status ${answer.status}). Wait some minutes before you try again.`,
      true,
    );
  };
  const direct = await ask(`view=att&th=${id}&attid=0&disp=comp&safe=1&zw`);
  if (direct !== null) {
    const bytes = await bytesOf(direct);
    if (isMail(bytes)) return bytes;
  }
  const page = await ask(`view=om&permmsgid=msg-f%3A${BigInt(`0x${id}`)}`);
  if (page === null) return null;
  const source = sourceWithin(new TextDecoder().decode(await bytesOf(page)));
  const bytes = source === null ? null : new TextEncoder().encode(source);
  if (bytes === null || !isMail(bytes))
    throw new OriginalFailed(
      'Gmail’s answer was no message. Gmail may have changed how it gives them.',
      true,
    );
  return bytes;
}

const CHUNK = 0x8000;

/** Runtime messages are JSON: bytes go as base64. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK)
    text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(text);
}
