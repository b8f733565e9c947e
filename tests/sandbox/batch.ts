/** `POST /batch/gmail/v1`: https://developers.google.com/workspace/gmail/api/guides/batch */
import { STATUS_CODES } from 'node:http';
import { type ApiAnswer, failed, type GmailApi } from './api';
import { ERRORS, invalidParameter } from './errors';
import { headerOf, readHeaders, splitHead } from './mime';
import type { Reply } from './oauth';
import { json } from './oauth';

const MOST_PARTS = 100;

interface Part {
  readonly contentId: string;
  readonly verb: string;
  readonly path: string;
  readonly authorization: string | undefined;
}

function readPart(text: string): Part | null {
  const outer = splitHead(text.replace(/^\r?\n/, ''));
  const outerHeaders = readHeaders(outer.head);
  const inner = splitHead(outer.body.replace(/^(?:\r?\n)+/, ''));
  const [line = '', ...rest] = inner.head.split(/\r?\n/);
  const request = /^([A-Z]{3,7}) (\S{1,4000})(?: HTTP\/1\.[01])?\s*$/.exec(line);
  if (request === null) return null;
  const target = request[2] ?? '';
  return {
    contentId: headerOf(outerHeaders, 'content-id'),
    verb: request[1] ?? 'GET',
    path: target.startsWith('http') ? target.replace(/^https?:\/\/[^/]{1,200}/, '') : target,
    authorization: headerOf(readHeaders(rest.join('\n')), 'authorization') || undefined,
  };
}

function writePart({ contentId }: Part, answer: ApiAnswer): string {
  const body = JSON.stringify(answer.body, null, 2);
  const id = contentId.replace(/^<|>$/g, '');
  return [
    'Content-Type: application/http',
    ...(id === '' ? [] : [`Content-ID: <response-${id}>`]),
    '',
    `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? ''}`,
    'Content-Type: application/json; charset=UTF-8',
    ...Object.entries(answer.headers).map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
    '',
  ].join('\r\n');
}

/** Answers a batch: always 200, each part with its own status. Each part costs what it costs alone. */
export function answerBatch(
  api: GmailApi,
  contentType: string,
  authorization: string | undefined,
  body: string,
): Reply {
  const boundary = /boundary="?([^";\s]{1,200})"?/i.exec(contentType)?.[1];
  const refuse = (answer: ApiAnswer): Reply => json(answer.status, answer.body);
  if (boundary === undefined || !/^multipart\/mixed/i.test(contentType))
    return refuse(
      failed(invalidParameter('content-type', 'Failed to parse batch request, error: no boundary')),
    );
  const parts: Part[] = [];
  for (const piece of body.split(`--${boundary}`).slice(1)) {
    if (piece.startsWith('--')) break;
    const part = readPart(piece);
    if (part === null) return refuse(failed(ERRORS.failedPrecondition));
    parts.push(part);
  }
  if (parts.length > MOST_PARTS)
    return refuse(
      failed(
        invalidParameter(
          'body',
          `The batch request has ${parts.length} calls; at most ${MOST_PARTS} are allowed.`,
        ),
      ),
    );
  const mark = `batch_${Buffer.from(`${boundary}${parts.length}`).toString('hex').slice(0, 32)}`;
  const answers = parts.map((part) =>
    writePart(part, api.answer(part.verb, part.path, part.authorization ?? authorization)),
  );
  return {
    status: 200,
    headers: { 'content-type': `multipart/mixed; boundary=${mark}` },
    body: `${answers.map((answer) => `--${mark}\r\n${answer}`).join('')}--${mark}--\r\n`,
  };
}
