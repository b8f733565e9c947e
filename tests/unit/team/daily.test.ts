import { describe, expect, it } from 'vitest';
import { DAILY_AFTER, dailyStep } from '../../../lib/team/daily';

const now = Date.UTC(2026, 10, 23, 9);
const due = { daily: true, writtenAt: now - DAILY_AFTER - 1, permission: 'granted', now } as const;

describe('daily writing', () => {
  it('is due after more than twenty hours, not before', () => {
    expect(dailyStep(due)).toBe('write');
    expect(dailyStep({ ...due, writtenAt: now - 20 * 3_600_000 })).toBe('nothing');
    expect(dailyStep({ ...due, writtenAt: now })).toBe('nothing');
  });
  it('is never due while it is switched off', () => {
    expect(dailyStep({ ...due, daily: false })).toBe('nothing');
    expect(dailyStep({ ...due, daily: false, permission: 'prompt' })).toBe('nothing');
  });
  it('asks where the right has lapsed or was refused, and only when it is due', () => {
    expect(dailyStep({ ...due, permission: 'prompt' })).toBe('ask');
    expect(dailyStep({ ...due, permission: 'denied' })).toBe('ask');
    expect(dailyStep({ ...due, permission: 'prompt', writtenAt: now - 1 })).toBe('nothing');
  });
  it('does not wait for a time that a clock set wrong once gave', () => {
    expect(dailyStep({ ...due, writtenAt: now + 1 })).toBe('write');
  });
});
