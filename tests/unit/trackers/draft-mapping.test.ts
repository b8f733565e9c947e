import { describe, expect, it } from 'vitest';
import {
  emptyMapping,
  lackOf,
  meaningAt,
  meaningsOf,
  timeTextOf,
  withMeaning,
} from '../../../lib/trackers/draft-mapping';

const ROWS = [
  ['a@b.example', '13/04/2026', '10:15', '02/03/2026'],
  ['c@d.example', '14/04/2026', '11:15', '02/14/2026'],
];
const empty = emptyMapping(['Wer', 'Wann', 'Uhr', 'Gesendet']);

describe('a mapping that is being corrected', () => {
  it('gives a meaning to one column alone, and a column one meaning', () => {
    const first = withMeaning(empty, 0, 'recipient', ROWS);
    const moved = withMeaning(first, 1, 'recipient', ROWS);
    expect(meaningAt(moved, 0)).toBeNull();
    expect(meaningAt(moved, 1)).toBe('recipient');
    expect(meaningAt(withMeaning(moved, 1, 'url', ROWS), 1)).toBe('url');
    expect(withMeaning(first, 0, null, ROWS)).toEqual(empty);
  });

  it('tells day from month anew when another column holds the time', () => {
    const at = withMeaning(empty, 1, 'at', ROWS);
    expect(at.dateOrder).toBe('dmy');
    expect(withMeaning(at, 3, 'at', ROWS).dateOrder).toBe('mdy');
    // The user's word on the order stays while another column changes.
    expect(withMeaning({ ...at, dateOrder: 'mdy' }, 0, 'recipient', ROWS).dateOrder).toBe('mdy');
    expect(withMeaning(at, 1, null, ROWS).dateOrder).toBeNull();
  });

  it('says what a row still lacks', () => {
    expect(lackOf(empty)).toBe('time');
    const at = withMeaning(empty, 1, 'at', ROWS);
    expect(lackOf(at)).toBe('who');
    expect(lackOf(withMeaning(at, 0, 'messageId', ROWS))).toBeNull();
    const sums = { ...empty, rows: 'counters' } as const;
    expect(lackOf(sums)).toBe('count');
    expect(lackOf(withMeaning(sums, 0, 'clicks', ROWS))).toBe('campaign');
    expect(lackOf({ ...sums, columns: { clicks: 0, campaign: 1 } })).toBeNull();
  });

  it('offers counts for sums alone, and times for events alone', () => {
    expect(meaningsOf('events')).not.toContain('clicks');
    expect(meaningsOf('counters')).not.toContain('at');
    expect(meaningAt({ ...empty, rows: 'counters', columns: { at: 1 } }, 1)).toBeNull();
  });

  it('puts date and clock together', () => {
    expect(timeTextOf({ ...empty, columns: { at: 1, clock: 2 } }, ROWS[0] ?? [])).toBe('13/04/2026 10:15');
    expect(timeTextOf(empty, ROWS[0] ?? [])).toBe('');
  });
});
