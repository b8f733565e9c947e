import { describe, expect, it } from 'vitest';
import { dateRange } from '../../../components/format';

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
