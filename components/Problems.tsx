import type { ReactElement } from 'react';
import type { ImportView } from '../lib/api/protocol';
import { t } from '../lib/i18n/text';
import { count } from './format';

/** What was wrong in an import, each with its file and place. */
export function Problems({
  problems,
  problemCount,
  open = false,
}: Pick<ImportView, 'problems' | 'problemCount'> & { readonly open?: boolean }): ReactElement | null {
  if (problemCount === 0) return null;
  return (
    <details open={open}>
      <summary>{t('imports.problems', problemCount, [count(problemCount)])}</summary>
      <ul className="problems">
        {problems.map((problem, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: problems have no identity, and the list is never reordered.
          <li key={index}>
            <span className="problem-where">{[problem.file, problem.where].filter(Boolean).join(', ')}</span>{' '}
            {problem.message}
          </li>
        ))}
      </ul>
      {problemCount > problems.length && (
        <p className="muted">{t('imports.firstShown', { n: count(problems.length) })}</p>
      )}
    </details>
  );
}
