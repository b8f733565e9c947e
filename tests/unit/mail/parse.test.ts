import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AccountGuess } from '../../../lib/mail/account';
import { gmailHex, gmailLabels, messageIds, type ParsedMail, parseMail } from '../../../lib/mail/parse';
import { readMail } from '../../../lib/mail/read';

const encoder = new TextEncoder();

function parse(lines: readonly string[], separator = ''): Promise<ParsedMail> {
  return parseMail(encoder.encode(lines.join('\r\n')), separator);
}

const HEAD = ['From: Pat <pat@prospect.example>', 'To: sam@seller.example', 'Subject: Hi'];

describe('parseMail', () => {
  test('makes a message of any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
        const mail = await parseMail(bytes);
        const { message } = readMail(mail, 'sam@seller.example', () => false);
        expect(message.messageId).not.toBe('');
        expect(JSON.parse(JSON.stringify(message))).toEqual(message);
      }),
      { numRuns: 200 },
    );
  });

  test('makes a message of headers and parts in any disorder', async () => {
    const piece = fc.constantFrom(
      ...HEAD,
      'Content-Type: multipart/mixed; boundary=b',
      'Content-Type: multipart/mixed; boundary="b',
      'Content-Type: text/html; charset=nonsense',
      'Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes',
      'Content-Transfer-Encoding: base64',
      'Content-Transfer-Encoding: quoted-printable',
      'Content-Type: message/delivery-status',
      'Content-Type: text/calendar; method=REPLY',
      'Date: the day after',
      'Message-ID: <<>>',
      '--b',
      '--b--',
      '',
      '=?utf-8?q?=ZZ?=',
      '<blockquote type="cite"><div',
      '> On Mon wrote:',
      'Final-Recipient: rfc822;',
      'Action: failed',
      '-- ',
      '\u0000\u0001',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async (lines) => {
        const mail = await parse(lines);
        expect(readMail(mail, 'sam@seller.example', () => true).message.direction).toBe('sent');
      }),
      { numRuns: 300 },
    );
  });

  test('reads a message without date, id or structure', async () => {
    const mail = await parse([
      ...HEAD,
      'Content-Type: multipart/mixed;',
      'boundary="x"',
      '',
      'Words that must not be lost',
    ]);
    expect(mail.at).toBeNull();
    expect(mail.messageId).toMatch(/^none:/);
    expect(mail.text).toContain('Words that must not be lost');
  });

  test('takes the date from Received or from the separator where Date is broken', async () => {
    const received = await parse([
      'Received: by mx; Mon, 02 Mar 2026 10:00:00 +0000',
      ...HEAD,
      'Date: soon',
      '',
      'x',
    ]);
    expect(received.at).toBe(Date.UTC(2026, 2, 2, 10));
    const takeout = await parse(
      [...HEAD, '', 'x'],
      'From 1712345678901234567@xxx Mon Mar 02 10:00:00 +0000 2026',
    );
    expect(takeout.at).toBe(Date.UTC(2026, 2, 2, 10));
    expect(takeout.gmailId).toBe(1712345678901234567n.toString(16));
  });

  test('counts large attachments without decoding them', async () => {
    const data = encoder.encode('x'.repeat(57_000));
    const base64 = btoa(String.fromCharCode(...data.subarray(0, 57)))
      .concat('\r\n')
      .repeat(1000);
    const mail = await parse([
      ...HEAD,
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'Here it is -- see below',
      '--b',
      'Content-Type: application/pdf; name=deck.pdf',
      'Content-Transfer-Encoding: base64',
      '',
      `${base64}--b`,
      'Content-Type: text/plain',
      '',
      'And this',
      '--b--',
    ]);
    expect(mail.parts).toEqual([{ name: 'deck.pdf', type: 'application/pdf', size: 57_000, text: null }]);
    expect(mail.text).toContain('Here it is -- see below');
    expect(mail.text).toContain('And this');
  });

  test('joins flowed lines, never a quote with the answer below it', async () => {
    const mail = await parse([
      ...HEAD,
      'Content-Type: text/plain; format=flowed',
      '',
      '> Hi ',
      'Hello ',
      'there',
      '-- ',
      'Pat',
    ]);
    expect(mail.text?.trim()).toBe('> Hi \nHello there\n-- \nPat');
  });

  test('keeps a message in a message out of the text', async () => {
    const mail = await parse([
      ...HEAD,
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      '',
      'Mine',
      '--b',
      'Content-Type: message/rfc822',
      '',
      'Subject: theirs',
      '',
      'Theirs',
      '--b--',
    ]);
    expect(mail.text).not.toContain('Theirs');
    expect(mail.parts[0]?.text).toContain('Theirs');
  });

  test('survives nesting without end', async () => {
    const lines = [...HEAD];
    for (let depth = 0; depth < 100; depth++)
      lines.push(`Content-Type: multipart/mixed; boundary=b${depth}`, '', `--b${depth}`);
    const mail = await parse([...lines, '', 'deep']);
    expect(mail.from.address).toBe('pat@prospect.example');
    expect(mail.text).toContain('deep');
  });
});

describe('ids and labels', () => {
  test('reads Message-IDs however they are written', () => {
    expect(messageIds('<a@b> <c@d>,e@f\r\n <g@h>')).toEqual(['a@b', 'c@d', 'e@f', 'g@h']);
    expect(messageIds(null)).toEqual([]);
  });
  test('reads Gmail ids and labels', () => {
    expect(gmailHex('1712345678901234567')).toBe(1712345678901234567n.toString(16));
    expect(gmailHex('x')).toBeNull();
    expect(gmailLabels('Sent,"Leads, new",=?UTF-8?Q?Envoy=C3=A9s?=')).toEqual([
      'Sent',
      'Leads, new',
      'Envoyés',
    ]);
  });
});

describe('AccountGuess', () => {
  const guess = async (mails: readonly (readonly string[])[]): Promise<string[]> => {
    const found = new AccountGuess();
    for (const lines of mails) found.add(await parse(lines));
    return found.own();
  };
  test('trusts the Sent label most, in the user’s language', async () => {
    const inbox = [
      'Delivered-To: alias@seller.example',
      'From: pat@prospect.example',
      'To: alias@seller.example',
      '',
      'x',
    ];
    const sent = [
      'X-Gmail-Labels: =?UTF-8?Q?Envoy=C3=A9s?=',
      'From: sam@seller.example',
      'To: pat@prospect.example',
      '',
      'x',
    ];
    expect(await guess([inbox, inbox, sent])).toEqual(['sam@seller.example']);
  });
  test('falls back on Delivered-To, then on who takes part most', async () => {
    const delivered = [
      'Delivered-To: sam@seller.example',
      'From: a@b.example',
      'To: team@list.example',
      '',
      'x',
    ];
    expect(await guess([delivered])).toEqual(['sam@seller.example']);
    const one = ['From: a@b.example', 'To: sam@seller.example', '', 'x'];
    const two = ['From: sam@seller.example', 'To: c@d.example', '', 'x'];
    expect(await guess([one, two])).toEqual(['sam@seller.example']);
    expect(await guess([])).toEqual([]);
  });
});
