import type { Analysis } from '../analyse';

const DAY = 86_400_000;

/**
 * The same analysis with only what was sent in some days: sequences, emails and clicks outside them are gone from it. A
 * reply or click counts for the email it answers, whenever it came.
 * @param days how long the period is
 * @param ago how many days before now it ends; 0: now
 */
export function inPeriod(analysis: Analysis, days: number, ago = 0): Analysis {
  const end = analysis.now - ago * DAY;
  const start = end - days * DAY;
  const inside = (at: number): boolean => at > start && (at <= end || ago === 0);
  return {
    ...analysis,
    sent: analysis.sent.filter(({ mail }) => inside(mail.fact.at)),
    clicks: analysis.clicks.filter(({ joined }) => inside(joined.to?.fact.at ?? joined.at)),
    unjoined: analysis.unjoined.filter(({ at }) => inside(at)),
  };
}
