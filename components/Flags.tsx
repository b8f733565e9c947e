import type { ReactElement } from 'react';
import type { Flag } from '../lib/analytics/report-types';

const TITLES: Readonly<Record<string, string>> = {
  'too-many-ctas': 'Too many CTAs',
  'phantom-clicks': 'Phantom clicks',
  'too-early': 'Too early to tell',
};

/** A flag's name for people; a code without one reads as words. */
function title(code: string): string {
  return TITLES[code] ?? code.replace(/-/g, ' ').replace(/^./, (ch) => ch.toUpperCase());
}

/** Names only, for rows. */
export function FlagChips({ flags }: { flags: readonly Flag[] }): ReactElement | null {
  if (flags.length === 0) return null;
  return (
    <ul className="chips" aria-label="Flags">
      {flags.map((flag) => (
        <li key={flag.code} className={`chip chip-${flag.severity}`} title={flag.message}>
          <span aria-hidden="true">{flag.severity === 'warning' ? '▲' : '●'}</span> {title(flag.code)}
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
        <li key={flag.code} className={`flag flag-${flag.severity}`}>
          <div className="flag-title">
            <span aria-hidden="true">{flag.severity === 'warning' ? '▲' : '●'}</span> {title(flag.code)}
          </div>
          <div>{flag.message}</div>
        </li>
      ))}
    </ul>
  );
}
