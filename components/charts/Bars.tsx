import type { ReactElement } from 'react';
import { Bar, BarChart, LabelList, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import { count } from '../format';

export interface BarRow {
  readonly name: string;
  /** Filled: by people. Null where there is nothing of the kind. */
  readonly human: number | null;
  /** Hollow and dashed: machines in it. */
  readonly raw: number | null;
}

const ROW = 46;
const label = (value: unknown): string => (typeof value === 'number' ? count(value) : '');

/** Pairs of bars: by people filled, raw hollow, each with its number. Told apart by form, not by colour alone. */
export function Bars({
  rows,
  tone,
  nameWidth = 130,
}: {
  rows: readonly BarRow[];
  tone: 'reply' | 'click';
  nameWidth?: number;
}): ReactElement {
  const axis = { fill: 'var(--soft)', fontSize: 12 };
  return (
    <ResponsiveContainer
      width="100%"
      height={rows.length * ROW + 8}
      initialDimension={{ width: 320, height: 200 }}
    >
      <BarChart
        data={[...rows]}
        layout="vertical"
        margin={{ top: 4, right: 48, bottom: 4, left: 0 }}
        barCategoryGap="22%"
        barGap={2}
        accessibilityLayer={false}
      >
        <XAxis type="number" hide domain={[0, 'dataMax']} />
        <YAxis
          type="category"
          dataKey="name"
          width={nameWidth}
          tick={axis}
          tickLine={false}
          axisLine={false}
          interval={0}
        />
        <Bar dataKey="human" fill={`var(--${tone})`} radius={3} minPointSize={1} isAnimationActive={false}>
          <LabelList dataKey="human" position="right" formatter={label} fill="var(--ink)" fontSize={12} />
        </Bar>
        <Bar
          dataKey="raw"
          fill={`var(--${tone}-band)`}
          stroke={`var(--${tone})`}
          strokeDasharray="3 2"
          radius={3}
          isAnimationActive={false}
        >
          <LabelList dataKey="raw" position="right" formatter={label} fill="var(--soft)" fontSize={12} />
        </Bar>
      </BarChart>
    </ResponsiveContainer>
  );
}
