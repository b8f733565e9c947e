import { describe, expect, test } from 'vitest';
import { type Answer, attributeAnswers } from '../../../lib/analytics/attribution/answers';
import { readMailbox } from '../../../lib/analytics/mailbox';
import type { Message, Reading, ReceivedMessage, SentMessage } from '../../../lib/facts/message';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function base(id: string, at: number, from: string, to: readonly string[], subject: string) {
  return {
    account: 'sam@seller.example',
    messageId: id,
    threadId: null,
    gmailId: null,
    at,
    from: { address: from, name: '' },
    to: to.map((address) => ({ address, name: '' })),
    cc: [],
    bcc: [],
    subject,
    inReplyTo: null,
    references: [],
    labels: [],
  };
}

function ours(id: string, at: number, to: readonly string[], subject = 'Quick question'): SentMessage {
  return {
    ...base(id, at, 'sam@seller.example', to, subject),
    direction: 'sent',
    text: 'Hi',
    links: [],
    attachments: [],
    tool: null,
  };
}

function theirs(
  at: number,
  from: string,
  reading: Partial<Reading>,
  more: Partial<Pick<ReceivedMessage, 'subject' | 'inReplyTo' | 'references'>> = {},
): ReceivedMessage {
  return {
    ...base(`in-${at}@prospect.example`, at, from, ['sam@seller.example'], 'Re: Quick question'),
    ...more,
    direction: 'received',
    reading: {
      kind: 'person',
      evidence: [],
      failed: [],
      about: [],
      returnsAt: null,
      gone: false,
      calendar: null,
      gateways: [],
      ...reading,
    },
  };
}

function answer(messages: readonly Message[]): Answer | undefined {
  return attributeAnswers(readMailbox(messages, ['sam@seller.example']))[0];
}

const failedRecipient = (address: string) => ({ address, status: null, permanent: true, diagnostic: null });

describe('whose answer it is', () => {
  const one = ours('one@seller.example', 0, ['pat@prospect.example']);

  test('by In-Reply-To, from a colleague at the prospect’s company', () => {
    const found = answer([
      one,
      theirs(HOUR, 'boss@prospect.example', {}, { inReplyTo: 'one@seller.example' }),
    ]);
    expect(found).toMatchObject({ kind: 'reply', prospect: 'pat@prospect.example', by: 'message-id' });
  });

  test('by sender and subject, where no message is named', () => {
    expect(answer([one, theirs(HOUR, 'pat@prospect.example', {})])).toMatchObject({
      kind: 'reply',
      by: 'subject',
    });
    expect(
      answer([one, theirs(HOUR, 'pat@prospect.example', {}, { subject: 'Our newsletter' })]),
    ).toMatchObject({ kind: 'other', to: null });
  });

  test('a machine’s answer needs no subject, only to come soon', () => {
    const away = { kind: 'auto-reply' as const };
    const subject = { subject: 'Out of office' };
    expect(answer([one, theirs(HOUR, 'pat@prospect.example', away, subject)])).toMatchObject({
      kind: 'auto-reply',
      by: 'sender',
      prospect: 'pat@prospect.example',
    });
    expect(answer([one, theirs(9 * DAY, 'pat@prospect.example', away, subject)])).toMatchObject({
      kind: 'auto-reply',
      to: null,
    });
  });

  test('a person’s answer to a message that is not here is a reply to nothing', () => {
    const more = { inReplyTo: 'unseen@elsewhere.example' };
    expect(answer([theirs(HOUR, 'eve@else.example', {}, more)])).toMatchObject({
      kind: 'reply',
      to: null,
      prospect: null,
    });
    expect(answer([theirs(HOUR, 'eve@else.example', {}, { ...more, subject: 'News' })])).toMatchObject({
      kind: 'other',
    });
    expect(answer([theirs(HOUR, 'eve@else.example', {})])).toMatchObject({ kind: 'other' });
  });

  test('a colleague of ours answers nothing', () => {
    expect(
      answer([one, theirs(HOUR, 'kim@seller.example', {}, { inReplyTo: 'one@seller.example' })]),
    ).toMatchObject({ kind: 'internal', to: null });
  });
});

describe('notices', () => {
  const one = ours('one@seller.example', 0, ['pat@prospect.example', 'lee@other.example']);
  const two = ours('two@seller.example', DAY, ['pat@prospect.example']);
  const daemon = 'mailer-daemon@mx.example';

  test('the returned message decides before the references', () => {
    const found = answer([
      one,
      two,
      theirs(
        2 * DAY,
        daemon,
        { kind: 'bounce', about: ['one@seller.example'], failed: [failedRecipient('lee@other.example')] },
        { references: ['two@seller.example'] },
      ),
    ]);
    expect(found).toMatchObject({
      to: { fact: { messageId: 'one@seller.example' } },
      failed: ['lee@other.example'],
    });
  });

  test('a failed address within five days', () => {
    const notice = (at: number) =>
      theirs(at, daemon, { kind: 'bounce', failed: [failedRecipient('pat@prospect.example')] });
    expect(answer([two, notice(3 * DAY)])).toMatchObject({
      by: 'failed-address',
      failed: ['pat@prospect.example'],
    });
    expect(answer([two, notice(9 * DAY)])).toMatchObject({ to: null });
  });

  test('an alias that the server resolved stands for the only prospect at its company', () => {
    const found = answer([
      one,
      theirs(HOUR, daemon, {
        kind: 'bounce',
        about: ['one@seller.example'],
        failed: [failedRecipient('p.prospect@prospect.example')],
      }),
    ]);
    expect(found?.failed).toEqual(['pat@prospect.example']);
  });

  test('a notice without any name is about the last message to the company whose server wrote it', () => {
    const found = answer([two, theirs(2 * DAY, 'postmaster@mail.prospect.example', { kind: 'bounce' })]);
    expect(found).toMatchObject({ by: 'domain', failed: ['pat@prospect.example'] });
  });
});
