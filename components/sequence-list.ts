import type { SequenceRow } from '../lib/api/protocol';

/** Which sequences a table shows, in which order: all of it stands in the page's address. */

export const SEQUENCE_COLUMNS = [
  'delivered',
  'reply',
  'click',
  'open',
  'bounce',
  'unsubscribe',
  'ctas',
  'last',
] as const;
export type SequenceColumn = (typeof SEQUENCE_COLUMNS)[number];
export type SortColumn = SequenceColumn | 'name';

export const PERIODS = ['all', '7', '30', '90'] as const;
export type Period = (typeof PERIODS)[number];

const ORIGINS = ['tracker', 'label', 'template', 'user'] as const;
type Origin = (typeof ORIGINS)[number];

export interface SequenceList {
  readonly text: string;
  /** Code of a flag; `''`: all; `any`: with any flag. */
  readonly flag: string;
  readonly origin: Origin | '';
  /** Days; `all`. */
  readonly period: Period;
  readonly sort: SortColumn;
  readonly direction: 'ascending' | 'descending';
  /** Beside the name, in the order of `SEQUENCE_COLUMNS`. */
  readonly columns: readonly SequenceColumn[];
}

const DEFAULT: SequenceList = {
  text: '',
  flag: '',
  origin: '',
  period: 'all',
  sort: 'last',
  direction: 'descending',
  columns: ['delivered', 'reply', 'click', 'ctas'],
};

function oneOf<T extends string>(known: readonly T[], value: string | null, other: T): T {
  return known.find((entry) => entry === value) ?? other;
}

/** Reads an address; what it does not know is at its default. */
export function readList(query: URLSearchParams): SequenceList {
  const columns = query.get('columns')?.split(',');
  const origin = query.get('origin');
  return {
    text: query.get('text') ?? '',
    flag: query.get('flag') ?? '',
    origin: ORIGINS.find((entry) => entry === origin) ?? '',
    period: oneOf(PERIODS, query.get('days'), 'all'),
    sort: oneOf<SortColumn>(['name', ...SEQUENCE_COLUMNS], query.get('sort'), DEFAULT.sort),
    direction: oneOf(['ascending', 'descending'], query.get('order'), DEFAULT.direction),
    columns:
      columns === undefined ? DEFAULT.columns : SEQUENCE_COLUMNS.filter((column) => columns.includes(column)),
  };
}

/** The address of a list, as short as it can be. */
export function writeList(list: SequenceList): Record<string, string> {
  const query: Record<string, string> = {};
  if (list.text !== '') query['text'] = list.text;
  if (list.flag !== '') query['flag'] = list.flag;
  if (list.origin !== '') query['origin'] = list.origin;
  if (list.period !== 'all') query['days'] = list.period;
  if (list.sort !== DEFAULT.sort) query['sort'] = list.sort;
  if (list.direction !== DEFAULT.direction) query['order'] = list.direction;
  if (list.columns.join() !== DEFAULT.columns.join()) query['columns'] = list.columns.join(',');
  return query;
}

function sortValue(row: SequenceRow, column: SortColumn): number | string | null {
  switch (column) {
    case 'name':
      return row.name.toLowerCase();
    case 'delivered':
      return row.prospects.delivered;
    case 'ctas':
      return row.ctas.perEmail;
    case 'last':
      return row.lastSentAt;
    default:
      return row.rates[column].value;
  }
}

/** The rows that a list shows, in its order; rows without a value are last both ways. */
export function selectSequences(rows: readonly SequenceRow[], list: SequenceList): SequenceRow[] {
  const wanted = list.text.trim().toLowerCase();
  const way = list.direction === 'ascending' ? 1 : -1;
  return rows
    .filter(
      ({ name, flags, origin }) =>
        (wanted === '' || name.toLowerCase().includes(wanted)) &&
        (list.origin === '' || origin === list.origin) &&
        (list.flag === '' ||
          (list.flag === 'any' ? flags.length > 0 : flags.some(({ code }) => code === list.flag))),
    )
    .map((row) => ({ row, value: sortValue(row, list.sort) }))
    .sort((a, b) => {
      if (a.value === b.value) return a.row.id < b.row.id ? -1 : 1;
      if (a.value === null) return 1;
      if (b.value === null) return -1;
      return a.value < b.value ? -way : way;
    })
    .map(({ row }) => row);
}
