import { describe, expect, it, vi } from 'vitest';
import { date, dateRange, fullDate, percent } from '../../../components/format';
import { german } from '../../shared/locale-setup';

// Noon, so that no time zone within eleven hours of UTC changes the day.
const noon = (day: string): string => `${day}T12:00:00Z`;

describe('a range of dates', () => {
  it('is one date where it begins and ends on one day', () => {
    expect(dateRange('2026-10-27T11:00:00Z', '2026-10-27T12:30:00Z')).toBe('Oct 27, 2026');
  });

  it('names the year once within a year, and both where they differ', () => {
    expect(dateRange(noon('2026-10-06'), noon('2026-10-10'))).toBe('Oct 6 – Oct 10, 2026');
    expect(dateRange(noon('2025-12-30'), noon('2026-01-02'))).toBe('Dec 30, 2025 – Jan 2, 2026');
  });
});

describe('mail without a date', () => {
  it('never reads as 1970', () => {
    const none = '1970-01-01T00:00:00.000Z';
    expect(dateRange(none, none)).toBe('no dates');
    expect(dateRange(none, noon('2026-01-02'))).toBe('Jan 2, 2026');
    expect([date(none), fullDate(none), date('')]).toEqual(['no dates', 'no dates', 'no dates']);
  });
});

describe('numbers and dates in German', () => {
  it('have their comma, their order and their words', async () => {
    vi.resetModules();
    const de = await german(() => import('../../../components/format'));
    expect(de.percent(0.0365)).toBe('3,7\u202f%');
    expect(de.span(0.016, 0.07)).toBe('1,6–7,0\u202f%');
    expect(de.count(12_345)).toBe('12.345');
    expect(de.decimal(1)).toBe('1,0');
    expect(de.dateRange(noon('2026-10-06'), noon('2026-10-10'))).toBe('6. Okt. – 10. Okt. 2026');
    expect(de.duration(12 * 60_000)).toBe('12 Min.');
    expect(percent(0.0365)).toBe('3.7\u202f%');
  });
});
