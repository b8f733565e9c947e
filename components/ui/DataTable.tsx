import { ArrowDown, ArrowUp } from 'lucide-react';
import {
  type FocusEvent,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  type SyntheticEvent,
  useContext,
  useState,
} from 'react';
import {
  Cell,
  Collection,
  Column,
  Row,
  Table,
  TableBody,
  TableHeader,
  TableLayout,
  TableLoadMoreItem,
  TableStateContext,
  Virtualizer,
} from 'react-aria-components';

export interface DataColumn<R> {
  readonly id: string;
  readonly title: string;
  /** Stands beside the title: what the column means. Arrow keys lead to it, Enter opens it. */
  readonly help?: ReactNode;
  /** Numbers stand right, with figures of one width. */
  readonly numeric?: boolean;
  /** Names the row for those who hear it. */
  readonly rowHeader?: boolean;
  readonly sortable?: boolean;
  /** Pixels, for a virtualised table. */
  readonly width?: number;
  cell(row: R): ReactNode;
}

export interface Sorting {
  readonly column: string;
  readonly direction: 'ascending' | 'descending';
}

export interface DataTableProps<R extends { readonly id: string }> {
  readonly label: string;
  readonly columns: readonly DataColumn<R>[];
  /** Sorted already: the caller knows what a column's order means. */
  readonly rows: readonly R[];
  readonly sorting?: Sorting;
  onSort?(sorting: Sorting): void;
  /** Enter, or a click on the row. */
  onOpen?(row: R): void;
  /** Shown where there are no rows. */
  readonly empty: ReactNode;
  /** Height of a row in pixels: rows out of sight are not made. For tables that can be long. */
  readonly rowHeight?: number;
  /** Beside the table's own class. */
  readonly className?: string;
  /** There are more rows than these: called when the last ones come into sight. */
  onMore?(): void;
}

const HEADING = 36;
/** The letters that heights and widths here are meant for, px. */
const USUAL = 16;
/** Of what is said where there are no rows, in pixels. */
const EMPTY = 72;

/** How much larger than usual the browser's own letters are set: what is sized in pixels must grow with them. At least 1. */
function enlarged(): number {
  const size = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return Math.max(1, size / USUAL);
}

/** As high as its rows, up to most of the window: a virtualised table must know. @param larger as `enlarged` says */
function tallHeight(rows: number, rowHeight: number, larger: number): string {
  return `min(70dvh, 720px, ${HEADING * larger + 2 + (rows === 0 ? EMPTY * larger : rows * rowHeight)}px)`;
}

const stop = (event: SyntheticEvent): void => event.stopPropagation();
/** The keys that press; the others are the table's. */
const stopPress = (event: KeyboardEvent): void => {
  if (event.key === 'Enter' || event.key === ' ') event.stopPropagation();
};

/** A control in a heading that is pressed for itself, and sorts nothing. */
function Apart({ children }: { children: ReactNode }): ReactElement {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: not a control; it keeps the heading from taking its control's keys and clicks.
    <span onKeyDown={stopPress} onKeyUp={stopPress} onPointerDown={stop} onMouseDown={stop} onClick={stop}>
      {children}
    </span>
  );
}

/**
 * What a cell holds. Where the focus comes from outside of the table straight to a control in it (a screen reader's own
 * cursor, a dialog that gives it back), the table must know the cell, or it moves the focus to its first row.
 */
function Content({ children }: { children: ReactNode }): ReactElement {
  const table = useContext(TableStateContext);
  const arrived = ({ target, currentTarget, relatedTarget }: FocusEvent<HTMLElement>): void => {
    const cell = currentTarget.closest('[role=gridcell], [role=rowheader]');
    const key = cell?.getAttribute('data-key');
    if (table === null || !key || target === currentTarget) return;
    if (cell?.closest('[role=grid]')?.contains(relatedTarget)) return;
    if (table.collection.getItem(key) !== null) table.selectionManager.setFocusedKey(key);
  };
  return (
    <div className="ui-content" onFocusCapture={arrived}>
      {children}
    </div>
  );
}

/** A table with sortable headings, arrow keys, and as many rows as there are. */
export function DataTable<R extends { readonly id: string }>({
  label,
  columns,
  rows,
  sorting,
  onSort,
  onOpen,
  empty,
  rowHeight: usualHeight,
  className = '',
  onMore,
}: DataTableProps<R>): ReactElement {
  const [larger] = useState(enlarged);
  const rowHeight = usualHeight === undefined ? undefined : usualHeight * larger;
  const table = (
    <Table
      className={`${rowHeight === undefined ? 'ui-table' : 'ui-table ui-table-tall'} ${className}`.trim()}
      {...(rowHeight === undefined ? {} : { style: { height: tallHeight(rows.length, rowHeight, larger) } })}
      aria-label={label}
      {...(sorting === undefined ? {} : { sortDescriptor: sorting })}
      onSortChange={({ column, direction }) => onSort?.({ column: String(column), direction })}
      {...(onOpen === undefined
        ? {}
        : {
            onRowAction: (key) => {
              const row = rows.find((entry) => entry.id === key);
              if (row !== undefined) onOpen(row);
            },
          })}
    >
      <TableHeader className="ui-table-header">
        {columns.map((column) => (
          <Column
            key={column.id}
            id={column.id}
            className={column.numeric ? 'ui-column num' : 'ui-column'}
            isRowHeader={column.rowHeader ?? false}
            allowsSorting={column.sortable ?? false}
            {...(column.width === undefined ? {} : { minWidth: column.width * larger })}
          >
            {({ sortDirection }) => (
              <span className="ui-column-title">
                {column.help !== undefined && column.sortable ? (
                  // The heading's own press sorts; a button of its own lets the arrow keys stop here on the way to the help.
                  <button type="button" className="ui-column-sort">
                    {column.title}
                  </button>
                ) : (
                  column.title
                )}
                {sortDirection === 'ascending' && <ArrowUp size={12} aria-hidden="true" />}
                {sortDirection === 'descending' && <ArrowDown size={12} aria-hidden="true" />}
                {column.help !== undefined && <Apart>{column.help}</Apart>}
              </span>
            )}
          </Column>
        ))}
      </TableHeader>
      <TableBody renderEmptyState={() => <div className="ui-table-empty">{empty}</div>}>
        <Collection items={rows} dependencies={[columns]}>
          {(row) => (
            <Row id={row.id} className="ui-row">
              {columns.map((column) => (
                <Cell key={column.id} className={column.numeric ? 'ui-cell num' : 'ui-cell'}>
                  <Content>{column.cell(row)}</Content>
                </Cell>
              ))}
            </Row>
          )}
        </Collection>
        {onMore !== undefined && <TableLoadMoreItem onLoadMore={onMore} isLoading={false} />}
      </TableBody>
    </Table>
  );
  if (rowHeight === undefined) return <div className="ui-table-wrap">{table}</div>;
  return (
    <Virtualizer layout={TableLayout} layoutOptions={{ rowHeight, headingHeight: HEADING * larger }}>
      {table}
    </Virtualizer>
  );
}
