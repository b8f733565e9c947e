import { type ReactElement, useMemo } from 'react';
import type { SequenceRow } from '../lib/api/protocol';
import { definitions } from '../lib/i18n/definitions';
import { t } from '../lib/i18n/text';
import { ClickRate } from './ClickRate';
import { Definition } from './Explain';
import { FlagChips } from './Flags';
import { count, dateRange, fullDate } from './format';
import { RateView } from './RateView';
import { commonScale } from './scale';
import { SEQUENCE_COLUMNS, type SequenceColumn, type SequenceList, type SortColumn } from './sequence-list';
import { type DataColumn, DataTable } from './ui/DataTable';

export interface SequenceGridProps {
  readonly rows: readonly SequenceRow[];
  readonly list: SequenceList;
  /** Shows all of them again, where none is like what was asked for. */
  onClear(): void;
  onSort(sort: SortColumn, direction: SequenceList['direction']): void;
  hrefOf(row: SequenceRow): string;
  /** Ids of rows chosen to be compared. */
  readonly chosen: readonly string[];
  onChoose(id: string, chosen: boolean): void;
}

/** More rows than these are made only where they are in sight, each of one height. */
const MANY = 100;
const ROW = 104;

/** What a column is called. */
export function columnName(column: SortColumn): string {
  const names: Record<SortColumn, string> = {
    name: t('table.name'),
    delivered: t('table.delivered'),
    reply: t('table.reply'),
    click: t('table.click'),
    open: t('table.open'),
    bounce: t('table.bounce'),
    unsubscribe: t('table.unsubscribe'),
    ctas: t('table.ctas'),
    last: t('table.last'),
  };
  return names[column];
}

/** What a column's rate counts, where it is one. */
function meaning(column: SequenceColumn): string | undefined {
  const all = definitions();
  const texts: Partial<Record<SequenceColumn, string>> = {
    reply: all.replyRate,
    click: all.clickRate,
    open: all.openRate,
    bounce: all.bounceRate,
    unsubscribe: all.unsubscribeRate,
  };
  return texts[column];
}

/** Every sequence with its rates, in the order that was asked for. */
export function SequenceGrid({
  rows,
  list,
  onSort,
  onClear,
  hrefOf,
  chosen,
  onChoose,
}: SequenceGridProps): ReactElement {
  const columns = useMemo((): DataColumn<SequenceRow>[] => {
    const scales = {
      reply: commonScale(rows.map((row) => row.rates.reply)),
      click: commonScale(rows.flatMap((row) => [row.rates.click, row.rates.rawClick])),
      open: commonScale(rows.map((row) => row.rates.open)),
      bounce: commonScale(rows.map((row) => row.rates.bounce)),
      unsubscribe: commonScale(rows.map((row) => row.rates.unsubscribe)),
    };
    const rate = (id: 'reply' | 'open' | 'bounce' | 'unsubscribe') => (row: SequenceRow) => (
      <RateView
        label={columnName(id)}
        rate={row.rates[id]}
        unit="prospects"
        scale={scales[id]}
        tone={id === 'reply' ? 'reply' : 'click'}
        compact
      />
    );
    const cells: Record<SequenceColumn, Pick<DataColumn<SequenceRow>, 'cell' | 'numeric'>> = {
      delivered: {
        numeric: true,
        cell: (row) => (
          <>
            <div className="figure">{count(row.prospects.delivered)}</div>
            <div className="muted">{t('table.ofReached', [count(row.prospects.reached)])}</div>
          </>
        ),
      },
      reply: { cell: rate('reply') },
      click: {
        cell: (row) => (
          <ClickRate
            label={columnName('click')}
            rates={row.rates}
            unit="prospects"
            scale={scales.click}
            scope={{ sequence: row.id, step: null }}
            compact
          />
        ),
      },
      open: { cell: rate('open') },
      bounce: { cell: rate('bounce') },
      unsubscribe: { cell: rate('unsubscribe') },
      ctas: {
        numeric: true,
        cell: (row) => (
          <>
            <div className="figure">{count(row.ctas.perEmail)}</div>
            <div className="muted">{t('table.most', [count(row.ctas.max)])}</div>
          </>
        ),
      },
      last: { cell: (row) => fullDate(row.lastSentAt) },
    };
    return [
      {
        id: 'name',
        title: columnName('name'),
        rowHeader: true,
        sortable: true,
        width: 280,
        cell: (row) => (
          <div className="sequence-cell">
            <input
              type="checkbox"
              className="choose"
              aria-label={t('compare.choose', { name: row.name })}
              checked={chosen.includes(row.id)}
              onChange={({ currentTarget }) => onChoose(row.id, currentTarget.checked)}
            />
            <div>
              <a href={hrefOf(row)}>{row.name}</a>
              <div className="muted">
                {dateRange(row.firstSentAt, row.lastSentAt)} ·{' '}
                {t('table.emails', row.emails.sent, [count(row.emails.sent)])}
              </div>
              <FlagChips flags={row.flags} />
            </div>
          </div>
        ),
      },
      ...SEQUENCE_COLUMNS.filter((id) => list.columns.includes(id)).map((id) => {
        const text = meaning(id);
        return {
          id,
          title: columnName(id),
          ...(text === undefined ? {} : { help: <Definition of={columnName(id)} text={text} /> }),
          sortable: true,
          width: cells[id].numeric ? 104 : 190,
          ...cells[id],
        };
      }),
    ];
  }, [rows, list.columns, chosen, onChoose, hrefOf]);
  return (
    <DataTable
      label={t('table.title')}
      className={rows.length > MANY ? 'sequences sequences-many' : 'sequences'}
      columns={columns}
      rows={rows}
      sorting={{ column: list.sort, direction: list.direction }}
      onSort={({ column, direction }) => {
        const known = (['name', ...SEQUENCE_COLUMNS] as const).find((id) => id === column);
        if (known !== undefined) onSort(known, direction);
      }}
      empty={
        <>
          {t('table.none')}{' '}
          <button type="button" className="quiet small" onClick={onClear}>
            {t('table.clear')}
          </button>
        </>
      }
      {...(rows.length > MANY ? { rowHeight: ROW } : {})}
    />
  );
}
