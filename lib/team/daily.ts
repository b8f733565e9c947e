/** A writing shortly before midnight is not followed by another one after it. */
export const DAILY_AFTER = 6 * 3_600_000;

/** What daily writing has to do: nothing, write, or ask for the right to (only a click may). */
export type DailyStep = 'nothing' | 'write' | 'ask';

/** A day where the user is: theirs ends at their midnight. */
const dayOf = (at: number): string => new Date(at).toDateString();

/**
 * Due once a day: on another day than the last writing's, and six hours after it at least. So who opens the dashboard each
 * morning, a little earlier or later, writes each morning.
 * @param writtenAt and `now`: ms UTC. A last writing in the future is a clock that was set back: it counts as long ago,
 *   or nothing would be written until that time comes again.
 * @param permission what the browser says of the folder
 */
export function dailyStep({
  daily,
  writtenAt,
  permission,
  now,
}: {
  readonly daily: boolean;
  readonly writtenAt: number;
  readonly permission: PermissionState;
  readonly now: number;
}): DailyStep {
  const fresh = writtenAt <= now && (now - writtenAt < DAILY_AFTER || dayOf(now) === dayOf(writtenAt));
  if (!daily || fresh) return 'nothing';
  return permission === 'granted' ? 'write' : 'ask';
}
