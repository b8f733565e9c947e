import type { Analysis } from '../analyse';
import { tidy } from '../rates/rate';

const DAY = 86_400_000;

/** What happened in some days, whenever the emails it is about were sent: activity, of which no rate can be made. */
export interface Activity {
  /** Emails sent. */
  readonly emails: number;
  /** Replies of people that came. */
  readonly replies: number;
  /** Expected number of clicks people made. */
  readonly clicks: number;
}

/** By the id of the sequence; only those with any. @param days up to now */
export function activityOf(analysis: Analysis, days: number): ReadonlyMap<string, Activity> {
  const since = analysis.now - days * DAY;
  const found = new Map<string, { emails: number; replies: number; clicks: number }>();
  for (const { mail, placement, answers, clicks } of analysis.sent) {
    if (placement === null) continue;
    const emails = mail.fact.at > since ? 1 : 0;
    const replies = answers.filter(({ kind, inbound }) => kind === 'reply' && inbound.fact.at > since).length;
    let human = 0;
    for (const { joined, waiting, human: share } of clicks) if (!waiting && joined.at > since) human += share;
    if (emails + replies + human === 0) continue;
    const { id } = placement.sequence;
    const own = found.get(id) ?? { emails: 0, replies: 0, clicks: 0 };
    own.emails += emails;
    own.replies += replies;
    own.clicks += human;
    found.set(id, own);
  }
  return new Map([...found].map(([id, own]) => [id, { ...own, clicks: tidy(own.clicks) }]));
}
