import type { Sent } from '../analyse';
import { doingsOf } from './doings';
import { DEFAULT_CURVE, type DelayCurve, Waits } from './maturity';

/** How long this user's answers take: replies and human clicks each at their own pace. */
export interface Pace {
  readonly reply: DelayCurve;
  readonly click: DelayCurve;
}

export const DEFAULT_PACE: Pace = { reply: DEFAULT_CURVE, click: DEFAULT_CURVE };

/** Learns both curves from delivered outreach; each falls back to the default below 30 answers. */
export function learnPace(emails: readonly Sent[], now: number): Pace {
  const reply = new Waits();
  const click = new Waits();
  // The next email to a prospect ends the wait for the one before it: a later answer is the later email's. From the last
  // email to the first, the next one has always been seen.
  const next = new Map<string, number>();
  const ordered = inOrder(emails) ? emails : [...emails].sort((a, b) => a.mail.fact.at - b.mail.fact.at);
  for (let n = ordered.length - 1; n >= 0; n--) {
    const sent = ordered[n];
    if (sent === undefined) continue;
    const doings = doingsOf(sent);
    const { prospects } = sent.mail;
    for (let i = 0; i < prospects.length; i++) {
      const prospect = prospects[i] ?? '';
      const after = next.get(prospect) ?? now;
      next.set(prospect, sent.mail.fact.at);
      if (sent.failed.has(prospect)) continue;
      const { since, repliedAt, clickedAt } = doings.each[i] ?? doings.all;
      const end = Math.min(now, after);
      wait(reply, since, end, repliedAt);
      if (sent.clickable) wait(click, since, end, clickedAt);
    }
  }
  return { reply: reply.curve(), click: click.curve() };
}

/** As an analysis gives them. */
function inOrder(emails: readonly Sent[]): boolean {
  let last = Number.NEGATIVE_INFINITY;
  return emails.every(({ mail }) => {
    const later = mail.fact.at >= last;
    last = mail.fact.at;
    return later;
  });
}

function wait(waits: Waits, since: number, end: number, answered: number): void {
  if (answered < Number.POSITIVE_INFINITY)
    waits.add(Math.max(0, Math.max(end, answered) - since), Math.max(0, answered - since));
  else waits.add(Math.max(0, end - since), null);
}
