import type { ReactElement } from 'react';
import { ComparisonView } from '../../components/ComparisonView';
import { chance, placeName } from '../../components/compare-words';
import { ErrorBoundary } from '../../components/ErrorBoundary';
import { Failure } from '../../components/Failure';
import { PageTitle } from '../../components/PageTitle';
import { Select } from '../../components/ui/Select';
import { useAnswer } from '../../lib/api/hooks';
import type { PlaceView } from '../../lib/api/insight';
import { comparisonSheet } from '../../lib/export/insight-sheets';
import { t } from '../../lib/i18n/text';
import { TableMenu } from './TableMenu';
import { hrefTo } from './useRoute';

type Kind = PlaceView['kind'];

const KINDS: readonly { readonly id: Kind; text(): string }[] = [
  { id: 'sequence', text: () => t('compare.kindSequence') },
  { id: 'step', text: () => t('compare.kindStep') },
  { id: 'variant', text: () => t('compare.kindVariant') },
];

/** An id that no place has: nothing chosen yet. */
const NOTHING = 'none';

/** `#/compare?a=…&b=…`, or `?in=sequence&kind=step` to begin with the steps of one sequence. */
export function ComparePage({ query }: { query: URLSearchParams }): ReactElement | null {
  const places = useAnswer('places');
  if (places.state === 'loading') return null;
  if (places.state === 'failed') return <Failure message={places.error} onRetry={places.retry} />;
  return (
    <>
      <div className="title-line">
        <PageTitle title={t('compare.title')} />
      </div>
      <p className="muted compare-intro">{t('compare.intro')}</p>
      <Choice places={places.value} query={query} />
      <ErrorBoundary>
        <Best />
      </ErrorBoundary>
    </>
  );
}

function Choice({ places, query }: { places: readonly PlaceView[]; query: URLSearchParams }): ReactElement {
  const byId = new Map(places.map((place) => [place.id, place]));
  const a = query.get('a') ?? NOTHING;
  const b = query.get('b') ?? NOTHING;
  const within = query.get('in');
  const asked = KINDS.find(({ id }) => id === query.get('kind'))?.id;
  const kind = byId.get(a)?.kind ?? byId.get(b)?.kind ?? asked ?? 'sequence';
  const options = places.filter(
    (place) => place.kind === kind && (within === null || place.sequence.id === within),
  );
  const go = (next: Readonly<Record<string, string>>): void => {
    // Choosing is no new page: "back" leads to where the reader came from.
    history.replaceState(null, '', hrefTo('compare', undefined, next));
    dispatchEvent(new HashChangeEvent('hashchange'));
  };
  const kept = within === null ? {} : { in: within };
  const choose = (first: string, second: string): void =>
    go({
      ...kept,
      kind,
      ...(first === NOTHING ? {} : { a: first }),
      ...(second === NOTHING ? {} : { b: second }),
    });
  const entries = [
    { id: NOTHING, text: t('compare.pick') },
    ...options.map((place) => ({ id: place.id, text: placeName(place) })),
  ];
  return (
    <>
      <div className="compare-choice">
        <Select
          label={t('compare.kind')}
          value={kind}
          options={KINDS.map(({ id, text }) => ({ id, text: text() }))}
          onChange={(next) => go({ ...(next === 'sequence' ? {} : kept), kind: next })}
        />
        <Select label={t('compare.first')} value={a} options={entries} onChange={(id) => choose(id, b)} />
        <Select label={t('compare.second')} value={b} options={entries} onChange={(id) => choose(a, id)} />
      </div>
      {options.length < 2 && (
        <p className="muted">{kind === 'variant' ? t('compare.noVariants') : t('compare.nothing')}</p>
      )}
      {a !== NOTHING && b !== NOTHING && a === b && <p className="muted">{t('compare.same')}</p>}
      {a !== NOTHING && b !== NOTHING && a !== b && (
        <ErrorBoundary key={`${a} ${b}`}>
          <Result a={a} b={b} />
        </ErrorBoundary>
      )}
    </>
  );
}

function Result({ a, b }: { a: string; b: string }): ReactElement | null {
  const answer = useAnswer('compare', { a, b });
  const settings = useAnswer('settings');
  if (answer.state === 'failed') return <Failure message={answer.error} onRetry={answer.retry} />;
  if (answer.state === 'loading' || settings.state !== 'ready') return null;
  if (answer.value === null) return <p className="muted">{t('compare.gone')}</p>;
  const comparison = answer.value;
  return (
    <>
      <div className="row-actions compare-export">
        <TableMenu name="comparison" take={async () => [comparisonSheet(comparison)]} />
      </div>
      <ComparisonView comparison={comparison} matters={settings.value.matters} />
    </>
  );
}

/** The three best sequences, or why there are none. */
function Best(): ReactElement | null {
  const answer = useAnswer('ranking', { outcome: 'reply' });
  if (answer.state !== 'ready') return null;
  const { best, ranked, fewest } = answer.value;
  return (
    <section className="section">
      <h2>{t('compare.ranking')}</h2>
      {best.length === 0 && (
        <p className="muted">
          {ranked < fewest ? t('compare.rankFew', { fewest, ranked }) : t('compare.rankNone', { ranked })}
        </p>
      )}
      <ol className="ranking">
        {best.map(({ id, name, top }) => (
          <li key={id}>
            <a href={hrefTo('sequence', id)}>{t('compare.rankedBest', { name, share: chance(top) })}</a>
          </li>
        ))}
      </ol>
    </section>
  );
}
