import { useCallback, useEffect, useRef, useState } from 'react';
import { MOST_ROWS } from '../../lib/api/audit-types';
import { onNotice } from '../../lib/api/client';
import type { Loading } from '../../lib/api/hooks';

/** Rows asked for at a time: some screens full. */
const PAGE = 200;

/** A row is known again by its key: one that two answers hold is shown once. */
interface Keyed {
  readonly key: string;
}

/** An answer that holds a part of the rows there are. */
interface Part<R> {
  readonly total: number;
  readonly rows: readonly R[];
}

export interface Pages<R extends Keyed, P extends Part<R>> {
  /** The last answer: what it says beside its rows is true of all. */
  readonly last: P;
  readonly rows: readonly R[];
}

export type AskPage<P> = (offset: number, limit: number) => Promise<P>;

/** The first `wanted` rows, in as many answers as they need. */
export async function loadPages<R extends Keyed, P extends Part<R>>(
  ask: AskPage<P & Part<R>>,
  wanted: number,
): Promise<Pages<R, P>> {
  const rows: R[] = [];
  for (;;) {
    const last = await ask(rows.length, Math.min(MOST_ROWS, wanted - rows.length));
    rows.push(...last.rows);
    if (rows.length >= Math.min(wanted, last.total) || last.rows.length === 0) return { last, rows };
  }
}

/**
 * Rows a page at a time; asked for again, as far as they were seen, when something changed.
 * @param question what is asked, by value: another one begins anew
 */
export function usePages<R extends Keyed, P extends Part<R>>(
  question: string,
  ask: AskPage<P & Part<R>>,
): { readonly answer: Loading<Pages<R, P>>; more(): void; retry(): void } {
  const [answer, setAnswer] = useState<Loading<Pages<R, P>>>({ state: 'loading' });
  const [round, setRound] = useState(0);
  const wanted = useRef({ question: '', rows: PAGE });
  /** Goes up with every question: a slow answer to an earlier one is not shown. */
  const turn = useRef(0);
  const busy = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `question` is what `ask` asks; `round` asks again.
  useEffect(() => {
    if (wanted.current.question !== question) wanted.current = { question, rows: PAGE };
    busy.current = true;
    const mine = ++turn.current;
    loadPages<R, P>(ask, wanted.current.rows).then(
      (value) => {
        if (mine !== turn.current) return;
        busy.current = false;
        setAnswer({ state: 'ready', value });
      },
      (error: unknown) => {
        if (mine !== turn.current) return;
        busy.current = false;
        setAnswer({ state: 'failed', error: error instanceof Error ? error.message : String(error) });
      },
    );
    return () => {
      turn.current++;
    };
  }, [question, round]);
  const retry = useCallback(() => setRound((n) => n + 1), []);
  useEffect(() => onNotice(({ notice }) => notice === 'changed' && retry()), [retry]);
  const more = (): void => {
    if (busy.current || answer.state !== 'ready') return;
    const { last, rows } = answer.value;
    if (rows.length >= last.total) return;
    busy.current = true;
    const mine = turn.current;
    ask(rows.length, PAGE).then(
      (next) => {
        if (mine !== turn.current) return;
        busy.current = false;
        wanted.current = { question, rows: rows.length + PAGE };
        const known = new Set(rows.map(({ key }) => key));
        const fresh = next.rows.filter(({ key }) => !known.has(key));
        setAnswer({ state: 'ready', value: { last: next, rows: [...rows, ...fresh] } });
      },
      () => {
        // The rows that are there stay; scrolling on, or the next change, asks again.
        if (mine === turn.current) busy.current = false;
      },
    );
  };
  return { answer, more, retry };
}
