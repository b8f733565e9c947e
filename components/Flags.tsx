import type { ReactElement, ReactNode } from 'react';
import type { Flag } from '../lib/analytics/report-types';
import { t } from '../lib/i18n/text';
import { Explain } from './Explain';
import { flagName, flagSentence } from './flag-words';

function Name({ flag }: { flag: Flag }): ReactElement {
  return (
    <>
      <span aria-hidden="true">{flag.severity === 'warning' ? '▲' : '●'}</span> {flagName(flag)}
    </>
  );
}

/** For rows: names that open their sentences. */
export function FlagChips({
  flags,
  evidence,
}: {
  flags: readonly Flag[];
  /** Stands below the sentence that opens. */
  evidence?: (flag: Flag) => ReactNode;
}): ReactElement | null {
  if (flags.length === 0) return null;
  return (
    <ul className="chips" aria-label={t('ui.flags')}>
      {flags.map((flag) => (
        // Two trackers may have one code each.
        <li key={`${flag.code}${flag.message}`}>
          <Explain text={flagSentence(flag)} className={`chip chip-${flag.severity}`} more={evidence?.(flag)}>
            <Name flag={flag} />
          </Explain>
        </li>
      ))}
    </ul>
  );
}

/** With their sentences, and where each one's evidence is. */
export function FlagList({
  flags,
  evidence,
}: {
  flags: readonly Flag[];
  /** The way to a flag's evidence: a link or a button. */
  evidence?: (flag: Flag) => ReactNode;
}): ReactElement | null {
  if (flags.length === 0) return null;
  return (
    <ul className="flags" aria-label={t('ui.flags')}>
      {flags.map((flag) => (
        <li key={`${flag.code}${flag.message}`} className={`flag flag-${flag.severity}`}>
          <div className="flag-title">
            <Name flag={flag} />
          </div>
          <div>
            {flagSentence(flag)} {evidence?.(flag)}
          </div>
        </li>
      ))}
    </ul>
  );
}
