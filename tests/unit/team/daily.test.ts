import { describe, expect, it } from 'vitest';
import { DAILY_AFTER, dailyStep } from '../../../lib/team/daily';

/** A time where the test runs, as days are the user's own. */
const at = (day: number, hour: number, minute = 0): number => new Date(2026, 10, day, hour, minute).getTime();
const due = { daily: true, writtenAt: at(22, 9), permission: 'granted', now: at(23, 8, 30) } as const;

describe('daily writing', () => {
  it('is due on the next day, and never twice on one', () => {
    expect(dailyStep(due)).toBe('write');
    expect(dailyStep({ ...due, now: at(22, 9) })).toBe('nothing');
    expect(dailyStep({ ...due, writtenAt: at(22, 0, 5), now: at(22, 23, 55) })).toBe('nothing');
    expect(dailyStep({ ...due, now: at(29, 9) })).toBe('write');
  });
  it('does not follow at once after midnight', () => {
    const late = at(22, 23, 50);
    expect(dailyStep({ ...due, writtenAt: late, now: at(23, 0, 10) })).toBe('nothing');
    expect(dailyStep({ ...due, writtenAt: late, now: late + DAILY_AFTER - 1 })).toBe('nothing');
    expect(dailyStep({ ...due, writtenAt: late, now: late + DAILY_AFTER })).toBe('write');
  });
  it('is never due while it is switched off', () => {
    expect(dailyStep({ ...due, daily: false })).toBe('nothing');
    expect(dailyStep({ ...due, daily: false, permission: 'prompt' })).toBe('nothing');
  });
  it('asks where the right has lapsed or was refused, and only when it is due', () => {
    expect(dailyStep({ ...due, permission: 'prompt' })).toBe('ask');
    expect(dailyStep({ ...due, permission: 'denied' })).toBe('ask');
    expect(dailyStep({ ...due, permission: 'prompt', writtenAt: due.now - 1 })).toBe('nothing');
  });
  it('does not wait for a time that a clock set wrong once gave', () => {
    expect(dailyStep({ ...due, writtenAt: due.now + 1 })).toBe('write');
  });
});
