import type { ReactElement } from 'react';
import { type Option, Select } from '../../../components/ui/Select';
import { t } from '../../../lib/i18n/text';
import { meaningAt, meaningsOf, withMeaning } from '../../../lib/trackers/draft-mapping';
import type { Meaning } from '../../../lib/trackers/headings';
import type { Mapping } from '../../../lib/trackers/mapping';

type Choice = Meaning | 'unused';

/** Each column with what is in it and what it means. */
export function ColumnList({
  mapping,
  headings,
  rows,
  onChange,
}: {
  mapping: Mapping;
  headings: readonly string[];
  rows: readonly (readonly string[])[];
  onChange(mapping: Mapping): void;
}): ReactElement {
  const options: Option<Choice>[] = [
    { id: 'unused', text: t('mapping.unused') },
    ...meaningsOf(mapping.rows).map((id) => ({ id, text: t(`mapping.meaning.${id}`) })),
  ];
  return (
    <section className="section">
      <h2>{t('mapping.columns')}</h2>
      <ul className="column-list">
        {headings.map((heading, column) => {
          const meaning = meaningAt(mapping, column);
          const examples = [...new Set(rows.map((row) => (row[column] ?? '').trim()))].filter(
            (cell) => cell !== '',
          );
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place; two may share a heading.
            <li key={column} className={meaning === null ? 'column column-unused' : 'column'}>
              <div className="column-name">
                <strong>{heading}</strong>
                <div className="muted column-examples">{examples.slice(0, 3).join(' · ')}</div>
              </div>
              <Select
                label={t('mapping.meaningOf', [heading])}
                hideLabel
                value={meaning ?? 'unused'}
                options={options}
                onChange={(choice) =>
                  onChange(withMeaning(mapping, column, choice === 'unused' ? null : choice, rows))
                }
              />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
