import { type ReactElement, useMemo, useState } from 'react';
import type { TeamFigures } from '../lib/analytics/team/figures';
import { t } from '../lib/i18n/text';
import { ClickRate } from './ClickRate';
import { count } from './format';
import { RateView } from './RateView';
import { columnName } from './SequenceGrid';
import { commonScale } from './scale';
import { type DataColumn, DataTable, type Sorting } from './ui/DataTable';
import { Select } from './ui/Select';

type Row = TeamFigures & { readonly id: string };
/** Rows from which only those in sight are made. */
const MANY = 60;
const ROW = 84;

function sortValue(row: Row, column: string): number | string {
  if (column === 'delivered') return row.prospects.delivered;
  if (column === 'reply') return row.rates.reply.value ?? -1;
  if (column === 'click') return row.rates.click.value ?? -1;
  return (column === 'name' ? row.name : row.sdr).toLowerCase();
}

function FigureTable({
  label,
  rows,
  first,
}: {
  label: string;
  rows: readonly Row[];
  first: 'sdr' | 'name';
}): ReactElement {
  const [sorting, setSorting] = useState<Sorting>({ column: 'delivered', direction: 'descending' });
  const sorted = useMemo(() => {
    const way = sorting.direction === 'ascending' ? 1 : -1;
    return [...rows].sort((a, b) => {
      const [x, y] = [sortValue(a, sorting.column), sortValue(b, sorting.column)];
      return x === y ? (a.id < b.id ? -1 : 1) : x < y ? -way : way;
    });
  }, [rows, sorting]);
  const columns = useMemo((): DataColumn<Row>[] => {
    const reply = commonScale(rows.map((row) => row.rates.reply));
    const click = commonScale(rows.flatMap((row) => [row.rates.click, row.rates.rawClick]));
    return [
      {
        id: first,
        title: first === 'sdr' ? t('team.sdr') : t('team.sequence'),
        rowHeader: true,
        sortable: true,
        width: 220,
        cell: (row) => (
          <div className="team-name">
            <strong className="breakable">{first === 'sdr' ? row.sdr : row.name}</strong>
            {first === 'name' && <div className="muted breakable">{row.sdr}</div>}
          </div>
        ),
      },
      {
        id: 'delivered',
        title: t('team.delivered'),
        numeric: true,
        sortable: true,
        width: 104,
        cell: ({ prospects }) => (
          <>
            <div className="figure">{count(prospects.delivered)}</div>
            <div className="muted">{t('table.ofReached', [count(prospects.reached)])}</div>
          </>
        ),
      },
      {
        id: 'reply',
        title: columnName('reply'),
        sortable: true,
        width: 190,
        cell: ({ rates }) => (
          <RateView
            label={columnName('reply')}
            rate={rates.reply}
            unit="prospects"
            scale={reply}
            tone="reply"
            compact
          />
        ),
      },
      {
        id: 'click',
        title: columnName('click'),
        sortable: true,
        width: 190,
        cell: ({ rates }) => (
          <ClickRate label={columnName('click')} rates={rates} unit="prospects" scale={click} compact />
        ),
      },
    ];
  }, [rows, first]);
  return (
    <DataTable
      label={label}
      className="sequences"
      columns={columns}
      rows={sorted}
      sorting={sorting}
      onSort={setSorting}
      empty={t('table.none')}
      {...(rows.length > MANY ? { rowHeight: ROW } : {})}
    />
  );
}

/** The team's numbers: all together, by SDR, by sequence. */
export function TeamTables({
  total,
  figures,
}: {
  total: TeamFigures;
  figures: readonly TeamFigures[];
}): ReactElement {
  const [sdr, setSdr] = useState('');
  const rows = useMemo(
    () => figures.map((row): Row => ({ ...row, id: JSON.stringify([row.sdr, row.sequence]) })),
    [figures],
  );
  const sdrs = rows.filter(({ sequence }) => sequence === '');
  const sequences = useMemo(
    () => rows.filter((row) => row.sequence !== '' && (sdr === '' || row.sdr === sdr)),
    [rows, sdr],
  );
  return (
    <>
      <section className="totals totals-three" aria-label={t('team.all')}>
        <div className="total">
          <RateView
            label={columnName('reply')}
            rate={total.rates.reply}
            unit="prospects"
            scale={commonScale([total.rates.reply])}
            tone="reply"
          />
        </div>
        <div className="total">
          <ClickRate
            label={columnName('click')}
            rates={total.rates}
            unit="prospects"
            scale={commonScale([total.rates.click, total.rates.rawClick])}
          />
        </div>
        <div className="total">
          <div className="total-label">{t('team.delivered')}</div>
          <div className="figure">{count(total.prospects.delivered)}</div>
          <div className="muted">{t('table.ofReached', [count(total.prospects.reached)])}</div>
        </div>
      </section>
      <section className="section">
        <h2>{t('team.sdrs')}</h2>
        <FigureTable label={t('team.sdrs')} rows={sdrs} first="sdr" />
      </section>
      <section className="section">
        <div className="title-line">
          <h2>{t('team.sequences')}</h2>
          <Select
            label={t('team.sdr')}
            hideLabel
            value={sdr}
            options={[
              { id: '', text: t('team.allSdrs') },
              ...sdrs.map((row) => ({ id: row.sdr, text: row.sdr })),
            ]}
            onChange={setSdr}
          />
        </div>
        <FigureTable label={t('team.sequences')} rows={sequences} first="name" />
      </section>
    </>
  );
}
