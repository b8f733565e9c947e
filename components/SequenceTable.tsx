import type { ReactElement } from 'react';
import type { SequenceRow } from '../lib/api/protocol';
import { t } from '../lib/i18n/text';
import { ClickRate } from './ClickRate';
import { Definition } from './Explain';
import { FlagChips } from './Flags';
import { count, dateRange, decimal } from './format';
import { RateView } from './RateView';
import { commonScale } from './scale';

export interface SequenceTableProps {
  readonly rows: readonly SequenceRow[];
  readonly definitions: Readonly<Record<string, string>>;
  hrefOf(row: SequenceRow): string;
  /** Ids of rows chosen to be compared. */
  readonly chosen: readonly string[];
  onChoose(id: string, chosen: boolean): void;
}

/** Every sequence with its rates, latest first. */
export function SequenceTable({
  rows,
  definitions,
  hrefOf,
  chosen,
  onChoose,
}: SequenceTableProps): ReactElement {
  const replyScale = commonScale(rows.map((row) => row.rates.reply));
  const clickScale = commonScale(rows.flatMap((row) => [row.rates.click, row.rates.rawClick]));
  return (
    <div className="table-wrap">
      <table className="sequences">
        <caption className="sr-only">{t('sequences.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('sequences.sequence')}</th>
            <th scope="col" className="num">
              {t('rate.delivered')}
            </th>
            <th scope="col" className="rate-col">
              {t('rate.reply')} <Definition of={t('rate.reply')} text={definitions['replyRate']} />
            </th>
            <th scope="col" className="rate-col">
              {t('rate.click')} <Definition of={t('rate.click')} text={definitions['clickRate']} />
            </th>
            <th scope="col" className="num">
              {t('sequences.ctas')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row" className="sequence-name">
                <input
                  type="checkbox"
                  className="choose"
                  aria-label={t('compare.choose', { name: row.name })}
                  checked={chosen.includes(row.id)}
                  onChange={({ currentTarget }) => onChoose(row.id, currentTarget.checked)}
                />
                <a href={hrefOf(row)}>{row.name}</a>
                <div className="muted">
                  {dateRange(row.firstSentAt, row.lastSentAt)} ·{' '}
                  {t('sequences.emails', row.emails.sent, [count(row.emails.sent)])}
                </div>
                <FlagChips flags={row.flags} />
              </th>
              <td className="num">
                <div className="figure">{count(row.prospects.delivered)}</div>
                <div className="muted">{t('rate.of', { n: count(row.prospects.reached) })}</div>
              </td>
              <td>
                <RateView
                  label={t('rate.reply')}
                  rate={row.rates.reply}
                  unit="prospects"
                  scale={replyScale}
                  tone="reply"
                  compact
                />
              </td>
              <td>
                <ClickRate
                  label={t('rate.click')}
                  rates={row.rates}
                  unit="prospects"
                  scale={clickScale}
                  scope={{ sequence: row.id, step: null }}
                  compact
                />
              </td>
              <td className="num">
                <div className="figure">{decimal(row.ctas.perEmail)}</div>
                <div className="muted">{t('sequences.mostCtas', { n: count(row.ctas.max) })}</div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
