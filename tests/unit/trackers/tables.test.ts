import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kindOf, tellsKind } from '../../../lib/trackers/kinds';
import { guessMapping, type Mapping, mappingFits } from '../../../lib/trackers/mapping';
import { previewRows } from '../../../lib/trackers/preview';
import { importBytes } from './reading';

const URL_ = 'https://x.example/a';

describe('headings in four languages', () => {
  it.each([
    [
      'English',
      'Email,Clicked link,Clicked at,Event',
      'a@b.example,https://x.example/a,2026-03-05 10:00:00,Clicked',
    ],
    [
      'German',
      'E-Mail-Adresse;Angeklickter Link;Zeitpunkt;Ereignis',
      'a@b.example;https://x.example/a;05.03.2026 10:00:00;Geklickt',
    ],
    [
      'German, in two columns',
      'Empfänger;Link;Datum;Uhrzeit;Aktion',
      'a@b.example;https://x.example/a;05.03.2026;10:00;Klick',
    ],
    [
      'French',
      'Destinataire;Lien cliqué;Date et heure;Événement',
      'a@b.example;https://x.example/a;05/03/2026 10:00;Clic',
    ],
    [
      'Spanish',
      'Correo electrónico;Enlace;Fecha y hora;Evento',
      'a@b.example;https://x.example/a;05/03/2026 10:00;Clic',
    ],
    [
      'English, with a zone',
      'Recipient,URL,Date (GMT+1),Action',
      'a@b.example,https://x.example/a,2026-03-05 11:00:00,click',
    ],
    [
      'English, tab',
      'Recipient\tURL\tTimestamp\tAction',
      'a@b.example\thttps://x.example/a\t1772704800\tlink_clicked',
    ],
    [
      'English, pipe and single quotes',
      "'Recipient'|'URL'|'Timestamp'|'Action'",
      "'a@b.example'|'https://x.example/a'|'2026-03-05T10:00:00Z'|'click'",
    ],
    [
      'none',
      'a@b.example,https://x.example/a,2026-03-05T10:00:00Z',
      'a@b.example,https://x.example/a,2026-03-05T10:00:00Z',
    ],
  ])('%s', async (_, head, row) => {
    const { events } = await importBytes(`${head}\r\n${row}\r\n`);
    expect(events[0]).toMatchObject({
      kind: 'click',
      recipient: 'a@b.example',
      url: URL_,
      at: Date.parse('2026-03-05T10:00:00Z'),
    });
  });

  it('takes the click of several times, and no row that has none', async () => {
    const { events, problems } = await importBytes(
      'Email,Sent at,Opened at,Clicked at,URL\na@b.example,2026-03-01 09:00,2026-03-01 10:00,2026-03-02 11:00,https://x.example/a\nc@d.example,2026-03-01 09:00,,,\n',
    );
    expect(events).toMatchObject([
      { kind: 'click', recipient: 'a@b.example', at: Date.parse('2026-03-02T11:00:00Z') },
    ]);
    expect(problems).toEqual([]);
  });

  it('takes sums as counters', async () => {
    const { events, counters } = await importBytes(
      'Campaign;Empfänger;Gesendet;Öffnungen;Klicks;Antworten\nTour;a@b.example;1;"1.204";2;0\n',
    );
    expect(events).toEqual([]);
    expect(counters).toMatchObject([
      { campaign: 'Tour', recipient: 'a@b.example', sent: 1, opens: 1204, clicks: 2, replies: 0 },
    ]);
  });

  it('takes no list of contacts for clicks', async () => {
    await expect(
      importBytes('Email,First name,Created at\na@b.example,A,2026-03-05 10:00:00\n'),
    ).rejects.toThrow('do not say who did what');
  });
});

describe('tables as they come', () => {
  const rows = 'Email,URL,Timestamp\na@b.example,https://x.example/a,2026-03-05T10:00:00Z\n';
  it.each([
    ['a title above', `Click report\nSpring\n\n${rows}`],
    ['Excel’s hint', `sep=,\r\n${rows}`],
    ['headings again', `${rows}${rows}`],
    ['empty lines', rows.replace('\n', '\n\n\n')],
    ['old Mac line breaks', rows.replace(/\n/g, '\r')],
  ])('%s', async (_, text) => {
    const { events, problems } = await importBytes(text);
    expect(new Set(events.map(({ key }) => key)).size).toBe(1);
    expect(problems).toEqual([]);
  });

  it.each([
    ['UTF-8 with a mark', (text: string) => new TextEncoder().encode(`\ufeff${text}`)],
    ['UTF-16LE with a mark', (text: string) => utf16(`\ufeff${text}`, false)],
    ['UTF-16BE with a mark', (text: string) => utf16(`\ufeff${text}`, true)],
    ['UTF-16LE without', (text: string) => utf16(text, false)],
    ['UTF-16BE without', (text: string) => utf16(text, true)],
    ['Windows-1252', (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0))],
  ])('%s, in chunks of any size', async (_, encode) => {
    const text =
      'Empfänger;Link;Zeitpunkt;Betreff\r\na@b.example;https://x.example/a;05.03.2026 10:00;Grüße aus Köln\r\n';
    for (const size of [1, 2, 3, 7, 4096]) {
      const { events } = await importBytes(encode(text), { size });
      expect(events).toMatchObject([{ subject: 'Grüße aus Köln', url: URL_ }]);
    }
  });

  it('reports each bad row with its line and reads the others', async () => {
    const { events, problems } = await importBytes(
      'Email,URL,Timestamp\na@b.example,https://x.example/a,2026-03-05T10:00:00Z\nc@d.example,https://x.example/a,yesterday\ne@f.example\n"g@h.example,https://x.example/a,2026-03-05T11:00:00Z\ni@j.example,https://x.example/a,2026-03-05T12:00:00Z\nk@l.example,https://x.example/a,2026-03-05T12:00:00Z,1,2\n,,2026-03-05T12:00:00Z\n',
    );
    expect(events.map(({ recipient }) => recipient)).toEqual(['a@b.example', 'i@j.example']);
    expect(problems.map(({ where }) => where)).toEqual(['line 3', 'line 4', 'line 5', 'line 7', 'line 8']);
    expect(problems.every(({ message }) => message.length > 20 && !message.includes('undefined'))).toBe(true);
  });

  it('reads a file that goes over to other headings', async () => {
    const { events } = await importBytes(
      'Email,URL,Timestamp\na@b.example,https://x.example/a,2026-03-05T10:00:00Z\nTimestamp,Recipient,Event\n2026-03-05T11:00:00Z,c@d.example,open\n',
    );
    expect(events.map(({ kind, recipient }) => `${kind} ${recipient}`)).toEqual([
      'click a@b.example',
      'open c@d.example',
    ]);
  });

  it('reads line breaks in cells and counts lines on', async () => {
    const { events, problems } = await importBytes(
      'Email,URL,Timestamp,Subject\na@b.example,https://x.example/a,2026-03-05T10:00:00Z,"two\nlines"\nc@d.example,,never,\n',
    );
    expect(events[0]?.subject).toBe('two\nlines');
    expect(problems[0]?.where).toBe('line 4');
  });

  it('warns where day and month are a guess', async () => {
    const { problems } = await importBytes(
      'Email,URL,Date\na@b.example,https://x.example/a,03/04/2026 10:00\n',
    );
    expect(problems[0]?.message).toContain('not certain');
  });

  it('reads the same whatever the chunks', async () => {
    const text = `Email,URL,Timestamp,Subject\n${Array.from({ length: 60 }, (_, i) => `p${i}@b.example,https://x.example/${i},2026-03-05T10:00:${String(i).padStart(2, '0')}Z,"a ""quoted"", ${i % 7 === 0 ? '\n' : ''}cell"`).join('\n')}\n`;
    const whole = await importBytes(text);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 900 }), async (size) => {
        expect(await importBytes(text, { size })).toEqual(whole);
      }),
      { numRuns: 20 },
    );
    expect(whole.events).toHaveLength(60);
  });
});

function utf16(text: string, big: boolean): Uint8Array {
  const out = new Uint8Array(text.length * 2);
  for (let i = 0; i < text.length; i++) {
    out[2 * i + (big ? 1 : 0)] = text.charCodeAt(i) & 255;
    out[2 * i + (big ? 0 : 1)] = text.charCodeAt(i) >> 8;
  }
  return out;
}

describe('the mapping', () => {
  const headings = ['Wer', 'Wohin', 'Wann'];
  const mapping: Mapping = {
    version: 1,
    headings,
    columns: { recipient: 0, url: 1, at: 2 },
    rows: 'events',
    kind: 'click',
    dateOrder: 'mdy',
    zone: 'America/New_York',
  };

  it('survives JSON and reads what the guess could not', async () => {
    const kept = JSON.parse(JSON.stringify(mapping)) as Mapping; // what was written is what is read
    expect(kept).toEqual(mapping);
    expect(mappingFits(kept, [' wer', 'WOHIN ', 'Wann'])).toBe(true);
    const { events } = await importBytes(
      'Wer;Wohin;Wann\na@b.example;https://x.example/a;03/05/2026 05:00\n',
      { mapping: kept },
    );
    expect(events[0]?.at).toBe(Date.parse('2026-03-05T10:00:00Z'));
    await expect(importBytes('A;B\n1;2\n', { mapping: kept })).rejects.toThrow(
      'not those the mapping was made for',
    );
  });

  it('previews rows as they would be understood', () => {
    const rows = [
      ['a@b.example', URL_, '03/05/2026 05:00'],
      ['', '', 'x'],
    ];
    expect(previewRows(mapping, rows)).toMatchObject([
      { at: '2026-03-05T10:00:00.000Z', problem: null, event: { recipient: 'a@b.example' } },
      { at: null, event: null, problem: expect.stringContaining('no time') },
    ]);
  });

  it('says how sure it is', () => {
    const sure = guessMapping(['Email', 'URL', 'Timestamp'], [['a@b.example', URL_, '2026-03-05T10:00:00Z']]);
    const unsure = guessMapping(['Email', 'URL', 'Date'], [['a@b.example', URL_, '03/04/2026']]);
    expect(sure?.confidence).toBe(1);
    expect(unsure?.confidence).toBeLessThan(0.7);
    expect(unsure?.mapping.dateOrder).toBe('mdy');
    expect(guessMapping(['Name', 'Age'], [['A', '7']])).toBeNull();
  });
});

describe('what did not happen', () => {
  it.each([
    'Not clicked',
    'NOT_CLICKED',
    'Nicht geklickt',
    'nicht geöffnet',
    'non cliqué',
    'n’a pas cliqué',
    'No hizo clic',
    'no abierto',
    'Sin clic',
    'unopened',
    'Keine Antwort',
    'No reply',
    'Clicked: no',
    'Geklickt: nein',
    'not bounced',
  ])('“%s” is no event', (word) => {
    expect(kindOf(word)).toBe('other');
    expect(tellsKind(word)).toBe(true);
  });

  it.each([
    ['Clicked', 'click'],
    ['Enlace pulsado', 'click'],
    ['clicked (not a bot)', 'click'],
    ['Not delivered', 'bounce'],
    ['undelivered', 'bounce'],
    ['Non livré', 'bounce'],
    ['Unsubscribed', 'unsubscribe'],
    ['link_clicked', 'click'],
  ] as const)('“%s” is one', (word, kind) => {
    expect(kindOf(word)).toBe(kind);
  });

  it('a table that is mostly “Not clicked” has no more clicks than it says', async () => {
    const rows = Array.from(
      { length: 20 },
      (_, n) => `p${n}@b.example,${n === 7 ? 'Clicked' : 'Not clicked'},${URL_},2026-03-05T10:00:00Z`,
    );
    const { events } = await importBytes(['Email,Status,Link,Date', ...rows].join('\n'));
    expect(events.filter(({ kind }) => kind === 'click').map(({ recipient }) => recipient)).toEqual([
      'p7@b.example',
    ]);
  });
});

it('yes and no are read as spreadsheets write them in German, French and Spanish', async () => {
  for (const [yes, no] of [
    ['WAHR', 'FALSCH'],
    ['VRAI', 'FAUX'],
    ['VERDADERO', 'FALSO'],
  ]) {
    const { events } = await importBytes(
      `Email;Link;Clicked at;Bot\na@b.example;${URL_};2026-03-05T10:00:00Z;${yes}\nb@b.example;${URL_};2026-03-05T10:00:00Z;${no}\n`,
    );
    expect(events.map(({ machine }) => machine)).toEqual([true, false]);
  }
});
