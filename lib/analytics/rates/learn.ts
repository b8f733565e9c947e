import type { Sent } from '../analyse';
import { DEFAULT_CURVE, type DelayCurve, learnCurve, type Waiting } from './maturity';

/** How long this user's answers take: replies and human clicks each at their own pace. */
export interface Pace {
  readonly reply: DelayCurve;
  readonly click: DelayCurve;
}

export const DEFAULT_PACE: Pace = { reply: DEFAULT_CURVE, click: DEFAULT_CURVE };

/** A click surely enough a person's to learn a delay from. */
const SURELY_HUMAN = 0.5;

/**
 * Since when a prospect could answer an email, in milliseconds UTC: since it was sent, or, for someone out of the office, since
 * the day they said they would be back.
 */
export function waitingSince(sent: Sent, prospect: string | null): number {
  let since = sent.mail.fact.at;
  for (const answer of sent.answers) {
    const back = answer.inbound.fact.reading.returnsAt;
    if (answer.kind !== 'auto-reply' || back === null) continue;
    if (prospect === null || answer.prospect === prospect || answer.prospect === null)
      since = Math.max(since, back);
  }
  return since;
}

/** Learns both curves from delivered outreach; each falls back to the default below 30 answers. */
export function learnPace(emails: readonly Sent[], now: number): Pace {
  const reply: Waiting[] = [];
  const click: Waiting[] = [];
  // The next email to a prospect ends the wait for the one before it: a later answer is the later email's. From the last
  // email to the first, the next one has always been seen.
  const next = new Map<string, number>();
  const ordered = [...emails].sort((a, b) => a.mail.fact.at - b.mail.fact.at);
  for (const sent of ordered.reverse())
    for (const prospect of sent.mail.prospects) {
      const after = next.get(prospect) ?? now;
      next.set(prospect, sent.mail.fact.at);
      if (sent.failed.has(prospect)) continue;
      const since = waitingSince(sent, prospect);
      const end = Math.min(now, after);
      const mine = (who: string | null): boolean =>
        who === prospect || (who === null && sent.mail.prospects.length === 1);
      let replied = Number.POSITIVE_INFINITY;
      for (const answer of sent.answers)
        if (answer.kind === 'reply' && mine(answer.prospect))
          replied = Math.min(replied, answer.inbound.fact.at);
      reply.push(waitingOf(since, end, replied));
      if (!sent.clickable) continue;
      let clicked = Number.POSITIVE_INFINITY;
      for (const { human, joined } of sent.clicks)
        if (human >= SURELY_HUMAN && mine(joined.prospect)) clicked = Math.min(clicked, joined.event.at);
      click.push(waitingOf(since, end, clicked));
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
