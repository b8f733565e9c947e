import type { ReactElement } from 'react';
import type { Activity } from '../lib/analytics/trend/lately';
import type { SequenceRow } from '../lib/api/protocol';
import { t } from '../lib/i18n/text';
import { ClickRate } from './ClickRate';
import { FlagChips } from './Flags';
import { count, date } from './format';
import { RateKey } from './RateKey';
import { RateView } from './RateView';
import { commonScale } from './scale';

export interface SequenceCardsProps {
  readonly rows: readonly (SequenceRow & { readonly lately?: Activity | null })[];
  readonly definitions: Readonly<Record<string, string>>;
  /** Without what the rates count: where it is said already. */
  readonly plain?: boolean;
  onOpen(row: SequenceRow): void;
}

/** `This week: 42 emails sent, 3 replies, 1.4 human clicks` */
function activityWords({ emails, replies, clicks }: Activity): string {
  return t('attention.thisWeek', {
    emails: t('attention.emails', emails, [count(emails)]),
    replies: t('attention.replies', replies, [count(replies)]),
    clicks: t('attention.clicks', Math.round(clicks * 10) / 10 === 1 ? 1 : 2, [count(clicks)]),
  });
}

/** Sequences for narrow places: the popup, the sidebar, a narrow dashboard. */
export function SequenceCards({
  rows,
  definitions,
  plain = false,
  onOpen,
}: SequenceCardsProps): ReactElement {
  const replyScale = commonScale(rows.map((row) => row.rates.reply));
  const clickScale = commonScale(rows.flatMap((row) => [row.rates.click, row.rates.rawClick]));
  return (
    <>
      {!plain && <RateKey definitions={definitions} />}
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
              {row.lately != null && <span className="card-lately">{activityWords(row.lately)}</span>}
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
