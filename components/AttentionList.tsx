import { ChevronRight } from 'lucide-react';
import type { ReactElement } from 'react';
import type { Attention } from '../lib/analytics/attention/attention';
import { t } from '../lib/i18n/text';
import { flagName, flagSentence } from './flag-words';

/** What needs attention, worst first: each with its sentence, each leading to its evidence. */
export function AttentionList({
  items,
  total,
  onOpen,
  onAll,
}: {
  readonly items: readonly Attention[];
  /** All there are. */
  readonly total: number;
  onOpen(item: Attention): void;
  onAll(): void;
}): ReactElement {
  return (
    <section className="attention" aria-labelledby="attention-title">
      <h2 id="attention-title">{t('attention.title')}</h2>
      {items.length === 0 ? (
        <p className="muted">{t('attention.nothing')}</p>
      ) : (
        <ul className="attention-list">
          {items.map((item) => (
            <li key={`${item.sequence.id} ${item.flag.code}`}>
              <button
                type="button"
                className={`attention-item attention-${item.flag.severity}`}
                onClick={() => onOpen(item)}
              >
                <span className="attention-mark" aria-hidden="true">
                  {item.flag.severity === 'warning' ? '▲' : '●'}
                </span>
                <span className="attention-words">
                  <span className="attention-name">{flagName(item.flag)}</span>
                  <span className="attention-sentence">{flagSentence(item.flag)}</span>
                  <span className="muted attention-where">
                    {item.step === null
                      ? item.sequence.name
                      : t('attention.inStep', { sequence: item.sequence.name, step: `${item.step}` })}
                    {item.more > 0 && ` · ${t('attention.more', item.more)}`}
                  </span>
                </span>
                <ChevronRight size={16} aria-hidden="true" className="attention-way" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {total > items.length && (
        <button type="button" className="link attention-all" onClick={onAll}>
          {t('attention.all', total)}
        </button>
      )}
    </section>
  );
}
