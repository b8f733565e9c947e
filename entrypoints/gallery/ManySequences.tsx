import { type ReactElement, useState } from 'react';
import { SequenceGrid } from '../../components/SequenceGrid';
import { readList, type SequenceList, selectSequences } from '../../components/sequence-list';
import type { SequenceRow } from '../../lib/api/protocol';
import { ROWS } from './samples';

const MANY = 10_000;

const ALL: readonly SequenceRow[] = Array.from({ length: MANY }, (_, i) => ({
  // Two kinds, of which each row has one.
  ...(ROWS[i % ROWS.length] as SequenceRow), // the remainder is always in it
  id: `s${i}`,
  name: `Sequence ${i + 1}`,
}));

const hrefOf = ({ id }: SequenceRow): string => `#${id}`;
const nothing = (): void => undefined;

/** As many sequences as nobody has, for the test of scrolling: `gallery.html#many`. */
export function ManySequences(): ReactElement {
  const [list, setList] = useState<SequenceList>(() => readList(new URLSearchParams('sort=name')));
  const [rows, setRows] = useState(() => selectSequences(ALL, list));
  const [chosen, setChosen] = useState<readonly string[]>([]);
  return (
    <main className="content">
      <h1>{MANY} sequences</h1>
      <SequenceGrid
        rows={rows}
        list={list}
        onSort={(sort, direction) => {
          const next = { ...list, sort, direction };
          setList(next);
          setRows(selectSequences(ALL, next));
        }}
        onClear={nothing}
        hrefOf={hrefOf}
        chosen={chosen}
        onChoose={(id, on) => setChosen(on ? [id] : [])}
      />
    </main>
  );
}
