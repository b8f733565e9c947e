import { describe, expect, it } from 'vitest';
import { readFacts } from '../../shared/facts';
import { bytesOf, fileOf } from '../../shared/sample';

const mail = (n: number, body = 'Hello.'): string =>
  `From ${1000000 + n}@xxx Fri Sep 16 22:26:51 +0000 2016\nX-GM-THRID: ${1000000 + n}\nX-Gmail-Labels: Sent\nDate: Fri, 16 Sep 2016 22:26:51 +0000\nFrom: me@mine.example\nTo: you${n}@yours.example\nSubject: Hello\nMessage-ID: <m${n}@mine.example>\n\n${body}\n\n`;

const click = (n: number): object => ({
  email: `you${n}@yours.example`,
  timestamp: 1474064811,
  event: 'click',
  url: 'https://mine.example/',
  sg_event_id: `e${n}`,
  'smtp-id': `<m${n}@mine.example>`,
});

describe('files that cannot be used', () => {
  it.each([
    ['an empty file', '', 'the file is empty'],
    ['blank lines only', '\n\n  \n', 'the file is empty'],
    ['prose', 'Dear diary\nToday nothing happened.\n', 'neither a mailbox'],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 0, 44, 0]), 'neither a mailbox'],
    ['JSON of something else', '{"name":"a recipe","steps":["stir"]}', 'no tracker'],
    ['a table of something else', 'Colour,Shape\nred,round\n', 'headings'],
  ])('%s: one sentence that names the file, and the others are read', async (_, content, sentence) => {
    const { messages, problems } = await readFacts([
      fileOf('odd.dat', content),
      fileOf('mail.mbox', mail(1)),
    ]);
    expect(messages).toHaveLength(1);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.file).toBe('odd.dat');
    expect(problems[0]?.message).toContain(sentence);
    expect(problems[0]?.message).not.toContain('odd.dat');
  });
});

describe('bad items', () => {
  it('a truncated mbox gives what there is, and says where it broke', async () => {
    const whole = `${mail(1)}${mail(2).replace('Subject: Hello', 'Subject: Hello\nContent-Type: multipart/mixed; boundary="cut"')}--cut\n\nThe first part, then noth`;
    const { messages, problems } = await readFacts([fileOf('cut.mbox', whole)]);
    expect(messages).toHaveLength(2);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ file: 'cut.mbox' });
    expect(problems[0]?.where).toMatch(/^message 2 /);
    expect(problems[0]?.message).toContain('ends in the middle');
  });

  it('a bad row costs that row, and its line is named', async () => {
    const csv =
      'Email,Link,Timestamp\nyou1@yours.example,https://mine.example/,2016-09-17T10:00:00Z\nyou2@yours.example,https://mine.example/,yesterday-ish\nyou3@yours.example,https://mine.example/,2016-09-17T10:00:02Z\n';
    const { events, problems } = await readFacts([fileOf('clicks.csv', csv)]);
    expect(events).toHaveLength(2);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.where).toBe('line 3');
    expect(problems[0]?.message).toContain('yesterday-ish');
  });

  it('a bad record costs that record', async () => {
    const json = JSON.stringify([click(1), { ...click(2), timestamp: 'soon' }, 'nonsense', click(3)]);
    const { events, problems } = await readFacts([fileOf('events.json', json)]);
    expect(events.map((event) => event.recipient)).toEqual(['you1@yours.example', 'you3@yours.example']);
    expect(problems.map((problem) => problem.where)).toEqual(['record 2', 'record 3']);
  });

  it('JSON that breaks off gives what came before the break', async () => {
    const json = JSON.stringify([click(1), click(2), click(3)]);
    const { events, problems } = await readFacts([
      fileOf('events.json', json.slice(0, json.lastIndexOf('{') + 20)),
    ]);
    expect(events).toHaveLength(2);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toContain('cut off');
  });

  it('NDJSON with one broken line', async () => {
    const text = `${JSON.stringify(click(1))}\n{"email": broken\n${JSON.stringify(click(3))}\n`;
    const { events, problems } = await readFacts([fileOf('events.ndjson', text)]);
    expect(events).toHaveLength(2);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.where).toBe('line 2');
  });

  it('reads the same whatever the size of the chunks', async () => {
    const text = `${mail(1)}${mail(2, '>From the start\n>>From further back')}${mail(3)}`;
    const whole = await readFacts([fileOf('mail.mbox', text)]);
    for (const size of [1, 7, 64, 1000])
      expect(await readFacts([fileOf('mail.mbox', text, size)])).toEqual(whole);
    expect(whole.messages).toHaveLength(3);
  });

  it('UTF-8 with a byte order mark, and Windows line ends', async () => {
    const csv = bytesOf(
      '\ufeffEmail;Link;Timestamp\r\nyou1@yours.example;https://mine.example/;2016-09-17T10:00:00Z\r\n',
    );
    const { events, problems } = await readFacts([fileOf('clicks.csv', csv)]);
    expect(problems).toEqual([]);
    expect(events).toHaveLength(1);
  });
});

describe('mailboxes as they are', () => {
  const three = `${mail(1)}${mail(2)}${mail(3)}`;
  const utf16 = (text: string): Uint8Array => {
    const out = new Uint8Array(2 + text.length * 2);
    out.set([0xff, 0xfe]);
    for (let i = 0; i < text.length; i++)
      out.set([text.charCodeAt(i) & 0xff, text.charCodeAt(i) >> 8], 2 + i * 2);
    return out;
  };

  it.each([
    ['with a byte order mark', bytesOf(`\ufeff${three}`)],
    ['with blank lines first', `\r\n\n${three}`],
    ['in UTF-16', utf16(three)],
    ['without blank lines between messages', three.replace(/\n\nFrom /g, '\nFrom ')],
    [
      'with prose that begins like a separator',
      three.replace('Hello.', 'Hello.\n\nFrom Anna Mon 5 Jan 2026 we start.'),
    ],
  ])('%s', async (_, content) => {
    const { messages, problems } = await readFacts([fileOf('mail.mbox', content)]);
    expect(problems).toEqual([]);
    expect(messages.map((message) => message.messageId)).toEqual([
      'm1@mine.example',
      'm2@mine.example',
      'm3@mine.example',
    ]);
  });

  it('that break off within a header say so', async () => {
    const { problems } = await readFacts([fileOf('mail.mbox', `${three}${mail(4).slice(0, 120)}`)]);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toContain('ends in the middle');
  });

  it('one file that cannot be read costs itself alone', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield bytesOf(mail(1));
      throw new Error('the file is gone');
    }
    const { messages, problems } = await readFacts([
      { name: 'gone.mbox', size: 10, chunks: broken() },
      fileOf('mail.mbox', mail(2)),
    ]);
    expect(messages.map((message) => message.messageId)).toContain('m2@mine.example');
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ file: 'gone.mbox' });
  });
});

describe('whose mailbox', () => {
  it('known addresses decide where the mail does not show it', async () => {
    const answer =
      'From: you1@yours.example\nTo: me@mine.example\nSubject: Re: Hello\nDate: Fri, 16 Sep 2016 23:26:51 +0000\nMessage-ID: <a1@yours.example>\nIn-Reply-To: <m1@mine.example>\n\nYes.\n';
    const { messages } = await readFacts([fileOf('answer.eml', answer)], ['me@mine.example']);
    expect(messages).toMatchObject([{ direction: 'received', account: 'me@mine.example' }]);
  });
});
