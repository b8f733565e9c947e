import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyFields, parseFields } from '../../sandbox/fields';
import { Mailbox } from '../../sandbox/mailbox';
import { compileSearch } from '../../sandbox/search';

const NOW = Date.UTC(2026, 5, 15, 12);
const DAY = 86_400_000;

function box(): { mailbox: Mailbox; ids: Record<string, string> } {
  const mailbox = new Mailbox('sam@seller.example', () => NOW);
  const big = mailbox.addLabel('Big deals');
  const sent = mailbox.send({
    to: 'Ada Ames <ada@acme.example>',
    subject: 'About the month-end close',
    text: 'Shall we talk?',
    messageId: 'a1@seller.example',
    at: NOW - 10 * DAY,
    labels: ['SENT', big],
  });
  const reply = mailbox.deliver({
    from: 'Ada Ames <ada@acme.example>',
    subject: 'Re: About the month-end close',
    text: 'Yes, on Friday.',
    inReplyTo: 'a1@seller.example',
    at: NOW - 9 * DAY,
  });
  const note = mailbox.deliver({
    from: 'news@weekly.example',
    subject: 'Ten stories',
    at: NOW - 2 * DAY,
    labels: ['SPAM'],
  });
  // Midnight of 10 June in California is 07:00 UTC.
  const late = mailbox.send({
    to: 'bo@brook.example',
    subject: 'Hello Bo',
    at: Date.UTC(2026, 5, 10, 6, 59, 59),
  });
  return { mailbox, ids: { sent: sent.id, reply: reply.id, note: note.id, late: late.id } };
}

describe('q', () => {
  test.each([
    ['in:sent', ['sent', 'late']],
    ['-in:sent', ['reply', 'note']],
    ['from:me', ['sent', 'late']],
    ['from:acme', ['reply']],
    ['from:ac', []],
    ['to:ada@acme.example', ['sent']],
    ['to:me -from:news@weekly.example', ['reply']],
    ['subject:"month-end close" in:inbox', ['reply']],
    ['subject:(stories)', ['note']],
    ['{from:news to:bo}', ['note', 'late']],
    ['from:news OR to:bo', ['note', 'late']],
    ['friday', ['reply']],
    ['-(in:sent OR in:spam)', ['reply']],
    ['label:big-deals', ['sent']],
    ['is:unread', ['reply']],
    ['rfc822msgid:<a1@seller.example>', ['sent']],
    ['rfc822msgid:a1@seller.example', ['sent']],
    ['newer_than:5d', ['note']],
    ['older_than:5d in:sent', ['sent', 'late']],
    ['after:2026/06/10', ['note']],
    ['after:2026/06/09 in:sent', ['late']],
    ['before:2026/06/10 in:sent', ['sent', 'late']],
    [`after:${Math.floor((NOW - 9 * DAY) / 1000)} in:inbox`, ['reply']],
    [`before:${Math.floor((NOW - 9 * DAY) / 1000)}`, ['sent']],
    ['', ['sent', 'reply', 'note', 'late']],
  ])('%s', (query, expected) => {
    const { mailbox, ids } = box();
    const test = compileSearch(query, mailbox, NOW);
    const found = mailbox
      .list()
      .filter(test)
      .map(({ id }) => id);
    expect(new Set(found)).toEqual(new Set(expected.map((name) => ids[name])));
  });

  test('no query breaks it, and a negated word finds the rest', () => {
    const { mailbox } = box();
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (query) => {
        mailbox.list().filter(compileSearch(query, mailbox, NOW));
      }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom('friday', 'in:sent', 'from:acme', 'label:big-deals', 'is:unread'),
        (term) => {
          const yes = mailbox.list().filter(compileSearch(term, mailbox, NOW));
          const no = mailbox.list().filter(compileSearch(`-${term}`, mailbox, NOW));
          expect(yes.length + no.length).toBe(mailbox.messages.size);
        },
      ),
    );
  });
});

describe('fields', () => {
  const part = { size: 1, data: 'x' };
  const answer = { id: 'a', parts: [{ partId: '0', body: part }], payload: { size: 5 } };
  test.each([
    ['id', { id: 'a' }],
    ['parts(partId)', { parts: [{ partId: '0' }] }],
    ['parts/body/size,payload', { parts: [{ body: { size: 1 } }], payload: { size: 5 } }],
    ['parts(partId,body(data))', { parts: [{ partId: '0', body: { data: 'x' } }] }],
    ['*', answer],
    ['parts/partId,parts/body/size', { parts: [{ partId: '0', body: { size: 1 } }] }],
  ])('%s', (fields, expected) => {
    expect(applyFields(answer, parseFields(fields))).toEqual(expected);
  });

  test.each(['', 'id(', 'id)', 'id,,raw', 'id raw', 'parts(id', 'msgId'])('“%s” is refused', (fields) => {
    expect(() => parseFields(fields)).toThrow(RangeError);
  });
});
