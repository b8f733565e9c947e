import type { ReactElement } from 'react';
import type { Rate } from '../../lib/analytics/rates/rate';
import { MATURE } from '../../lib/analytics/rates/rate';
import type { SequenceReport } from '../../lib/analytics/report-types';
import type { CompanyFigures, LinkClicks } from '../../lib/analytics/trend/groups';
import type { WeekFigures } from '../../lib/analytics/trend/weeks';
import type { ChartsView } from '../../lib/api/surface-types';
import { t } from '../../lib/i18n/text';
import { count, date, percent, span } from '../format';
import { type DataColumn, DataTable } from '../ui/DataTable';
import { Bars } from './Bars';
import { ChartFrame, PairLegend, type SaveChart } from './ChartFrame';
import { TrendChart } from './TrendChart';

/** Bars in one chart; the table beside it has them all. */
const MOST_BARS = 8;
/** Characters of a name beside a bar. */
const LONGEST = 20;
/** Rows from which a table is made only where it is in sight. */
const MANY = 40;

/** Short names of links: without the host where all have one, for it tells nothing apart. */
function shortNames(urls: readonly string[]): string[] {
  const plain = urls.map((url) => url.replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/$/, ''));
  const hosts = new Set(plain.map((url) => url.split('/', 1)[0] ?? ''));
  const [host = ''] = hosts;
  return plain.map((url) => {
    const name = hosts.size === 1 && url.length > host.length ? url.slice(host.length) : url;
    return name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name;
  });
}

function rateText({ value, low, high, hits, of, maturity }: Rate): string {
  if (value === null || low === null || high === null) return '–';
  const young = maturity < MATURE ? `, ${t('chart.maturing')}` : '';
  return `${percent(value)} (${span(low, high)}; ${count(hits)} / ${count(of)}${young})`;
}

function Numbers<R extends { readonly id: string }>({
  label,
  columns,
  rows,
}: {
  label: string;
  columns: readonly DataColumn<R>[];
  rows: readonly R[];
}): ReactElement {
  return (
    <DataTable
      label={label}
      columns={columns}
      rows={rows}
      empty="–"
      {...(rows.length > MANY ? { rowHeight: 38 } : {})}
    />
  );
}

function Funnel({
  sequence: { prospects, rates },
  rawOpened,
  onSave,
}: {
  sequence: SequenceReport;
  rawOpened: number;
  onSave: SaveChart;
}): ReactElement {
  const opens = rates.open.of > 0;
  const rows = [
    { id: 'delivered', name: t('chart.delivered'), human: prospects.delivered, raw: null },
    ...(opens ? [{ id: 'opened', name: t('chart.openedName'), human: rates.open.hits, raw: rawOpened }] : []),
    { id: 'clicked', name: t('chart.clicked'), human: rates.click.hits, raw: rates.rawClick.hits },
    { id: 'replied', name: t('chart.replied'), human: rates.reply.hits, raw: null },
  ];
  return (
    <ChartFrame
      title={t('chart.funnel')}
      says={t('chart.funnelSays', [
        count(prospects.delivered),
        opens ? t('chart.opened', [count(rates.open.hits), count(rawOpened)]) : t('chart.noOpens'),
        count(rates.click.hits),
        count(rates.rawClick.hits),
        count(rates.reply.hits),
      ])}
      legend={<PairLegend tone="click" />}
      onSave={onSave}
      table={
        <Numbers
          label={t('chart.funnel')}
          rows={rows}
          columns={[
            { id: 'name', title: t('chart.stage'), rowHeader: true, cell: ({ name }) => name },
            { id: 'human', title: t('chart.human'), numeric: true, cell: ({ human }) => count(human) },
            {
              id: 'raw',
              title: t('chart.raw'),
              numeric: true,
              cell: ({ raw }) => (raw === null ? '–' : count(raw)),
            },
          ]}
        />
      }
    >
      <Bars rows={rows} tone="click" nameWidth={96} />
    </ChartFrame>
  );
}

function Trend({
  weeks,
  rate,
  onSave,
}: {
  weeks: readonly WeekFigures[];
  rate: 'reply' | 'click';
  onSave: SaveChart;
}): ReactElement | null {
  const [first] = weeks;
  const last = weeks.at(-1);
  if (first === undefined || last === undefined) return null;
  const day = (at: number): string => date(new Date(at).toISOString());
  const value = (of: Rate): string => (of.value === null ? '–' : percent(of.value));
  const name = rate === 'reply' ? t('chart.reply') : t('chart.click');
  const title = `${t('chart.trend')}: ${name}`;
  return (
    <ChartFrame
      title={title}
      says={t('chart.trendSays', [
        weeks.length,
        day(first.start),
        day(last.start),
        value(last.reply),
        value(last.click),
      ])}
      {...(rate === 'click'
        ? {
            legend: (
              <>
                <span className="swatch swatch-click" aria-hidden="true" /> {t('chart.human')}
                <span className="swatch swatch-line" aria-hidden="true" /> {t('chart.raw')}
              </>
            ),
          }
        : {})}
      onSave={onSave}
      table={
        <Numbers
          label={title}
          rows={weeks.map((week) => ({ id: String(week.start), ...week }))}
          columns={[
            { id: 'week', title: t('chart.week'), rowHeader: true, cell: ({ start }) => day(start) },
            { id: 'sent', title: t('chart.sent'), numeric: true, cell: ({ sent }) => count(sent) },
            { id: 'rate', title: name, cell: (week) => rateText(week[rate]) },
          ]}
        />
      }
    >
      <TrendChart weeks={weeks} rate={rate} />
    </ChartFrame>
  );
}

function Links({ links, onSave }: { links: readonly LinkClicks[]; onSave: SaveChart }): ReactElement | null {
  const [most] = links;
  if (most === undefined) return null;
  const name = (url: string): string => (url === '' ? t('chart.hidden') : url);
  const shown = links.slice(0, MOST_BARS);
  const names = shortNames(shown.map(({ url }) => name(url)));
  return (
    <ChartFrame
      title={t('chart.links')}
      says={t('chart.linksSays', [links.length, name(most.url), count(most.human), count(most.raw)])}
      legend={<PairLegend tone="click" />}
      onSave={onSave}
      table={
        <Numbers
          label={t('chart.links')}
          rows={links.map((link) => ({ id: link.url || '-', ...link }))}
          columns={[
            {
              id: 'url',
              title: t('chart.destination'),
              rowHeader: true,
              cell: ({ url }) => <span className="breakable">{name(url)}</span>,
            },
            { id: 'human', title: t('chart.human'), numeric: true, cell: ({ human }) => count(human) },
            { id: 'raw', title: t('chart.raw'), numeric: true, cell: ({ raw }) => count(raw) },
          ]}
        />
      }
    >
      <Bars
        rows={shown.map(({ human, raw }, i) => ({ name: names[i] ?? '', human, raw }))}
        tone="click"
        nameWidth={160}
      />
    </ChartFrame>
  );
}

function Companies({ companies }: { companies: readonly CompanyFigures[] }): ReactElement | null {
  if (companies.length === 0) return null;
  const active = companies.filter(({ clicked, replied }) => replied > 0 || clicked >= 0.5).length;
  return (
    <section className="chart chart-wide" aria-label={t('chart.companies')}>
      <div className="chart-head">
        <h3>{t('chart.companies')}</h3>
      </div>
      <p className="muted">{t('chart.companiesSays', [count(companies.length), count(active)])}</p>
      <DataTable
        label={t('chart.companies')}
        rows={companies.map((company) => ({ id: company.domain || '-', ...company }))}
        columns={[
          {
            id: 'domain',
            title: t('chart.company'),
            rowHeader: true,
            width: 160,
            cell: ({ domain }) => (
              <span className="clip">{domain === '' ? t('chart.freeMail') : domain}</span>
            ),
          },
          {
            id: 'delivered',
            title: t('chart.delivered'),
            numeric: true,
            width: 92,
            cell: ({ delivered }) => count(delivered),
          },
          {
            id: 'clicked',
            title: t('chart.clicked'),
            numeric: true,
            width: 84,
            cell: ({ clicked }) => count(clicked),
          },
          {
            id: 'replied',
            title: t('chart.replied'),
            numeric: true,
            width: 92,
            cell: ({ replied }) => count(replied),
          },
        ]}
        empty="–"
        {...(companies.length > MOST_BARS ? { rowHeight: 38 } : {})}
      />
    </section>
  );
}

/** A sequence in pictures: its funnel, its weeks, its links, its companies. */
export function SequenceCharts({
  sequence,
  view: { weeks, links, companies, rawOpened },
  onSave,
}: {
  sequence: SequenceReport;
  view: ChartsView;
  onSave: SaveChart;
}): ReactElement {
  return (
    <div className="charts">
      <Funnel sequence={sequence} rawOpened={rawOpened} onSave={onSave} />
      <Links links={links} onSave={onSave} />
      <Trend weeks={weeks} rate="reply" onSave={onSave} />
      <Trend weeks={weeks} rate="click" onSave={onSave} />
      <Companies companies={companies} />
    </div>
  );
}
