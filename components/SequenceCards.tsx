import type { ReactElement } from 'react';
import type { SequenceRow } from '../lib/api/protocol';
import { t } from '../lib/i18n/text';
import { ClickRate } from './ClickRate';
import { FlagChips } from './Flags';
import { count, date } from './format';
import { RateKey } from './RateKey';
import { RateView } from './RateView';
import { commonScale } from './scale';

export interface SequenceCardsProps {
  readonly rows: readonly SequenceRow[];
  readonly definitions: Readonly<Record<string, string>>;
  onOpen(row: SequenceRow): void;
}

/** Sequences for narrow places: the popup, the sidebar, a narrow dashboard. */
export function SequenceCards({ rows, definitions, onOpen }: SequenceCardsProps): ReactElement {
  const replyScale = commonScale(rows.map((row) => row.rates.reply));
  const clickScale = commonScale(rows.flatMap((row) => [row.rates.click, row.rates.rawClick]));
  return (
    <>
      <RateKey definitions={definitions} />
      <ul className="cards">
        {rows.map((row) => (
          <li key={row.id} className="card">
            <button type="button" className="card-head" onClick={() => onOpen(row)}>
              <span className="card-name">{row.name}</span>
              <span className="muted">
                {t('sequences.cardLine', {
                  delivered: count(row.prospects.delivered),
                  last: date(row.lastSentAt),
                })}
              </span>
            </button>
            <div className="card-rates">
              <RateView
                label={t('rate.replies')}
                rate={row.rates.reply}
                unit="prospects"
                scale={replyScale}
                tone="reply"
              />
              <ClickRate
                label={t('rate.clicks')}
                rates={row.rates}
                unit="prospects"
                scale={clickScale}
                scope={{ sequence: row.id, step: null }}
              />
            </div>
            <FlagChips flags={row.flags} />
          </li>
        ))}
      </ul>
    </>
  );
}
