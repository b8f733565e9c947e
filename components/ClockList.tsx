import type { ReactElement } from 'react';
import type { TrackerClock } from '../lib/analytics/attribution/clock';
import { t } from '../lib/i18n/text';
import { count } from './format';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function span(ms: number): string {
  const size = Math.abs(ms);
  if (size >= HOUR) return t('unjoined.hours', [count(size / HOUR)]);
  return size >= MINUTE
    ? t('unjoined.minutes', [count(size / MINUTE)])
    : t('unjoined.seconds', [count(size / 1000)]);
}

/** Trackers whose clock is off Gmail's, by how much, and what shows it. */
export function ClockList({ clocks }: { clocks: readonly TrackerClock[] }): ReactElement | null {
  if (clocks.length === 0) return null;
  return (
    <section className="section" aria-labelledby="clocks-title">
      <h2 id="clocks-title">{t('unjoined.clocks')}</h2>
      <p className="muted">{t('unjoined.clocksWhy')}</p>
      <ul className="clocks">
        {clocks.map(({ tracker, offset, kind, seenBy, emails }) => (
          <li key={tracker}>
            <strong>
              {t(offset > 0 ? 'unjoined.clockAhead' : 'unjoined.clockBehind', [tracker, span(offset)])}
            </strong>
            <div className="muted">
              {t(kind === 'zone' ? 'unjoined.clockZone' : 'unjoined.clockDrift')};{' '}
              {t(seenBy === 'deliveries' ? 'unjoined.seenByDeliveries' : 'unjoined.seenByClicks', emails)}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
