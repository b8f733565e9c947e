import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { gmail_v1 } from '@googleapis/gmail';
import { describe, expect, test } from 'vitest';
import { type ApiError, ERRORS, retryAfter } from '../../sandbox/errors';
import { Mailbox } from '../../sandbox/mailbox';
import { readHeaders, splitHead } from '../../sandbox/mime';
import { messageView } from '../../sandbox/views';
import { absent, sharedData } from '../../shared/data';
import { faultsOf, readSchemas } from './discovery';

/** Keys and types of a value, lists as their first item: what two answers of one kind have in common. */
function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shape);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, shape(inner)]),
  );
}

interface RealAnswer {
  readonly full: gmail_v1.Schema$Message;
  readonly raw: gmail_v1.Schema$Message;
}

/** What a part is, without the headers: those of the recorded answers were partly replaced before publishing. */
function skeleton(part: gmail_v1.Schema$MessagePart | undefined): unknown {
  return {
    partId: part?.partId,
    mimeType: part?.mimeType,
    filename: part?.filename,
    size: part?.body?.size,
    data: part?.body?.data ?? null,
    apart: part?.body?.attachmentId !== undefined,
    headers: part?.partId === '' ? null : part?.headers,
    parts: part?.parts?.map(skeleton) ?? null,
  };
}

const ANSWERS = 'gmail/api-answers';
const answers = sharedData(ANSWERS);

describe.skipIf(answers === null)(`recorded answers (${answers === null ? absent(ANSWERS) : 'read'})`, () => {
  const schemas = readSchemas();
  const files =
    answers === null ? [] : readdirSync(answers).filter((name) => /^message-export.*\.json$/.test(name));
  const recorded = files.map((name) => {
    // The shape of these files is checked by what follows.
    const answer = JSON.parse(readFileSync(join(answers ?? '', name), 'utf8')) as RealAnswer;
    return { name, answer };
  });

  test.each(recorded)('$name is valid by the library’s schema', ({ answer }) => {
    expect(faultsOf(schemas, 'Message', answer.full)).toEqual([]);
    expect(faultsOf(schemas, 'Message', answer.raw)).toEqual([]);
  });

  const whole = recorded.filter(({ answer }) => typeof answer.raw.raw === 'string');

  test.each(whole)('$name: from Google’s raw we make Google’s full', ({ answer }) => {
    const mailbox = new Mailbox('someone@mail.example');
    const source = Buffer.from(answer.raw.raw ?? '', 'base64url').toString('latin1');
    const message = mailbox.put({
      id: answer.full.id ?? '',
      threadId: answer.full.threadId ?? '',
      at: Number(answer.full.internalDate),
      labels: answer.full.labelIds ?? [],
      headers: readHeaders(splitHead(source).head),
      source: () => source,
    });
    const full = messageView(mailbox, message, 'full');
    const raw = messageView(mailbox, message, 'raw');
    expect(Object.keys(full)).toEqual(Object.keys(answer.full));
    expect(Object.keys(raw)).toEqual(Object.keys(answer.raw));
    expect(shape({ ...full, payload: null })).toEqual(shape({ ...answer.full, payload: null }));
    expect(skeleton(full.payload)).toEqual(skeleton(answer.full.payload));
    expect(full.sizeEstimate).toBe(answer.full.sizeEstimate);
    expect(full.internalDate).toBe(answer.full.internalDate);
    expect(raw.raw).toBe(answer.raw.raw);
  });
});

const BODIES = 'gmail/gmail-api-errors.json';
const bodies = sharedData(BODIES);

/** The recorded body's name → ours. */
const OURS: Readonly<Record<string, ApiError>> = {
  '400_failedPrecondition': ERRORS.failedPrecondition,
  '401_authError': ERRORS.authError,
  '403_dailyLimitExceeded': ERRORS.dailyLimitExceeded,
  '403_userRateLimitExceeded': ERRORS.userRateLimitExceeded,
  '403_rateLimitExceeded': ERRORS.rateLimitExceeded,
  '403_queriesPerMinutePerUser': ERRORS.queriesPerMinute,
  '403_domainPolicy': ERRORS.domainPolicy,
  '403_insufficientPermissions': ERRORS.insufficientPermissions,
  '404_historyExpired': ERRORS.notFound,
  '429_resourceExhausted': ERRORS.resourceExhausted,
  '429_userRateRetryAfter': retryAfter(Date.UTC(2020, 0, 21, 12, 57, 51, 196)),
  '429_tooManyConcurrent': ERRORS.tooManyConcurrent,
  '500_backendError': ERRORS.backendError,
};

describe.skipIf(bodies === null)(`recorded errors (${bodies === null ? absent(BODIES) : 'read'})`, () => {
  // A file of named bodies, beside a line about itself.
  const recorded = JSON.parse(bodies === null ? '{}' : readFileSync(bodies, 'utf8')) as Record<
    string,
    { http: number; body: unknown }
  >;
  const names = Object.keys(recorded).filter((name) => /^\d{3}_/.test(name));

  test.each(names)('%s', (name) => {
    const ours = OURS[name];
    const theirs = recorded[name];
    expect(ours?.status).toBe(theirs?.http);
    // Project numbers differ from error to error.
    const plain = (value: unknown): string =>
      JSON.stringify(value).replace(/project_number:\w+/g, 'project_number:N');
    expect(JSON.parse(plain(ours?.body))).toEqual(JSON.parse(plain(theirs?.body)));
  });
});
