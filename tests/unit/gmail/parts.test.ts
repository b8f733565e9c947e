import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMessage } from '../../../lib/gmail/api/answers';
import { GmailFailure, judge } from '../../../lib/gmail/api/failures';
import { Limiter } from '../../../lib/gmail/api/limiter';
import { QUOTAS } from '../../../lib/gmail/api/quota';
import { bytesOf, needsRaw } from '../../../lib/gmail/api/rebuild';
import { Queue } from '../../../lib/gmail/sync/queue';
import { parseMail } from '../../../lib/mail/parse';
import { ERRORS, retryAfter } from '../../sandbox/errors';
import { absent, sharedData } from '../../shared/data';
import { Random } from '../../shared/random';

const NOW = Date.parse('2026-11-20T09:00:00Z');

describe('what an error means', () => {
  const verdict = (name: keyof typeof ERRORS): string => {
    const { status, body } = ERRORS[name];
    const found = judge(status, JSON.stringify(body), null, NOW);
    return found.do === 'stop' ? found.failure.code : found.do;
  };

  it('is told by its reason, not by its status', () => {
    expect(verdict('authError')).toBe('renew');
    expect(verdict('rateLimitExceeded')).toBe('slow');
    expect(verdict('userRateLimitExceeded')).toBe('slow');
    expect(verdict('queriesPerMinute')).toBe('slow');
    expect(verdict('resourceExhausted')).toBe('slow');
    expect(verdict('dailyLimitExceeded')).toBe('day-limit');
    expect(verdict('domainPolicy')).toBe('admin-block');
    expect(verdict('accessNotConfigured')).toBe('api-off');
    expect(verdict('insufficientPermissions')).toBe('scope-missing');
    expect(verdict('metadataScopeQuery')).toBe('scope-missing');
    expect(verdict('failedPrecondition')).toBe('mail-off');
    expect(verdict('invalidPageToken')).toBe('restart');
    expect(verdict('notFound')).toBe('absent');
    expect(verdict('gatewayTimeout')).toBe('again');
    expect(verdict('invalidId')).toBe('refused');
  });

  it('waits until the time in the text, or that of Retry-After', () => {
    const { status, body } = retryAfter(NOW + 7000);
    expect(judge(status, JSON.stringify(body), null, NOW)).toEqual({
      do: 'slow',
      until: NOW + 7000,
      crowded: false,
    });
    expect(judge(429, '', '12', NOW)).toMatchObject({ until: NOW + 12_000 });
    expect(judge(503, '<html>', new Date(NOW + 60_000).toUTCString(), NOW)).toMatchObject({
      until: NOW + 60_000,
    });
  });

  it('a used-up day ends at midnight Pacific time', () => {
    const { status, body } = ERRORS.dailyLimitExceeded;
    const found = judge(status, JSON.stringify(body), null, NOW);
    const until = found.do === 'stop' && found.failure instanceof GmailFailure ? found.failure.retryAt : 0;
    expect(new Date(until ?? 0).toISOString()).toBe('2026-11-21T08:00:00.000Z');
  });

  it('of real answers, too', ({ skip }) => {
    const path = sharedData('gmail/gmail-api-errors.json');
    if (path === null) return skip(absent('gmail/gmail-api-errors.json'));
    const known = JSON.parse(readFileSync(path, 'utf8')) as Record<
      string,
      { http: number; body: unknown } | string
    >; // the file's own shape
    const found = Object.entries(known).map(([name, entry]) => {
      if (typeof entry === 'string') return '';
      const said = judge(entry.http, JSON.stringify(entry.body), null, NOW);
      return `${name}: ${said.do === 'stop' ? said.failure.code : said.do}`;
    });
    expect(found.filter((line) => line.startsWith('403_') && line.endsWith('refused'))).toEqual([]);
    expect(found).toContain('429_userRateRetryAfter: slow');
  });
});

describe('the limiter', () => {
  /** Runs calls against a clock that only waiting moves. @returns when each was let through */
  async function through(calls: number, table = QUOTAS['2026']): Promise<{ at: number[]; limiter: Limiter }> {
    let now = NOW;
    const limiter = new Limiter(table, {
      now: () => now,
      sleep: async (ms) => {
        now += ms;
      },
    });
    const at: number[] = [];
    for (let n = 0; n < calls; n++) {
      await limiter.take('threads.get');
      at.push(now);
    }
    return { at, limiter };
  }

  it.each(['2026', 'classic'] as const)(
    '%s: in no minute more than the limit, and nearly all of it',
    async (name) => {
      const { at } = await through(2000, QUOTAS[name]);
      const { perMinute, cost } = QUOTAS[name];
      for (const from of at) {
        const inMinute =
          at.filter((time) => time >= from && time < from + 60_000).length * cost['threads.get'];
        expect(inMinute).toBeLessThanOrEqual(perMinute);
      }
      const minutes = ((at.at(-1) ?? 0) - NOW) / 60_000;
      expect((2000 * cost['threads.get']) / minutes / perMinute).toBeGreaterThan(0.97);
    },
  );

  it('learns downward from a refusal, once for all that were under way, and slowly back', async () => {
    let now = NOW;
    const limiter = new Limiter(QUOTAS['2026'], {
      now: () => now,
      sleep: async (ms) => {
        now += ms;
      },
    });
    for (let n = 0; n < 5; n++) limiter.refused(now + 3000, false);
    expect(limiter.pace.share).toBeCloseTo(0.8);
    await limiter.take('threads.get');
    expect(now).toBeGreaterThanOrEqual(NOW + 3000);
    for (let n = 0; n < 1500; n++) await limiter.take('threads.get');
    expect(limiter.pace.share).toBeGreaterThan(0.9);
  });

  it('too many at once means fewer at once, not slower', () => {
    const limiter = new Limiter(QUOTAS['2026'], { now: () => NOW, sleep: async () => undefined });
    limiter.refused(NOW, true);
    expect(limiter.pace).toEqual({ share: 1, atOnce: 5 });
  });

  it('a wait longer than a background lives is left to the alarm', async () => {
    const limiter = new Limiter(QUOTAS['2026'], { now: () => NOW, sleep: async () => undefined });
    limiter.refused(NOW + 3_600_000, false);
    await expect(limiter.take('profile')).rejects.toMatchObject({
      code: 'rate-limit',
      retryAt: NOW + 3_600_000,
    });
  });
});

describe('a message put together from its parts', () => {
  const base64url = (text: string): string => Buffer.from(text).toString('base64url');
  const message = (payload: unknown) =>
    readMessage({
      id: 'a1',
      threadId: 'a1',
      labelIds: ['SENT'],
      internalDate: '1000',
      sizeEstimate: 100,
      payload,
    });

  it('is what it was: headers, texts, attachments by name and size', async () => {
    const mail = await parseMail(
      bytesOf(
        message({
          mimeType: 'multipart/mixed',
          headers: [
            { name: 'Subject', value: 'Grüße – 1' },
            { name: 'From', value: '"Müller, Jörg" <J@Firma.example>' },
            { name: 'Message-ID', value: '<1@firma.example>' },
            { name: 'Content-Type', value: 'multipart/mixed; boundary="old"' },
          ],
          parts: [
            {
              mimeType: 'text/plain',
              headers: [
                { name: 'Content-Type', value: 'text/plain; charset="iso-8859-1"' },
                { name: 'Content-Transfer-Encoding', value: 'quoted-printable' },
              ],
              body: { size: 9, data: base64url('Schöne\r\n--old--\r\nGrüße') },
            },
            {
              mimeType: 'application/pdf',
              filename: 'a.pdf',
              headers: [
                { name: 'Content-Type', value: 'application/pdf; name=a.pdf' },
                { name: 'Content-Disposition', value: 'attachment; filename=a.pdf' },
                { name: 'Content-Transfer-Encoding', value: 'base64' },
              ],
              body: { size: 85_873, attachmentId: 'ANGj' },
            },
          ],
        }),
      ),
    );
    expect(mail).toMatchObject({
      messageId: '1@firma.example',
      subject: 'Grüße – 1',
      from: { address: 'j@firma.example', name: 'Müller, Jörg' },
      parts: [{ name: 'a.pdf', type: 'application/pdf' }],
    });
    expect(mail.text?.replace(/\r/g, '').trim()).toBe('Schöne\n--old--\nGrüße');
  });

  it('of Gmail’s own answers, says what the whole message says', async ({ skip }) => {
    const folder = sharedData('gmail/api-answers');
    if (folder === null) return skip(absent('gmail/api-answers'));
    let compared = 0;
    for (const file of readdirSync(folder).filter((name) => name.startsWith('message-export'))) {
      // The files' own shape: one message in both forms.
      const { full, raw } = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as Record<
        'full' | 'raw',
        unknown
      >;
      const whole = readMessage(raw);
      if (whole.raw === null) continue;
      const [a, b] = await Promise.all([parseMail(bytesOf(readMessage(full))), parseMail(bytesOf(whole))]);
      const words = (text: string | null): string => (text ?? '').replace(/\s+/g, ' ').trim();
      expect([file, words(a.text), words(a.html)]).toEqual([file, words(b.text), words(b.html)]);
      expect(a.parts.map(({ name, type }) => [name, type])).toEqual(
        b.parts.map(({ name, type }) => [name, type]),
      );
      compared++;
    }
    expect(compared).toBeGreaterThan(5);
  });

  it('asks for the whole where the parts lack what is read', () => {
    const with_ = (part: unknown) => message({ mimeType: 'multipart/mixed', headers: [], parts: [part] });
    expect(needsRaw(with_({ mimeType: 'text/plain', body: { size: 1, data: 'YQ' } }))).toBe(false);
    expect(needsRaw(with_({ mimeType: 'message/delivery-status', body: { size: 0 } }))).toBe(true);
    expect(needsRaw(with_({ mimeType: 'text/calendar', body: { size: 1, data: 'YQ' } }))).toBe(true);
    expect(needsRaw(with_({ mimeType: 'text/html', body: { size: 1, attachmentId: 'x' } }))).toBe(true);
    expect(needsRaw(with_({ mimeType: 'image/png', filename: 'a.png', body: { attachmentId: 'x' } }))).toBe(
      false,
    );
  });

  it('cannot be made another message by what a stranger writes in it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (text) => {
        const mail = await parseMail(
          bytesOf(
            message({
              mimeType: 'text/plain',
              headers: [
                { name: 'Subject', value: `x${text}\r\n\r\nBcc: all@victim.example` },
                { name: 'From', value: 'a@b.example' },
                { name: `To${text}: c@d.example\r\nBcc`, value: 'c@d.example' },
              ],
              body: { size: 1, data: base64url(`Hello ${text}`) },
            }),
          ),
        );
        expect(mail.bcc).toEqual([]);
        expect(mail.from.address).toBe('a@b.example');
      }),
      { numRuns: 30 },
    );
  });
});

describe('the queue', () => {
  it('gives each thread once, in order, wherever it is taken up again', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(7), { maxLength: 8 }), fc.nat(1000), (sizes, seed) => {
        const random = new Random(seed + 1);
        let n = 0;
        const pages = sizes.map((size, index) => ({
          n: index,
          threads: Array.from({ length: size }, () => `t${n++}`),
          seen: [],
        }));
        let queue = new Queue(pages);
        let kept = [...pages];
        const got: string[] = [];
        for (;;) {
          const head = queue.head(random.whole(1, 4));
          if (head.length === 0) break;
          got.push(...head);
          const { offset, finished } = queue.after(head.length);
          queue.advance(offset, finished);
          kept = kept.filter((page) => !finished.includes(page.n));
          if (random.chance(0.3)) queue = new Queue(kept, offset);
        }
        expect(got).toEqual(pages.flatMap((page) => page.threads));
        expect(queue.size).toBe(0);
      }),
    );
  });
});
