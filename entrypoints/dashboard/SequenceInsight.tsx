import type { ReactElement } from 'react';
import { Failure } from '../../components/Failure';
import { flagName, flagSentence } from '../../components/flag-words';
import { percent, time } from '../../components/format';
import { MarkedEmails } from '../../components/MarkedEmails';
import { OutcomesTable } from '../../components/OutcomesTable';
import type { Flag } from '../../lib/analytics/report-types';
import { useAnswer } from '../../lib/api/hooks';
import { reasonList } from '../../lib/api/reason-words';
import { t } from '../../lib/i18n/text';
import { hrefTo } from './useRoute';

/** Where a flag's evidence is shown. */
export function evidenceHref(sequence: string, flag: Flag, step: number | null = null): string {
  return hrefTo('sequence', sequence, { flag: flag.code, ...(step === null ? {} : { step: String(step) }) });
}

/** What one flag rests on: the emails with their CTAs marked, the clicks, the addresses. */
export function FlagEvidence({
  sequence,
  step,
  flag,
}: {
  sequence: string;
  step: number | null;
  flag: Flag;
}): ReactElement | null {
  const answer = useAnswer('evidence', { sequence, step, code: flag.code });
  if (answer.state === 'loading') return null;
  if (answer.state === 'failed') return <Failure message={answer.error} onRetry={answer.retry} />;
  const { emails, addresses, clicks } = answer.value;
  return (
    <section className="section evidence" aria-label={t('flag.evidenceTitle', { name: flagName(flag) })}>
      <div className="title-line">
        <h2>{t('flag.evidenceTitle', { name: flagName(flag) })}</h2>
        <a href={hrefTo('sequence', sequence)}>{t('flag.close')}</a>
      </div>
      <p>{flagSentence(flag)}</p>
      {emails.length + addresses.length + clicks.length === 0 && (
        <p className="muted">{t('flag.noEvidence')}</p>
      )}
      <MarkedEmails emails={emails} open />
      {addresses.length > 0 && (
        <>
          <h3>{t('flag.addresses')}</h3>
          <ul className="evidence-list">
            {addresses.map((address) => (
              <li key={address}>{address}</li>
            ))}
          </ul>
        </>
      )}
      {clicks.length > 0 && (
        <>
          <h3>{t('flag.clicks')}</h3>
          <ul className="evidence-list">
            {clicks.map(({ at, address, url, human, reasons }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: one scanner makes several clicks in a second; never reordered.
              <li key={`${at}${address}${url}${index}`}>
                <time dateTime={at}>{time(at)}</time> {address}{' '}
                <span className="muted">
                  {url} · {percent(human)} · {reasonList(reasons.slice(0, 2))}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** How the emails of a sequence read, with what they ask. */
export function SequenceEmails({ sequence }: { sequence: string }): ReactElement | null {
  const answer = useAnswer('evidence', { sequence, step: null, code: null });
  if (answer.state !== 'ready' || answer.value.emails.length === 0) return null;
  return (
    <section className="section">
      <h2>{t('outcomes.marked')}</h2>
      <p className="muted compare-intro">{t('outcomes.markedHint')}</p>
      <MarkedEmails emails={answer.value.emails} />
    </section>
  );
}

/** CTAs against outcomes within one sequence. */
export function SequenceOutcomes({ sequence }: { sequence: string }): ReactElement | null {
  const answer = useAnswer('ctaOutcomes', { sequence });
  if (answer.state !== 'ready') return null;
  const some = answer.value.filter(({ byNumber }) => byNumber.some(({ emails }) => emails > 0));
  if (some.length === 0) return null;
  return (
    <details className="section fold">
      <summary>
        <h2>{t('outcomes.title')}</h2>
      </summary>
      <p className="muted compare-intro">
        {t('outcomes.intro')} <a href={hrefTo('ctas')}>{t('outcomes.all')}</a>
      </p>
      <OutcomesTable views={some} />
      <p className="muted">{t('outcomes.observed')}</p>
    </details>
  );
}

/** Ways to compare a sequence with another one, and its steps or variants with each other. */
export function CompareLinks({ sequence }: { sequence: string }): ReactElement | null {
  const places = useAnswer('places');
  if (places.state !== 'ready') return null;
  const link = (text: string, query: Readonly<Record<string, string>>): ReactElement => (
    <a className="link-button" href={hrefTo('compare', undefined, query)}>
      {text}
    </a>
  );
  const within = (kind: 'step' | 'variant'): ReactElement | null => {
    const [a, b] = places.value.filter((place) => place.sequence.id === sequence && place.kind === kind);
    if (a === undefined || b === undefined) return null;
    return link(kind === 'step' ? t('compare.steps') : t('compare.variants'), {
      in: sequence,
      kind,
      a: a.id,
      b: b.id,
    });
  };
  return (
    <>
      {link(t('compare.with'), { a: sequence })}
      {within('step')}
      {within('variant')}
    </>
  );
}
