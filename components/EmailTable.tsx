import { type ReactElement, useMemo } from 'react';
import type { EmailRow } from '../lib/api/sequence-types';
import { t } from '../lib/i18n/text';
import { count, time } from './format';
import { type DataColumn, DataTable } from './ui/DataTable';
import { Menu } from './ui/Menu';

type Row = EmailRow & { readonly id: string };

export interface EmailTableProps {
  readonly rows: readonly EmailRow[];
  readonly narrow: boolean;
  onMove(row: EmailRow): void;
  onOneOff(row: EmailRow): void;
  onMore(): void;
}

function fate(row: EmailRow): string {
  const parts = [
    row.delivered ? '' : t('emails.bounced'),
    row.replied ? t('emails.replied') : '',
    row.clicks >= 0.05 ? t('emails.clicks', [count(row.clicks)]) : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? t('emails.nothing') : parts.join(' · ');
}

/** The emails of a sequence; each can go elsewhere. */
export function EmailTable({ rows, narrow, onMove, onOneOff, onMore }: EmailTableProps): ReactElement {
  const items = useMemo(() => rows.map((row): Row => ({ ...row, id: row.key })), [rows]);
  const columns = useMemo((): DataColumn<Row>[] => {
    const menu = (row: Row): ReactElement => (
      <Menu
        label={t('emails.menu', [row.prospects[0] ?? row.subject])}
        entries={[
          { id: 'move', text: t('emails.move'), onChoose: () => onMove(row) },
          { id: 'one-off', text: t('emails.oneOff'), onChoose: () => onOneOff(row) },
        ]}
      />
    );
    const place = (row: Row): string =>
      `${row.step}${row.variant === null ? '' : ` ${t('template.variant', [row.variant])}`}`;
    const words = (row: Row): ReactElement => (
      <div>
        <div className="clip">{row.subject}</div>
        <div className="muted clip">{row.opening}</div>
      </div>
    );
    if (narrow)
      return [
        {
          id: 'email',
          title: t('emails.email'),
          rowHeader: true,
          cell: (row) => (
            <div className="email-narrow">
              <div>
                <div className="clip">{row.prospects.join(', ')}</div>
                <div className="muted clip">
                  {time(row.at)} · {t('emails.step')} {place(row)} · {fate(row)}
                </div>
                <div className="muted clip">{row.subject}</div>
              </div>
              {menu(row)}
            </div>
          ),
        },
      ];
    return [
      { id: 'at', title: t('emails.sent'), width: 110, cell: (row) => time(row.at) },
      {
        id: 'to',
        title: t('emails.prospects'),
        rowHeader: true,
        width: 220,
        cell: (row) => <div className="clip">{row.prospects.join(', ')}</div>,
      },
      { id: 'step', title: t('emails.step'), width: 90, cell: place },
      { id: 'words', title: t('emails.email'), width: 320, cell: words },
      { id: 'fate', title: t('emails.fate'), width: 180, cell: fate },
      { id: 'menu', title: t('emails.change'), width: 80, cell: menu },
    ];
  }, [narrow, onMove, onOneOff]);
  return (
    <DataTable
      label={t('emails.title')}
      columns={columns}
      rows={items}
      empty={t('emails.none')}
      rowHeight={narrow ? 84 : 58}
      onMore={onMore}
    />
  );
}
