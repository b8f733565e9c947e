import type { Sent } from '../analyse';
import { doingsOf } from './doings';
import { DEFAULT_CURVE, type DelayCurve, learnCurve, type Waiting } from './maturity';

/** How long this user's answers take: replies and human clicks each at their own pace. */
export interface Pace {
  readonly reply: DelayCurve;
  readonly click: DelayCurve;
}

export const DEFAULT_PACE: Pace = { reply: DEFAULT_CURVE, click: DEFAULT_CURVE };

/** Learns both curves from delivered outreach; each falls back to the default below 30 answers. */
export function learnPace(emails: readonly Sent[], now: number): Pace {
  const reply: Waiting[] = [];
  const click: Waiting[] = [];
  // The next email to a prospect ends the wait for the one before it: a later answer is the later email's. From the last
  // email to the first, the next one has always been seen.
  const next = new Map<string, number>();
  const ordered = [...emails].sort((a, b) => a.mail.fact.at - b.mail.fact.at);
  for (const sent of ordered.reverse()) {
    const doings = doingsOf(sent);
    for (const [i, prospect] of sent.mail.prospects.entries()) {
      const after = next.get(prospect) ?? now;
      next.set(prospect, sent.mail.fact.at);
      if (sent.failed.has(prospect)) continue;
      const { since, repliedAt, clickedAt } = doings.each[i] ?? doings.all;
      const end = Math.min(now, after);
      reply.push(waitingOf(since, end, repliedAt));
      if (sent.clickable) click.push(waitingOf(since, end, clickedAt));
    }
  }
  return { reply: learnCurve(reply), click: learnCurve(click) };
}

function waitingOf(since: number, end: number, answered: number): Waiting {
  const done = Number.isFinite(answered);
  return {
    waited: Math.max(0, (done ? Math.max(end, answered) : end) - since),
    answered: done ? Math.max(0, answered - since) : null,
  };
}
