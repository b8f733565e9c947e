import { type ReactElement, useState } from 'react';
import { count } from '../../components/format';
import { LabelDialog } from '../../components/SequenceDialogs';
import { useAnswer } from '../../lib/api/hooks';
import { t } from '../../lib/i18n/text';
import { useDecide, useTakeBack } from './useDecide';

/** Below the sequences: what is hidden, and labels that may name more. Nothing where there is neither. */
export function SequenceTools(): ReactElement | null {
  const book = useAnswer('decisionBook');
  const labels = useAnswer('labels');
  const decide = useDecide();
  const takeBack = useTakeBack();
  const [naming, setNaming] = useState<string | null>(null);
  const hidden = book.state === 'ready' ? book.value.hidden : [];
  const found = labels.state === 'ready' ? labels.value : [];
  return (
    <>
      {hidden.length > 0 && (
        <details className="section tools">
          <summary>{t('decide.hidden', hidden.length, [count(hidden.length)])}</summary>
          <ul className="plain-list">
            {hidden.map(({ id, name, decisions }) => (
              <li key={id}>
                <span>{name}</span>
                <button
                  type="button"
                  className="quiet small"
                  aria-label={t('decide.bringBackName', [name])}
                  onClick={() => takeBack(decisions)}
                >
                  {t('decide.bringBack')}
                </button>
              </li>
            ))}
          </ul>
        </details>
      )}
      {found.length > 0 && (
        <details className="section tools">
          <summary>{t('decide.labels', found.length, [count(found.length)])}</summary>
          <p className="muted">{t('decide.labelWhat')}</p>
          <ul className="plain-list">
            {found.map(({ label, emails, named }) => (
              <li key={label}>
                <span>
                  {label} <span className="muted">{t('template.emails', emails, [count(emails)])}</span>
                </span>
                <button
                  type="button"
                  className="quiet small"
                  onClick={() => (named === null ? setNaming(label) : takeBack([named]))}
                >
                  {named === null ? t('decide.labelUse') : t('decide.labelStop')}
                </button>
              </li>
            ))}
          </ul>
        </details>
      )}
      {naming !== null && (
        <LabelDialog
          label={naming}
          onDo={(name) =>
            decide({ kind: 'label', label: naming, name }, t('decide.labelDone', [naming, name]))
          }
          onClose={() => setNaming(null)}
        />
      )}
    </>
  );
}
