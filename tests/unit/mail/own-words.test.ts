import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withOwnWords } from '../../../lib/analytics/own-words';
import type { Link, Message, SentMessage } from '../../../lib/facts/message';

const SIGNATURE = 'Best regards,\nSam Seller\nSeller Ltd · www.seller.example';

function sent(index: number, text: string, links: readonly Link[] = []): SentMessage {
  return {
    direction: 'sent',
    account: 'sam@seller.example',
    messageId: `m${index}@seller.example`,
    threadId: null,
    gmailId: null,
    at: index,
    from: { address: 'sam@seller.example', name: 'Sam Seller' },
    to: [{ address: `p${index}@prospect.example`, name: '' }],
    cc: [],
    bcc: [],
    subject: `Subject ${index}`,
    inReplyTo: null,
    references: [],
    labels: [],
    text,
    links,
    attachments: [],
    tool: null,
  };
}

const texts = (messages: readonly Message[]): string[] =>
  messages.map((message) => (message.direction === 'sent' ? message.text : ''));

describe('withOwnWords', () => {
  test('takes off the end that all messages share, and moves its links', () => {
    const messages = Array.from({ length: 8 }, (_, i) => {
      const text = `Hi P${i},\n\nline ${i} of its own.\n\n${SIGNATURE}`;
      const offset = text.indexOf('www.');
      return sent(i, text, [
        { text: '', href: 'https://a.example', destination: 'https://a.example', place: 'body', offset: 4 },
        {
          text: '',
          href: 'https://seller.example',
          destination: 'https://seller.example',
          place: 'body',
          offset,
        },
      ]);
    });
    const frozen = JSON.stringify(messages);
    const own = withOwnWords(messages);
    expect(texts(own)).toEqual(messages.map((_, i) => `Hi P${i},\n\nline ${i} of its own.`));
    const [first] = own;
    expect(first?.direction === 'sent' && first.links.map((link) => link.place)).toEqual([
      'body',
      'signature',
    ]);
    expect(JSON.stringify(messages)).toBe(frozen);
  });

  test('learns it from a single template, by the sender’s name', () => {
    const messages = Array.from({ length: 6 }, (_, i) =>
      sent(i, `Hi P${i},\n\nAre you free on Tuesday?\n\n${SIGNATURE}`),
    );
    expect(texts(withOwnWords(messages))).toEqual(
      messages.map((_, i) => `Hi P${i},\n\nAre you free on Tuesday?`),
    );
  });

  test('leaves the words of a template, questions above all', () => {
    const ending = 'You can see it at www.seller.example/demo\nShall we talk?';
    const messages = Array.from({ length: 9 }, (_, i) => sent(i, `Hi P${i},\n\nreason ${i}\n\n${ending}`));
    expect(texts(withOwnWords(messages))).toEqual(texts(messages));
  });

  test('never takes everything', () => {
    const messages = Array.from({ length: 9 }, (_, i) =>
      sent(i, i < 6 ? `Line ${i}\n${SIGNATURE}` : SIGNATURE),
    );
    for (const text of texts(withOwnWords(messages))) expect(text).not.toBe('');
  });

  test('calls legal words a footer', () => {
    const footer = `${SIGNATURE}\nThis email is confidential. Registered office: https://legal.example`;
    const messages = Array.from({ length: 7 }, (_, i) => {
      const text = `Text ${i}\n\n${footer}`;
      return sent(i, text, [
        {
          text: '',
          href: 'https://legal.example',
          destination: 'https://legal.example',
          place: 'body',
          offset: text.indexOf('https://legal'),
        },
      ]);
    });
    const [first] = withOwnWords(messages);
    expect(first?.direction === 'sent' && first.links[0]?.place).toBe('footer');
  });

  test('does not depend on the order of the messages', () => {
    const messages = Array.from({ length: 12 }, (_, i) =>
      sent(
        i,
        `${['one', 'two', 'three', 'four'][i % 4]} ${i}\n\n${i % 3 === 0 ? 'Cheers,\nSam' : SIGNATURE}`,
      ),
    );
    const byId = (list: readonly Message[]): Map<string, Message> =>
      new Map(list.map((message) => [message.messageId, message]));
    const expected = byId(withOwnWords(messages));
    fc.assert(
      fc.property(fc.shuffledSubarray(messages, { minLength: 12 }), (shuffled) => {
        expect(byId(withOwnWords(shuffled))).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });
});
