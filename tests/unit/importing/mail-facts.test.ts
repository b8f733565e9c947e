import { describe, expect, test } from 'vitest';
import type { Message } from '../../../lib/facts/message';
import { MailFacts } from '../../../lib/importing/mail-facts';
import { type ParsedMail, parseMail } from '../../../lib/mail/parse';

interface Letter {
  readonly from: string;
  readonly to: string;
  readonly labels?: string;
  readonly more?: readonly string[];
}

const parse = ({ from, to, labels, more = [] }: Letter, i: number): Promise<ParsedMail> =>
  parseMail(
    new TextEncoder().encode(
      [
        ...(labels === undefined ? [] : [`X-Gmail-Labels: ${labels}`]),
        'Date: Mon, 05 Jan 2026 10:00:00 +0000',
        `From: ${from}`,
        `To: ${to}`,
        `Message-ID: <${i}-${from}>`,
        ...more,
        '',
        'Hello',
      ].join('\r\n'),
    ),
  );

async function read(letters: readonly Letter[], own: readonly string[] = []) {
  const facts = new MailFacts(own);
  const messages: Message[] = [];
  for (const [i, letter] of letters.entries())
    for (const { message } of facts.take(await parse(letter, i))) messages.push(message);
  for (const { message } of facts.finish()) messages.push(message);
  return { messages, own: [...facts.own].sort() };
}

const many = (from: string, labels?: string): Letter[] =>
  Array.from({ length: 25 }, (_, i) => ({
    from,
    to: `p${i}@${from.slice(0, 3)}${i}.example`,
    ...(labels === undefined ? {} : { labels }),
  }));
const sentBy = (messages: readonly Message[], from: string): number =>
  messages.filter((message) => message.direction === 'sent' && message.from.address === from).length;

describe('whose mail it is', () => {
  test('the Sent label tells of an alias, also after the account is known or was given', async () => {
    const letters = [...many('jane@acme.example', 'Sent'), ...many('jane@alias.example', 'Gesendet')];
    for (const given of [[], ['jane@acme.example']]) {
      const { messages, own } = await read(letters, given);
      expect(own).toEqual(['jane@acme.example', 'jane@alias.example']);
      expect(sentBy(messages, 'jane@alias.example')).toBe(25);
    }
  });

  test.each([['Sent'], [undefined]])('two mailboxes in either order, labels: %s', async (labels) => {
    const [a, b] = [many('jane@acme.example', labels), many('tom@other.example', labels)];
    for (const letters of [
      [...a, ...b],
      [...b, ...a],
    ]) {
      const { messages, own } = await read(letters);
      expect(own).toEqual(['jane@acme.example', 'tom@other.example']);
      expect(sentBy(messages, 'jane@acme.example')).toBe(25);
      expect(sentBy(messages, 'tom@other.example')).toBe(25);
    }
  });

  test('a newsletter to many is no second mailbox, nor is a sender the user has not named', async () => {
    const bulk = many('news@shop.example').map((letter) => ({ ...letter, more: ['List-Unsubscribe: <x>'] }));
    const own = many('jane@acme.example');
    expect((await read([...own, ...own, ...bulk])).own).toEqual(['jane@acme.example']);
    expect((await read(many('tom@other.example'), ['jane@acme.example'])).own).toEqual(['jane@acme.example']);
  });

  test('a lone message is its author’s, unless a receiving server has marked it', async () => {
    const lone = { from: 'zed@us.example', to: 'ann@them.example' };
    expect((await read([lone])).own).toEqual(['zed@us.example']);
    const received = { ...lone, more: ['Authentication-Results: mx.them.example; spf=pass'] };
    expect((await read([received])).own).toEqual(['ann@them.example']);
  });
});

describe('what has not been sent', () => {
  test.each(['Drafts', '=?UTF-8?Q?Entw=C3=BCrfe?=', 'Brouillons', 'Borradores', 'Scheduled'])(
    'a message labelled %s is no fact',
    async (labels) => {
      const draft = { from: 'jane@acme.example', to: 'd@c.example', labels };
      expect((await read([...many('jane@acme.example', 'Sent'), draft])).messages).toHaveLength(25);
    },
  );

  test('a label of the user’s own on an answer, and what was thrown away after it was sent, stay', async () => {
    const answer = {
      from: 'pat@prospect.example',
      to: 'jane@acme.example',
      labels: 'Inbox,Scheduled',
      more: ['Delivered-To: jane@acme.example'],
    };
    const gone = { from: 'jane@acme.example', to: 'z@z.example', labels: 'Trash,Sent' };
    const { messages } = await read([answer, gone], ['jane@acme.example']);
    expect(messages.map(({ direction }) => direction)).toEqual(['received', 'sent']);
  });

  test('spam in the user’s own name was not sent', async () => {
    const spoof = { from: 'jane@acme.example', to: 'jane@acme.example', labels: 'Spam' };
    const { messages } = await read([spoof], ['jane@acme.example']);
    expect(messages[0]?.direction).toBe('received');
  });
});
