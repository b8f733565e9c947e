import type { Flag } from '../report-types';
import type { TrackerClock } from './clock';

const MINUTE = 60_000;

/** What a clock that is off looks like to people: one note per tracker. Its times have been corrected. */
export function clockFlags(clocks: readonly TrackerClock[]): Flag[] {
  return clocks.map(({ tracker, offset, kind, seenBy, emails }) => ({
    code: 'tracker-clock',
    severity: 'note',
    message: `The times of “${tracker}” are ${span(Math.abs(offset))} ${offset > 0 ? 'ahead of' : 'behind'} your mail${
      kind === 'zone' ? ', as if read in another time zone' : ''
    }. Plumbline sets them right; seen by the ${seenBy === 'clicks' ? 'earliest clicks' : 'deliveries'} of ${emails} emails.`,
    evidence: { tracker, offsetMinutes: Math.round(offset / 6000) / 10, kind, seenBy, emails },
  }));
}

function span(ms: number): string {
  const minutes = Math.round(ms / MINUTE);
  if (minutes < 2) return `${Math.round(ms / 1000)} seconds`;
  if (minutes < 90 && minutes % 60 !== 0) return `${minutes} minutes`;
  const hours = Math.round(minutes / 6) / 10;
  return `${hours} ${hours === 1 ? 'hour' : 'hours'}`;
}
