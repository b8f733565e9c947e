import type { ReactElement } from 'react';
import type { SequenceRow } from '../lib/api/protocol';
import { t } from '../lib/i18n/text';
import { flagName } from './flag-words';
import { columnName } from './SequenceGrid';
import { PERIODS, type Period, SEQUENCE_COLUMNS, type SequenceList } from './sequence-list';
import { Choices } from './ui/Choices';
import { Field } from './ui/Field';
import { Select } from './ui/Select';

function periodName(period: Period): string {
  return period === 'all' ? t('table.allTime') : t('table.lastDays', { days: period });
}

/** Search, filters, period and columns of the table of sequences. */
export function SequenceFilter({
  list,
  rows,
  narrow,
  onChange,
}: {
  readonly list: SequenceList;
  /** All that could be shown: which flags there are. */
  readonly rows: readonly SequenceRow[];
  /** No columns to choose. */
  readonly narrow: boolean;
  onChange(list: SequenceList): void;
}): ReactElement {
  const flags = new Map(rows.flatMap((row) => row.flags.map((flag) => [flag.code, flagName(flag)] as const)));
  return (
    <search className="filter-line">
      <Field
        label={t('table.search')}
        hideLabel
        type="search"
        placeholder={t('table.search')}
        value={list.text}
        onChange={(text) => onChange({ ...list, text })}
      />
      <Select
        label={t('table.period')}
        hideLabel
        value={list.period}
        options={PERIODS.map((id) => ({ id, text: periodName(id) }))}
        onChange={(period) => onChange({ ...list, period })}
      />
      <Select
        label={t('table.flag')}
        hideLabel
        value={list.flag}
        options={[
          { id: '', text: t('table.anyFlags') },
          { id: 'any', text: t('table.flagged') },
          ...[...flags].map(([id, text]) => ({ id, text })),
        ]}
        onChange={(flag) => onChange({ ...list, flag })}
      />
      <Select
        label={t('table.origin')}
        hideLabel
        value={list.origin}
        options={[
          { id: '', text: t('table.anyOrigin') },
          { id: 'tracker', text: t('table.originTracker') },
          { id: 'label', text: t('table.originLabel') },
          { id: 'template', text: t('table.originTemplate') },
          { id: 'user', text: t('table.originUser') },
        ]}
        onChange={(origin) => onChange({ ...list, origin })}
      />
      {!narrow && (
        <Choices
          label={t('table.columns')}
          options={SEQUENCE_COLUMNS.map((id) => ({ id, text: columnName(id) }))}
          chosen={list.columns}
          onChange={(columns) => onChange({ ...list, columns })}
        />
      )}
    </search>
  );
}
