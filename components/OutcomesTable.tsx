import type { ReactElement } from 'react';
import { ENOUGH_EMAILS, ENOUGH_TEMPLATES, type OutcomeGroup } from '../lib/analytics/outcomes/by-ctas';
import { LEVEL, type Rate } from '../lib/analytics/rates/rate';
import { kindWords } from '../lib/api/compose-words';
import type { OutcomesView } from '../lib/api/insight';
import { t } from '../lib/i18n/text';
import { points } from './compare-words';
import { count } from './format';
import { RateView } from './RateView';
import { commonScale } from './scale';

/** Only mature emails are in a group. */
function rateOf({ hits, emails, value, low, high }: OutcomeGroup): Rate {
  return { hits, of: emails, value, low, high, level: LEVEL, maturity: 1 };
}

function Rows({
  caption,
  rows,
  scale,
  tone,
}: {
  caption: string;
  rows: readonly (readonly [name: string, group: OutcomeGroup])[];
  scale: number;
  tone: 'reply' | 'click';
}): ReactElement {
  return (
    <table className="outcomes">
      <caption>{caption}</caption>
      <tbody>
        {rows.map(([name, group]) => (
          <tr key={name}>
            <th scope="row">
              {name}
              <div className="muted">
                {group.emails === 0
                  ? t('outcomes.none')
                  : t('outcomes.behind', { emails: count(group.emails), steps: count(group.templates) })}
              </div>
            </th>
            <td>
              {group.emails > 0 && (
                <RateView label={name} rate={rateOf(group)} unit="emails" scale={scale} tone={tone} compact />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What the numbers say, each as one sentence. */
function sentencesOf({ byNumber, oneLessMany, missing, tells, matched }: OutcomesView): string[] {
  const sentences: string[] = [];
  const enough = { emails: ENOUGH_EMAILS, steps: ENOUGH_TEMPLATES };
  if (missing !== null)
    sentences.push(missing === 'one' ? t('outcomes.missingOne', enough) : t('outcomes.missingMany', enough));
  else if (oneLessMany !== null) {
    const words = {
      value: points((byNumber[1]?.value ?? 0) - (byNumber[3]?.value ?? 0)),
      low: points(oneLessMany.low),
      high: points(oneLessMany.high),
    };
    sentences.push(tells ? t('outcomes.tells', words) : t('outcomes.chance', words));
  }
  const pairs = matched.filter(({ difference }) => difference !== null);
  if (pairs.length === 0) sentences.push(t('outcomes.unmatched'));
  for (const { more, within, groups, difference } of pairs) {
    if (difference === null) continue;
    const words = {
      more: more === 2 ? t('outcomes.moreTwo') : t('outcomes.moreMany'),
      value: points(difference.value),
      low: points(difference.low),
      high: points(difference.high),
      groups,
    };
    sentences.push(
      within === 'step' ? t('outcomes.matchedStep', words) : t('outcomes.matchedSequence', words),
    );
  }
  return sentences;
}

/** One outcome of first or of later emails, by number and by kind of CTAs. */
function OutcomeBlock({ view }: { view: OutcomesView }): ReactElement {
  const { outcome, byNumber, byKind } = view;
  const heading = outcome === 'reply' ? t('outcomes.reply') : t('outcomes.click');
  const emails = byNumber.reduce((sum, group) => sum + group.emails, 0);
  if (emails === 0)
    return (
      <section className="card cta-outcome">
        <h3>{heading}</h3>
        <p className="muted">{outcome === 'click' ? t('outcomes.untracked') : t('outcomes.none')}</p>
      </section>
    );
  const groups = [...byNumber, ...byKind.map(({ group }) => group)].filter((group) => group.emails > 0);
  const scale = commonScale(groups.map(rateOf));
  const names = [t('outcomes.n0'), t('outcomes.n1'), t('outcomes.n2'), t('outcomes.n3')];
  return (
    <section className="card cta-outcome">
      <h3>{heading}</h3>
      <ul className="outcome-says">
        {sentencesOf(view).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <Rows
        caption={t('outcomes.byNumber')}
        rows={byNumber.map((group, i) => [names[i] ?? '', group] as const)}
        scale={scale}
        tone={outcome}
      />
      {byKind.length > 0 && (
        <Rows
          caption={t('outcomes.byKind')}
          rows={byKind.map(({ kind, group }) => [kindWords(kind), group] as const)}
          scale={scale}
          tone={outcome}
        />
      )}
    </section>
  );
}

/** Replies and human clicks by CTAs: first emails against first ones, later against later ones. */
export function OutcomesTable({ views }: { views: readonly OutcomesView[] }): ReactElement {
  return (
    <>
      {(['first', 'later'] as const).map((position) => (
        <section key={position} className="section">
          <h2>{position === 'first' ? t('outcomes.first') : t('outcomes.later')}</h2>
          <div className="comparisons">
            {views
              .filter((view) => view.position === position)
              .map((view) => (
                <OutcomeBlock key={view.outcome} view={view} />
              ))}
          </div>
        </section>
      ))}
    </>
  );
}
