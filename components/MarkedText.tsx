import { Fragment, type ReactElement } from 'react';
import type { Cta } from '../lib/analytics/ctas/find';
import { kindWords } from '../lib/api/compose-words';
import { t } from '../lib/i18n/text';
import { stretchesOf } from './marks';

function host(url: string): string {
  return url.replace(/^https?:\/\//, '').replace(/\/$/, '');
}

/** The words that ask; a bare link has none but its address. */
function wordsOf({ text, target }: Cta): string {
  return text === '' || /^https?:/.test(text) ? host(target ?? text) : text;
}

/** The CTAs of an email as a numbered list. */
export function CtaList({ ctas }: { ctas: readonly Cta[] }): ReactElement {
  if (ctas.length === 0) return <p className="muted">{t('outcomes.asksNothing')}</p>;
  return (
    <ol className="cta-list">
      {ctas.map((cta, index) => (
        <li key={`${cta.kind}${cta.offset}${cta.target}${cta.text}`}>
          <span className="cta-number" aria-hidden="true">
            {index + 1}
          </span>
          <span>
            <span className="cta-kind">{kindWords(cta.kind)}:</span> {wordsOf(cta)}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** An email's own words with its CTAs marked where they stand, and listed below. */
export function MarkedText({
  text,
  ctas,
  listed = true,
}: {
  text: string;
  ctas: readonly Cta[];
  /** Whether the list follows; not where it stands already. */
  listed?: boolean;
}): ReactElement {
  return (
    <div className="marked">
      <div className="marked-text">
        {stretchesOf(text, ctas).map(({ from, text: words, ctas: inside, ending }) => (
          <Fragment key={from}>
            {inside.length === 0 ? words : <mark className="cta">{words}</mark>}
            {inside.length > 0 &&
              ending.map((number) => (
                <sup key={number} className="cta-number">
                  {number}
                </sup>
              ))}
          </Fragment>
        ))}
      </div>
      {listed && <CtaList ctas={ctas} />}
    </div>
  );
}
