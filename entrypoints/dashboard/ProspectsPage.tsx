import { type ReactElement, useMemo } from 'react';
import { Failure } from '../../components/Failure';
import { count, fullDate, percent } from '../../components/format';
import { PageTitle } from '../../components/PageTitle';
import { Timeline } from '../../components/Timeline';
import { type DataColumn, DataTable } from '../../components/ui/DataTable';
import { Field } from '../../components/ui/Field';
import { ask } from '../../lib/api/client';
import { useAnswer } from '../../lib/api/hooks';
import type { ProspectsPage as Answer, ProspectRow } from '../../lib/api/surface-types';
import type { Sheet } from '../../lib/export/sheets';
import { prospectsSheet } from '../../lib/export/trend-sheets';
import { t } from '../../lib/i18n/text';
import { TableMenu } from './TableMenu';
import { useNarrow } from './useNarrow';
import { loadPages, usePages } from './usePages';
import { hrefTo, type Route, replaceRoute } from './useRoute';

/** Below this many it is no sign of a person. */
const CLICKED = 0.5;
const LONG_AGO = 0;

type Row = ProspectRow & { readonly id: string };

const day = (at: number): string => (at <= LONG_AGO ? '–' : fullDate(new Date(at).toISOString()));

function stateOf({ delivered, replied, clicked }: ProspectRow): string {
  if (replied) return t('prospects.replied');
  if (!delivered) return t('prospects.bounced');
  return clicked >= CLICKED ? t('prospects.clicked', [percent(clicked)]) : t('prospects.quiet');
}

function Who({ row }: { row: ProspectRow }): ReactElement {
  return (
    <div>
      <a href={hrefTo('prospects', row.key)} className="clip">
        {row.name || row.key}
      </a>
      <div className="muted clip">{row.key}</div>
    </div>
  );
}

/** Everybody outreach went to; with an address, what happened with that one. */
export function ProspectsPage({ route }: { route: Route }): ReactElement {
  return route.id === null ? <List text={route.query.get('text') ?? ''} /> : <Prospect address={route.id} />;
}

function List({ text }: { text: string }): ReactElement {
  const narrow = useNarrow();
  const askPage = (offset: number, limit: number): Promise<Answer> =>
    ask('prospects', { text, offset, limit });
  const { answer, more, retry } = usePages<ProspectRow, Answer>(text, askPage);
  const takeAll = async (): Promise<readonly Sheet[]> => [
    prospectsSheet((await loadPages<ProspectRow, Answer>(askPage, Number.POSITIVE_INFINITY)).rows),
  ];
  const rows = answer.state === 'ready' ? answer.value.rows : [];
  const items = useMemo(() => rows.map((row): Row => ({ ...row, id: row.key })), [rows]);
  const columns = useMemo((): DataColumn<Row>[] => {
    const sequences = (row: Row): ReactElement => (
      <div className="clip muted">{row.sequences.map(({ name }) => name).join(', ')}</div>
    );
    if (narrow)
      return [
        {
          id: 'who',
          title: t('prospects.who'),
          rowHeader: true,
          cell: (row) => (
            <>
              <Who row={row} />
              {sequences(row)}
              <div>{stateOf(row)}</div>
            </>
          ),
        },
      ];
    return [
      {
        id: 'who',
        title: t('prospects.who'),
        rowHeader: true,
        width: 260,
        cell: (row) => <Who row={row} />,
      },
      { id: 'sequences', title: t('prospects.sequences'), width: 280, cell: sequences },
      {
        id: 'emails',
        title: t('prospects.emails'),
        numeric: true,
        width: 80,
        cell: (row) => count(row.emails),
      },
      { id: 'last', title: t('prospects.last'), width: 130, cell: (row) => day(row.lastAt) },
      { id: 'state', title: t('prospects.state'), width: 190, cell: stateOf },
    ];
  }, [narrow]);
  return (
    <>
      <div className="title-line">
        <PageTitle title={t('prospects.title')} />
        <TableMenu name="prospects" take={takeAll} />
      </div>
      <search className="filter-line">
        <Field
          label={t('prospects.search')}
          hideLabel
          type="search"
          placeholder={t('prospects.search')}
          value={text}
          onChange={(value) =>
            replaceRoute(hrefTo('prospects', undefined, value === '' ? {} : { text: value }))
          }
        />
        {answer.state === 'ready' && (
          <span className="muted" aria-live="polite">
            {t('prospects.found', answer.value.last.total, [count(answer.value.last.total)])}
          </span>
        )}
      </search>
      {answer.state === 'failed' && <Failure message={answer.error} onRetry={retry} />}
      {answer.state === 'ready' && (
        <DataTable
          label={t('prospects.title')}
          columns={columns}
          rows={items}
          empty={t('prospects.none')}
          rowHeight={narrow ? 110 : 60}
          onMore={more}
        />
      )}
    </>
  );
}

function Prospect({ address }: { address: string }): ReactElement | null {
  const answer = useAnswer('prospect', { address });
  if (answer.state === 'loading') return null;
  if (answer.state === 'failed') return <Failure message={answer.error} onRetry={answer.retry} />;
  const prospect = answer.value;
  return (
    <>
      <div className="title-line">
        <PageTitle title={prospect === null ? t('prospects.gone') : prospect.name || prospect.key} />
        <a href={hrefTo('prospects')}>{t('prospects.all')}</a>
      </div>
      {prospect === null ? (
        <p className="muted">{t('prospects.goneWhy')}</p>
      ) : (
        <>
          <p className="muted">
            {prospect.key} · {stateOf(prospect)}
          </p>
          {prospect.timelines.map(({ sequence, entries }) => (
            <section key={sequence.id} className="section prospect-sequence">
              <h2>
                <a href={hrefTo('sequence', sequence.id)}>{sequence.name}</a>
              </h2>
              <Timeline entries={entries} />
            </section>
          ))}
        </>
      )}
    </>
  );
}
