import type { ReactElement } from 'react';
import { useAttempt } from '../../components/Alerts';
import { ClockList } from '../../components/ClockList';
import { Failure } from '../../components/Failure';
import { time } from '../../components/format';
import { PageTitle } from '../../components/PageTitle';
import { type DataColumn, DataTable } from '../../components/ui/DataTable';
import { Field } from '../../components/ui/Field';
import { Select } from '../../components/ui/Select';
import { ask } from '../../lib/api/client';
import { useAnswer } from '../../lib/api/hooks';
import { MOST_UNJOINED, type UnjoinedClick } from '../../lib/api/tracking-views';
import { unjoinedCsv } from '../../lib/export/unjoined-csv';
import { t } from '../../lib/i18n/text';
import { saveFile } from './saveFile';
import { useNarrow } from './useNarrow';
import { hrefTo, type Route, replaceRoute } from './useRoute';

/** Rows on the page; the export has all. */
const SHOWN = 1000;
/** Up to so many rows each is as high as its words; of more, only those in sight are made. */
const FEW = 100;
const ALL = 'all';

const COLUMNS: readonly DataColumn<UnjoinedClick>[] = [
  { id: 'at', title: t('unjoined.at'), width: 120, cell: ({ at }) => time(at) },
  { id: 'tracker', title: t('unjoined.tracker'), width: 100, cell: ({ tracker }) => tracker },
  {
    id: 'recipient',
    title: t('unjoined.recipient'),
    width: 190,
    rowHeader: true,
    cell: ({ recipient }) => <span className="clamp">{recipient ?? '–'}</span>,
  },
  {
    id: 'reason',
    title: t('unjoined.reason'),
    width: 300,
    cell: ({ reason }) => <span className="clamp unjoined-reason">{reason}</span>,
  },
  {
    id: 'url',
    title: t('unjoined.url'),
    width: 240,
    cell: ({ url }) => <bdi className="clamp unjoined-link">{url ?? '–'}</bdi>,
  },
  {
    id: 'campaign',
    title: t('unjoined.campaign'),
    width: 120,
    cell: ({ campaign }) => <bdi className="clamp unjoined-link">{campaign ?? '–'}</bdi>,
  },
];

/** All of a click below each other: six columns in a narrow window leave each a syllable. */
const NARROW: readonly DataColumn<UnjoinedClick>[] = [
  {
    id: 'click',
    title: t('unjoined.title'),
    width: 200,
    rowHeader: true,
    cell: ({ at, tracker, recipient, reason, url, campaign }) => (
      <div className="unjoined-narrow">
        {recipient !== null && (
          <strong className="clamp">
            <bdi>{recipient}</bdi>
          </strong>
        )}
        <span className="muted">
          {time(at)} · {tracker}
        </span>
        <span className="clamp">{reason}</span>
        {[...new Set([url, campaign])].map(
          (part) =>
            part !== null && (
              // What it holds may turn the direction of writing: that must end with it.
              <bdi className="muted clamp" key={part}>
                {part}
              </bdi>
            ),
        )}
      </div>
    ),
  },
];
/** Of a virtualised row in a narrow window, pixels. */
const NARROW_ROW = 250;

/** Every click that could not be joined, with its reason; and the trackers whose clock is off. */
export function UnjoinedPage({ route }: { route: Route }): ReactElement {
  const reason = route.query.get('reason') ?? ALL;
  const text = route.query.get('text') ?? '';
  const go = (next: { reason: string; text: string }): void =>
    replaceRoute(
      hrefTo('unjoined', undefined, {
        ...(next.reason === ALL ? {} : { reason: next.reason }),
        ...(next.text === '' ? {} : { text: next.text }),
      }),
    );
  const attempt = useAttempt();
  const narrow = useNarrow();
  const query = { reason: reason === ALL ? null : reason, text };
  const answer = useAnswer('unjoined', { ...query, offset: 0, limit: SHOWN });
  const save = async (): Promise<void> => {
    const clicks: UnjoinedClick[] = [];
    for (;;) {
      const part = await ask('unjoined', { ...query, offset: clicks.length, limit: MOST_UNJOINED });
      for (const click of part.clicks) clicks.push(click);
      if (part.clicks.length === 0 || clicks.length >= part.found) break;
    }
    saveFile('plumbline-unjoined-clicks.csv', 'text/csv', unjoinedCsv(clicks));
  };
  const view = answer.state === 'ready' ? answer.value : null;
  return (
    <>
      <div className="title-line">
        <PageTitle title={t('unjoined.title')} />
        {view !== null && view.all > 0 && (
          <button type="button" className="quiet" onClick={() => attempt(t('unjoined.export'), save)}>
            {t('unjoined.export')}
          </button>
        )}
      </div>
      {answer.state === 'failed' && <Failure message={answer.error} onRetry={answer.retry} />}
      {view !== null && <p className="muted">{view.all === 0 ? t('unjoined.none') : t('unjoined.intro')}</p>}
      {view !== null && view.all > 0 && (
        <>
          <div className="filters section">
            <Select
              label={t('unjoined.reason')}
              value={view.reasons.some((entry) => entry.reason === reason) ? reason : ALL}
              options={[
                { id: ALL, text: t('unjoined.reasonAll') },
                ...view.reasons.map((entry) => ({
                  id: entry.reason,
                  text: `${entry.reason} (${entry.count})`,
                })),
              ]}
              onChange={(next) => go({ reason: next, text })}
            />
            <Field
              label={t('unjoined.find')}
              type="search"
              placeholder={t('unjoined.findHint')}
              value={text}
              onChange={(next) => go({ reason, text: next })}
            />
          </div>
          <p className="muted" role="status">
            {t('unjoined.shown', view.found)}
          </p>
          <DataTable
            label={t('unjoined.title')}
            columns={narrow ? NARROW : COLUMNS}
            rows={view.clicks}
            empty={t('unjoined.noneShown')}
            {...(view.clicks.length > FEW ? { rowHeight: narrow ? NARROW_ROW : 92 } : {})}
          />
        </>
      )}
      {view !== null && <ClockList clocks={view.clocks} />}
    </>
  );
}
