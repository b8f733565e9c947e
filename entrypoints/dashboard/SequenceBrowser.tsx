import { type ReactElement, useCallback, useMemo, useState } from 'react';
import { Failure } from '../../components/Failure';
import { count } from '../../components/format';
import { SequenceCards } from '../../components/SequenceCards';
import { SequenceFilter } from '../../components/SequenceFilter';
import { SequenceGrid } from '../../components/SequenceGrid';
import { readList, type SequenceList, selectSequences, writeList } from '../../components/sequence-list';
import { DEFINITIONS } from '../../lib/analytics/definitions';
import { useAnswer } from '../../lib/api/hooks';
import type { SequenceRow } from '../../lib/api/protocol';
import { t } from '../../lib/i18n/text';
import { useNarrow } from './useNarrow';
import { hrefTo, replaceRoute } from './useRoute';

/** Cards shown at a time on a narrow page. */
const CARDS = 30;

const hrefOf = (row: SequenceRow): string => hrefTo('sequence', row.id);

function change(list: SequenceList): void {
  replaceRoute(hrefTo('sequences', undefined, writeList(list)));
}

/** The table of sequences with all that finds one: search, filters, period, order, columns. */
export function SequenceBrowser(props: {
  readonly sequences: readonly SequenceRow[];
  readonly query: URLSearchParams;
}): ReactElement {
  const list = readList(props.query);
  return list.period === 'all' ? (
    <Found list={list} all={props.sequences} />
  ) : (
    <InPeriod list={list} days={Number(list.period)} />
  );
}

function InPeriod({ list, days }: { list: SequenceList; days: number }): ReactElement {
  const answer = useAnswer('period', { days });
  if (answer.state === 'failed') return <Failure message={answer.error} onRetry={answer.retry} />;
  return <Found list={list} all={answer.state === 'ready' ? answer.value.sequences : null} />;
}

function Found({
  list,
  all,
}: {
  list: SequenceList;
  /** Null while they are counted. */
  all: readonly SequenceRow[] | null;
}): ReactElement {
  const narrow = useNarrow();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [cards, setCards] = useState(CARDS);
  const [first, second] = chosen;
  const query = JSON.stringify(list);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `query` is `list` by value.
  const rows = useMemo(() => selectSequences(all ?? [], list), [all, query]);
  // A third choice takes the place of the one made first.
  const choose = useCallback(
    (id: string, on: boolean) =>
      setChosen((before) => [...before.filter((other) => other !== id), ...(on ? [id] : [])].slice(-2)),
    [],
  );
  const clear = (): void => change({ ...list, text: '', flag: '', origin: '', period: 'all' });
  return (
    <>
      <SequenceFilter list={list} rows={all ?? []} narrow={narrow} onChange={change} />
      <p className="muted filter-said" aria-live="polite">
        {all === null ? t('table.counting') : t('table.shown', [count(rows.length), count(all.length)])}
        {list.period !== 'all' && ` ${t('table.periodMeans', { days: list.period })}`}
      </p>
      {first !== undefined && !narrow && (
        <div className="choice-bar" role="status">
          {second === undefined ? (
            t('compare.chosenOne')
          ) : (
            <a className="link-button" href={hrefTo('compare', undefined, { a: first, b: second })}>
              {t('compare.chosenTwo')}
            </a>
          )}
          <button type="button" className="quiet small" onClick={() => setChosen([])}>
            {t('compare.clear')}
          </button>
        </div>
      )}
      {all !== null && !narrow && (
        <SequenceGrid
          rows={rows}
          list={list}
          onSort={(sort, direction) => change({ ...list, sort, direction })}
          onClear={clear}
          hrefOf={hrefOf}
          chosen={chosen}
          onChoose={choose}
        />
      )}
      {all !== null && narrow && (
        <>
          {rows.length === 0 && (
            <p className="empty muted">
              {t('table.none')}{' '}
              <button type="button" className="quiet small" onClick={clear}>
                {t('table.clear')}
              </button>
            </p>
          )}
          <SequenceCards
            rows={rows.slice(0, cards)}
            definitions={DEFINITIONS}
            onOpen={(row) => {
              location.hash = hrefOf(row);
            }}
          />
          {rows.length > cards && (
            <button type="button" className="quiet" onClick={() => setCards(cards + CARDS)}>
              {t('table.more')}
            </button>
          )}
        </>
      )}
    </>
  );
}
