import { type ReactElement, useMemo } from 'react';
import type { JoinedBy } from '../lib/analytics/attribution/clicks';
import type { ClickVerdict } from '../lib/analytics/phantom/judge';
import { AUDIT_COLUMNS, type AuditClick, type AuditQuery } from '../lib/api/audit-types';
import { reasonList } from '../lib/api/reason-words';
import { t } from '../lib/i18n/text';
import { type ClickWordCalls, ClickWords } from './ClickWords';
import { duration, percent, time } from './format';
import { type DataColumn, DataTable } from './ui/DataTable';

export interface AuditTableProps {
  readonly rows: readonly AuditClick[];
  readonly sort: AuditQuery['sort'];
  /** One column of everything, for a narrow window. */
  readonly narrow: boolean;
  onSort(sort: AuditQuery['sort']): void;
  /** Shows only the clicks of this company. */
  onCompany(company: string): void;
  readonly words: ClickWordCalls;
  onMore(): void;
}

type Row = AuditClick & { readonly id: string };

const VERDICTS: { readonly [verdict in ClickVerdict]: () => string } = {
  human: () => t('audit.human'),
  unsure: () => t('audit.unsure'),
  scanner: () => t('audit.scanner'),
};

const JOINED: { readonly [by in JoinedBy]: () => string } = {
  'message-id': () => t('audit.joinedMessageId'),
  carried: () => t('audit.joinedCarried'),
  'tracker-message': () => t('audit.joinedTrackerMessage'),
  link: () => t('audit.joinedLink'),
  'single-link': () => t('audit.joinedSingleLink'),
  subject: () => t('audit.joinedSubject'),
  'sent-time': () => t('audit.joinedSentTime'),
  recipient: () => t('audit.joinedRecipient'),
  'shared-link': () => t('audit.joinedSharedLink'),
  campaign: () => t('audit.joinedCampaign'),
};

/** A verdict as a badge: with a word, never by colour alone. */
function Verdict({ row }: { row: AuditClick }): ReactElement {
  return (
    <div>
      <span className={`badge verdict-${row.waiting ? 'waiting' : row.verdict}`}>
        {row.waiting ? t('audit.waiting') : VERDICTS[row.verdict]()}
      </span>
      <div className="muted">{t('audit.humanShare', [percent(row.human)])}</div>
    </div>
  );
}

function When({ row }: { row: AuditClick }): ReactElement {
  return (
    <div>
      <time dateTime={new Date(row.at).toISOString()}>{time(row.at)}</time>
      <div className="muted">
        {row.sinceSending === null ? '' : t('audit.after', [duration(row.sinceSending)])}
      </div>
    </div>
  );
}

function Who({ row }: { row: AuditClick }): ReactElement {
  return (
    <div>
      <div className="clip">{row.prospect ?? t('audit.nobody')}</div>
      <div className="muted clip">
        {[row.gateway === null ? '' : t('audit.gateway', [row.gateway]), network(row)]
          .filter((part) => part !== '')
          .join(' · ')}
      </div>
      <div className="muted clip">{t('audit.stepOf', [row.step ?? '–', row.sequence.name])}</div>
    </div>
  );
}

function network({ network: kind, ip }: AuditClick): string {
  if (kind === null) return '';
  return `${kind === 'cloud' ? t('audit.cloud') : t('audit.ordinary')} ${ip ?? ''}`.trim();
}

function Link({ row }: { row: AuditClick }): ReactElement {
  return (
    <div>
      <div className="clip">{row.url.replace(/^https?:\/\//, '')}</div>
      <div className="muted clip-2">
        {row.joinedBy === null ? '' : JOINED[row.joinedBy]()}
        {row.certainty < 1 && row.joinedBy !== null ? ` (${percent(row.certainty)})` : ''} · {row.tracker}
      </div>
    </div>
  );
}

/** Every click with its verdict, its reasons and a way to correct it. */
export function AuditTable(props: AuditTableProps): ReactElement {
  const { rows, sort, narrow, onSort, onCompany, words, onMore } = props;
  const items = useMemo(() => rows.map((row): Row => ({ ...row, id: row.key })), [rows]);
  const columns = useMemo((): DataColumn<Row>[] => {
    const word = (row: Row): ReactElement => (
      <ClickWords
        click={row}
        calls={words}
        more={
          row.company === ''
            ? []
            : [
                {
                  id: 'only',
                  text: t('audit.onlyCompany', [row.company]),
                  onChoose: () => onCompany(row.company),
                },
              ]
        }
      />
    );
    if (narrow)
      return [
        {
          id: 'at',
          title: t('audit.columnClick'),
          sortable: true,
          rowHeader: true,
          cell: (row) => (
            <div className="audit-narrow">
              <div className="audit-line">
                <When row={row} />
                <Verdict row={row} />
              </div>
              <div className="clip">{row.prospect ?? t('audit.nobody')}</div>
              <div className="muted clip">{reasonList(row.reasons)}</div>
              <div className="muted clip">{row.url.replace(/^https?:\/\//, '')}</div>
              {word(row)}
            </div>
          ),
        },
      ];
    return [
      {
        id: 'at',
        title: t('audit.columnWhen'),
        sortable: true,
        width: 128,
        cell: (row) => <When row={row} />,
      },
      {
        id: 'human',
        title: t('audit.columnVerdict'),
        sortable: true,
        width: 100,
        cell: (row) => <Verdict row={row} />,
      },
      { id: 'word', title: t('audit.columnWord'), width: 218, cell: word },
      {
        id: 'reasons',
        title: t('audit.columnWhy'),
        width: 190,
        cell: (row) => <div className="clip-3">{reasonList(row.reasons)}</div>,
      },
      {
        id: 'prospect',
        title: t('audit.columnWho'),
        sortable: true,
        rowHeader: true,
        width: 190,
        cell: (row) => <Who row={row} />,
      },
      {
        id: 'url',
        title: t('audit.columnLink'),
        sortable: true,
        width: 170,
        cell: (row) => <Link row={row} />,
      },
      {
        id: 'rules',
        title: t('audit.columnRules'),
        sortable: true,
        width: 64,
        cell: (row) => (
          <div className="clip-3 muted">
            {row.rules.length === 0 ? t('audit.noRule') : row.rules.join(', ')}
          </div>
        ),
      },
    ];
  }, [narrow, words, onCompany]);
  return (
    <DataTable
      label={t('audit.title')}
      columns={columns}
      rows={items}
      sorting={sort}
      onSort={({ column, direction }) => {
        const known = AUDIT_COLUMNS.find((id) => id === column);
        if (known !== undefined) onSort({ column: known, direction });
      }}
      empty={t('audit.noneFound')}
      rowHeight={narrow ? 148 : 78}
      onMore={onMore}
    />
  );
}
