import type { ReactElement } from 'react';
import type { Flag } from '../lib/analytics/report-types';
import { Explain } from './Explain';

const TITLES: Readonly<Record<string, string>> = {
  'too-many-ctas': 'Too many CTAs',
  'two-ctas': 'Two different CTAs',
  'no-cta': 'No CTA',
  'phantom-clicks': 'Phantom clicks',
  'clicks-without-replies': 'Clicks, but no replies',
  'opens-without-clicks': 'Opens, but no clicks',
  'clickbait-subject': 'Clickbait subject',
  'many-bounces': 'Many bounces',
  'too-early': 'Too early to tell',
  maturing: 'Still maturing',
  'untracked-links': 'Untracked links',
  'unfiltered-counters': 'Sums that cannot be filtered',
  'step-adds-nothing': 'Step adds nothing',
  'tracker-clock': 'Tracker’s clock is off',
};

/** A flag's name for people; a code without one reads as words. */
function title(code: string): string {
  return TITLES[code] ?? code.replace(/-/g, ' ').replace(/^./, (ch) => ch.toUpperCase());
}

function Name({ flag }: { flag: Flag }): ReactElement {
  return (
    <>
      <span aria-hidden="true">{flag.severity === 'warning' ? '▲' : '●'}</span> {title(flag.code)}
    </>
  );
}

/** For rows: names that open their sentences. */
export function FlagChips({ flags }: { flags: readonly Flag[] }): ReactElement | null {
  if (flags.length === 0) return null;
  return (
    <ul className="chips" aria-label="Flags">
      {flags.map((flag) => (
        // Two trackers may have one code each.
        <li key={`${flag.code}${flag.message}`}>
          <Explain text={flag.message} className={`chip chip-${flag.severity}`}>
            <Name flag={flag} />
          </Explain>
        </li>
      ))}
    </ul>
  );
}

/** With their sentences. */
export function FlagList({ flags }: { flags: readonly Flag[] }): ReactElement | null {
  if (flags.length === 0) return null;
  return (
    <ul className="flags" aria-label="Flags">
      {flags.map((flag) => (
        <li key={`${flag.code}${flag.message}`} className={`flag flag-${flag.severity}`}>
          <div className="flag-title">
            <Name flag={flag} />
          </div>
          <div>{flag.message}</div>
        </li>
      ))}
    </ul>
  );
}
