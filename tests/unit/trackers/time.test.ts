import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inferDateOrder } from '../../../lib/trackers/date-order';
import { timeOf } from '../../../lib/trackers/time';
import { toUtc, zoneOf } from '../../../lib/trackers/zone';

const AT = Date.parse('2026-03-05T10:22:33.000Z');

describe('times as trackers write them', () => {
  it.each([
    ['unix seconds', 1772706153, AT],
    ['unix seconds as text', '1772706153', AT],
    ['float seconds', 1772706153.094891, AT + 95],
    ['milliseconds', 1772706153000, AT],
    ['microseconds', '1772706153000000', AT],
    ['ISO', '2026-03-05T10:22:33Z', AT],
    ['ISO, 7 decimals', '2026-03-05T10:22:33.9065619Z', AT + 906],
    ['ISO, 6 decimals and offset', '2026-03-05T11:22:33.618881+01:00', AT + 618],
    ['ISO, offset without colon', '2026-03-05T11:22:33+0100', AT],
    ['Postgres', '2026-03-05 10:22:33.5+00', AT + 500],
    ['a space and UTC', '2026-03-05 10:22:33 UTC', AT],
    ['no seconds', '2026-03-05 10:22', AT - 33_000],
    ['RFC 5322', 'Thu, 05 Mar 2026 10:22:33 +0000', AT],
    ['C', 'Thu Mar 05 10:22:33 UTC 2026', AT],
    ['JavaScript', 'Thu Mar 05 2026 11:22:33 GMT+0100 (Central European Standard Time)', AT],
    ['American words', 'Mar 5, 2026, 10:22:33 AM', AT],
    ['American words, evening', 'March 5, 2026 10:22:33 PM', AT + 43_200_000],
    ['EST', 'Mar 5, 2026 5:22:33 AM EST', AT],
    ['German words', '5. März 2026 10:22:33', AT],
    ['French words', '5 mars 2026 10h22', AT - 33_000],
    ['Spanish words', '5 de marzo de 2026 10:22:33', AT],
    ['a spreadsheet’s own', '46086,4323263889', AT],
    ['no doubt about the month', '25/03/2026 10:22:33', AT + 20 * 86_400_000],
    ['no doubt about the day', '03/25/2026 10:22:33', AT + 20 * 86_400_000],
  ])('%s', (_, value, at) => expect(timeOf(value)).toBe(at));

  it.each([
    '',
    'soon',
    '12',
    '2026-02-31 10:00:00',
    '2025-02-29T10:00:00Z',
    '2026-04-31T10:00:00.000Z',
    '05/03/2026 10:22',
    '99/99/2026',
    '2026-13-01',
    '10:22:33',
    '1e400',
    '0001-01-01T00:00:00Z',
  ])('%j is none', (text) => expect(timeOf(text)).toBeNull());

  it('takes the order and the zone it is told', () => {
    expect(timeOf('05/03/2026 10:22:33', { order: 'dmy', zone: 'UTC' })).toBe(AT);
    expect(timeOf('03/05/2026 10:22:33', { order: 'mdy', zone: 'UTC' })).toBe(AT);
    expect(timeOf('05.03.26 11:22:33', { order: 'dmy', zone: 'Europe/Berlin' })).toBe(AT);
    expect(timeOf('2026-03-05 05:22:33', { order: null, zone: 'America/New_York' })).toBe(AT);
    // A zone in the cell wins.
    expect(timeOf('2026-03-05T10:22:33Z', { order: null, zone: 'America/New_York' })).toBe(AT);
  });

  it('gives back every time it is given as ISO, whatever the zone', () => {
    const ms = fc.integer({ min: Date.UTC(2000, 0, 2), max: Date.UTC(2099, 11, 30) });
    fc.assert(
      fc.property(
        ms,
        (at) =>
          timeOf(new Date(at).toISOString()) === at &&
          timeOf(new Date(at).toISOString().replace('Z', '0000+00:00')) === at,
      ),
    );
    fc.assert(
      fc.property(ms, fc.integer({ min: -11, max: 12 }), (at, hours) => {
        const whole = at - (at % 1000);
        const zone = zoneOf(`GMT${hours < 0 ? '' : '+'}${hours}`) ?? '';
        const local = new Date(whole + hours * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
        return timeOf(local, { order: null, zone }) === whole;
      }),
    );
  });

  it('never throws and stays in its century', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.double(), fc.stringMatching(/^[0-9/.:\- apmT+Z]{0,30}$/)),
        (value) => {
          const at = timeOf(value, { order: 'dmy', zone: 'Europe/Berlin' });
          return at === null || (Number.isInteger(at) && at > 9e11 && at < 5e12);
        },
      ),
      { numRuns: 2000, seed: 7 },
    );
  });

  it('keeps clocks that change', () => {
    expect(toUtc(Date.UTC(2026, 6, 1, 12), 'Europe/Berlin')).toBe(Date.UTC(2026, 6, 1, 10));
    expect(toUtc(Date.UTC(2026, 0, 1, 12), 'Europe/Berlin')).toBe(Date.UTC(2026, 0, 1, 11));
    expect(zoneOf('Mars/Olympus')).toBeNull();
    expect(zoneOf('(MESZ)')).toBe('+02:00');
  });
});

describe('day or month first', () => {
  it.each<[string, string[], string[], 'dmy' | 'mdy', boolean]>([
    ['a day over 12', ['03/04/2026', '25/04/2026'], ['Date'], 'dmy', true],
    ['a day over 12 in the second place', ['03/04/2026', '04/25/2026'], ['Date'], 'mdy', true],
    [
      'the order of the rows, day first',
      ['02/01/2026', '11/01/2026', '05/02/2026', '03/04/2026'],
      ['Date'],
      'dmy',
      true,
    ],
    [
      'the order of the rows, month first',
      ['01/02/2026', '01/11/2026', '02/05/2026', '03/03/2026', '03/04/2026'],
      ['Date'],
      'mdy',
      true,
    ],
    ['dots', ['03.04.2026'], ['Date'], 'dmy', true],
    ['Spanish headings', ['03/04/2026'], ['Correo', 'Fecha'], 'dmy', true],
    ['am and pm', ['03/04/2026 1:00 PM'], ['Date'], 'mdy', false],
    ['dates that lie close', ['05/03/2026', '01/03/2026', '03/03/2026'], ['Date'], 'dmy', false],
    ['nothing', ['03/04/2026'], ['Date'], 'mdy', false],
    ['a contradiction', ['25/04/2026', '26/04/2026', '04/25/2026'], ['Date'], 'dmy', false],
  ])('by %s', (_, cells, headings, order, certain) => {
    const found = inferDateOrder(cells, headings);
    expect(found).toMatchObject({ order, certain });
    expect(found.evidence).not.toBe('');
  });

  it('asks nothing of ISO dates', () =>
    expect(inferDateOrder(['2026-03-04'], ['Date'])).toMatchObject({ order: null, certain: true }));
});

describe('times of day as languages write them', () => {
  const read = (text: string): string | null => {
    const at = timeOf(text, { order: 'dmy', zone: 'UTC' });
    return at === null ? null : new Date(at).toISOString().slice(0, 16);
  };
  it.each([
    '05/03/2026 à 14h03',
    'jeudi 5 mars 2026 à 14 h 03',
    '05/03/2026 a las 14:03',
    '5/3/2026, 2:03:22 p. m.',
    '5/3/2026, 2:03\u00a0p.\u00a0m.',
    '05.03.2026 um 14:03 Uhr',
    '05.03.2026 14.03',
    '05-03-2026 14.03.22',
    '20260305T140322Z',
    '2026-03-05 23:03 JST',
  ])('%s', (text) => {
    expect(read(text)).toBe('2026-03-05T14:03');
  });

  it.each(['Mar 5 2026 2PM', '5 mars 2026 14h', '05.03.2026 14 Uhr', '05/03/2026 2 p.m.'])(
    '%s: an hour alone is not midnight',
    (text) => {
      expect(read(text)).toBe('2026-03-05T14:00');
    },
  );

  it('leaves dates with dots what they are', () => {
    expect(read('05.03.26')).toBe('2026-03-05T00:00');
    expect(read('05.03.2026')).toBe('2026-03-05T00:00');
    expect(read('05.03.2026 25.61')).toBe(null);
  });
});
