import type { ReactElement } from 'react';
import type { SequenceRow } from '../lib/api/protocol';
import { FlagChips } from './Flags';
import { date } from './format';
import { RateView } from './RateView';
import { commonScale } from './scale';

export interface SequenceCardsProps {
  readonly rows: readonly SequenceRow[];
  onOpen(row: SequenceRow): void;
}

/** Sequences for narrow places: the popup and the sidebar. */
export function SequenceCards({ rows, onOpen }: SequenceCardsProps): ReactElement {
  const replyScale = commonScale(rows.map((row) => row.rates.reply));
  const clickScale = commonScale(rows.flatMap((row) => [row.rates.click, row.rates.rawClick]));
  return (
    <ul className="cards">
      {rows.map((row) => (
        <li key={row.id} className="card">
          <button type="button" className="card-head" onClick={() => onOpen(row)}>
            <span className="card-name">{row.name}</span>
            <span className="muted">
              {row.prospects.delivered} delivered · last {date(row.lastSentAt)}
            </span>
          </button>
          <div className="card-rates">
            <RateView
              label="Replies"
              rate={row.rates.reply}
              unit="prospects"
              scale={replyScale}
              tone="reply"
            />
            <RateView
              label="Clicks"
              rate={row.rates.click}
              raw={row.rates.rawClick}
              unit="prospects"
              scale={clickScale}
              tone="click"
            />
          </div>
          <FlagChips flags={row.flags} />
        </li>
      ))}
    </ul>
  );
}
