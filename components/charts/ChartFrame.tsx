import { type ReactElement, type ReactNode, useRef } from 'react';
import { t } from '../../lib/i18n/text';
import { Menu } from '../ui/Menu';

export type ChartFormat = 'svg' | 'png';
export type SaveChart = (name: string, chart: SVGSVGElement, format: ChartFormat) => void;

/** A chart with its name, what it says in words, its numbers as a table, and a way to save it. */
export function ChartFrame({
  title,
  says,
  legend,
  table,
  onSave,
  children,
}: {
  readonly title: string;
  /** For those who do not see the chart. */
  readonly says: string;
  readonly legend?: ReactNode;
  readonly table: ReactNode;
  readonly onSave: SaveChart;
  readonly children: ReactNode;
}): ReactElement {
  const picture = useRef<HTMLDivElement>(null);
  const save = (format: ChartFormat): void => {
    const chart = picture.current?.querySelector('svg');
    if (chart) onSave(title, chart, format);
  };
  return (
    <section className="chart" aria-label={title}>
      <div className="chart-head">
        <h3>{title}</h3>
        {legend !== undefined && <div className="chart-legend muted">{legend}</div>}
        <Menu
          label={t('chart.save', { name: title })}
          entries={[
            { id: 'svg', text: t('chart.svg'), onChoose: () => save('svg') },
            { id: 'png', text: t('chart.png'), onChoose: () => save('png') },
          ]}
        />
      </div>
      <div ref={picture} className="chart-picture" role="img" aria-label={`${title}. ${says}`}>
        {children}
      </div>
      <details className="chart-table">
        <summary>{t('chart.table')}</summary>
        {table}
      </details>
    </section>
  );
}

/** How people's and raw bars look. */
export function PairLegend({ tone }: { tone: 'reply' | 'click' }): ReactElement {
  return (
    <>
      <span className={`swatch swatch-${tone}`} aria-hidden="true" /> {t('chart.human')}
      <span className={`swatch swatch-raw swatch-raw-${tone}`} aria-hidden="true" /> {t('chart.raw')}
    </>
  );
}
