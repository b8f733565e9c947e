import type { ReactElement } from 'react';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  ErrorBar,
  Line,
  ResponsiveContainer,
  XAxis,
  YAxis,
} from 'recharts';
import type { WeekFigures } from '../../lib/analytics/trend/weeks';
import { date, percent } from '../format';

type Span = readonly [number, number] | null;

function spanOf({ low, high }: WeekFigures['reply']): Span {
  return low === null || high === null ? null : [low, high];
}

/** From the value down and up to its bounds: a week between two gaps has a bar where it can have no band. */
function reachOf({ value, low, high }: WeekFigures['reply']): Span {
  return value === null || low === null || high === null ? null : [value - low, high - value];
}

const tick = { fill: 'var(--soft)', fontSize: 12 };

/** One rate over the weeks of sending, with its interval as a band; a week without emails is a gap. */
export function TrendChart({
  weeks,
  rate,
}: {
  weeks: readonly WeekFigures[];
  rate: 'reply' | 'click';
}): ReactElement {
  const data = weeks.map((week) => ({
    week: date(new Date(week.start).toISOString()),
    value: week[rate].value,
    span: spanOf(week[rate]),
    reach: reachOf(week[rate]),
    raw: rate === 'click' ? week.rawClick.value : null,
  }));
  return (
    <ResponsiveContainer width="100%" height={210} initialDimension={{ width: 320, height: 210 }}>
      <ComposedChart
        data={data}
        margin={{ top: 8, right: 12, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis dataKey="week" tick={tick} tickLine={false} axisLine={false} minTickGap={24} />
        <YAxis
          tick={tick}
          tickLine={false}
          axisLine={false}
          width={58}
          domain={[0, 'auto']}
          tickFormatter={percent}
        />
        <Area
          dataKey="span"
          fill={`var(--${rate}-band)`}
          fillOpacity={0.7}
          stroke="none"
          isAnimationActive={false}
          connectNulls={false}
        />
        {rate === 'click' && (
          <Line
            dataKey="raw"
            stroke="var(--soft)"
            strokeDasharray="4 3"
            dot={{ r: 3, fill: 'var(--surface)', stroke: 'var(--soft)' }}
            isAnimationActive={false}
          />
        )}
        <Line
          dataKey="value"
          stroke={`var(--${rate})`}
          strokeWidth={2}
          dot={{ r: 4, fill: `var(--${rate})`, stroke: 'var(--surface)' }}
          isAnimationActive={false}
        >
          <ErrorBar dataKey="reach" width={5} stroke={`var(--${rate})`} isAnimationActive={false} />
        </Line>
      </ComposedChart>
    </ResponsiveContainer>
  );
}
