import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Sent } from '../../../lib/analytics/analyse';
import { countFigures } from '../../../lib/analytics/rates/figures';
import { DEFAULT_PACE } from '../../../lib/analytics/rates/learn';
import { weeklyRates, weekOf } from '../../../lib/analytics/trend/weeks';
import { DAY, emailsOf, NOW } from '../flags/world';

const WEEK = 7 * DAY;
/** The same email, sent at another time. */
const sentAt = (sent: Sent, at: number): Sent => ({
  ...sent,
  mail: { ...sent.mail, fact: { ...sent.mail.fact, at } },
});

describe('weeks of sending', () => {
  it('begin on the Monday at or before a time', () => {
    expect(weekOf(Date.UTC(2026, 10, 23))).toBe(Date.UTC(2026, 10, 23));
    expect(weekOf(Date.UTC(2026, 10, 23) - 1)).toBe(Date.UTC(2026, 10, 16));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Date.UTC(2100, 0) }), (at) => {
        const monday = weekOf(at);
        expect(new Date(monday).getUTCDay()).toBe(1);
        expect(new Date(monday).getUTCHours()).toBe(0);
        expect(at - monday).toBeGreaterThanOrEqual(0);
        expect(at - monday).toBeLessThan(WEEK);
      }),
    );
  });

  it('hold what a count of their emails holds, and the quiet ones between them nothing', () => {
    const early = emailsOf({ prospects: 30, replies: 3, links: ['https://x.test'], clickers: 5, age: 40 });
    const late = emailsOf({ prospects: 20, replies: 1, age: 12, sequence: 'T' });
    const weeks = weeklyRates([...late, ...early], NOW, DEFAULT_PACE);
    expect(weeks.map(({ start }) => start)).toEqual(
      weeks.map((_, i) => weekOf(NOW - 40 * DAY) + i * WEEK), // oldest first, none left out
    );
    const { rates } = countFigures(early, NOW, DEFAULT_PACE);
    expect(weeks[0]).toEqual({
      start: weekOf(NOW - 40 * DAY),
      sent: 30,
      delivered: 30,
      reply: rates.reply,
      click: rates.click,
      rawClick: rates.rawClick,
    });
    expect(weeks.at(-1)).toMatchObject({ start: weekOf(NOW - 12 * DAY), sent: 20, reply: { hits: 1 } });
    for (const quiet of weeks.slice(1, -1))
      expect(quiet).toMatchObject({ sent: 0, reply: { of: 0, value: null } });
  });

  it('leave no dated email out and are a year at most, whatever the senders’ clocks say', () => {
    const emails = emailsOf({ prospects: 12 });
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -3, max: 365 * 3 }), { minLength: 1, maxLength: 12 }),
        (ages) => {
          const sent = ages.flatMap((age, i) => {
            const email = emails[i];
            return email === undefined ? [] : [sentAt(email, NOW - age * DAY)];
          });
          const weeks = weeklyRates(sent, NOW, DEFAULT_PACE);
          expect(weeks.length).toBeLessThanOrEqual(53);
          const first = weeks[0]?.start ?? Number.POSITIVE_INFINITY;
          const inside = sent.filter(({ mail }) => weekOf(Math.min(mail.fact.at, NOW)) >= first);
          expect(weeks.reduce((sum, week) => sum + week.sent, 0)).toBe(inside.length);
          expect(weeklyRates([...sent].reverse(), NOW, DEFAULT_PACE)).toEqual(weeks);
        },
      ),
    );
    const ahead = [...emailsOf({ prospects: 3 }), sentAt(emails[0] ?? fail(), Date.UTC(2099, 0))];
    expect(weeklyRates(ahead, NOW, DEFAULT_PACE).reduce((sum, { sent }) => sum + sent, 0)).toBe(4);
    const undated = sentAt(emails[0] ?? fail(), 0);
    expect(weeklyRates([undated], NOW, DEFAULT_PACE)).toEqual([]);
    expect(weeklyRates([], NOW, DEFAULT_PACE)).toEqual([]);
  });
});

function fail(): never {
  throw new Error('The world holds no email.');
}
