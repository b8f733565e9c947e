import type { ReactElement } from 'react';
import type { AuditedRule } from '../lib/analytics/phantom/audit';
import type { AuditFilter, AuditSummary as Summary } from '../lib/api/audit-types';
import { t } from '../lib/i18n/text';
import { count, percent } from './format';

/** `31 raw, 5.2 human, 83 % negated`, with how sure it is. */
export function AuditHeadline({ summary }: { summary: Summary }): ReactElement {
  const { raw, waiting, human, negated, clickers } = summary;
  return (
    <section className="audit-head" aria-label={t('audit.figures')}>
      <p className="audit-headline">
        {t('audit.headline', [count(raw), count(human), negated === null ? '–' : percent(negated)])}
      </p>
      <p className="muted">
        {t('audit.clickers', [count(clickers.expected), count(clickers.low), count(clickers.high)])}
        {waiting > 0 && ` ${t('audit.waitingCount', waiting, [count(waiting)])}`}
      </p>
    </section>
  );
}

const RULES: { readonly [id in AuditedRule['id']]: () => string } = {
  R1: () => t('audit.ruleR1'),
  R2: () => t('audit.ruleR2'),
  R3: () => t('audit.ruleR3'),
  R4: () => t('audit.ruleR4'),
  R5: () => t('audit.ruleR5'),
  R6: () => t('audit.ruleR6'),
  R7: () => t('audit.ruleR7'),
  R8: () => t('audit.ruleR8'),
  any: () => t('audit.ruleAny'),
};

export function ruleWords(id: AuditedRule['id']): string {
  return RULES[id]();
}

/** What each published rule would have taken out of the same clicks, beside what Plumbline does. */
export function RuleTable({
  summary,
  onRule,
}: {
  readonly summary: Summary;
  /** Shows only the clicks of this rule. */
  onRule(rule: AuditFilter['rule']): void;
}): ReactElement {
  const { raw, human, rules } = summary;
  const share = (negated: number): string => (raw === 0 ? '–' : percent(negated / raw));
  return (
    <details className="audit-rules">
      <summary>{t('audit.rulesTitle')}</summary>
      <p className="muted">{t('audit.rulesWhat')}</p>
      <div className="ui-table-wrap">
        <table className="rules">
          <thead>
            <tr>
              <th scope="col">{t('audit.columnRule')}</th>
              <th scope="col">{t('audit.columnSays')}</th>
              <th scope="col" className="num">
                {t('audit.columnNegated')}
              </th>
              <th scope="col" className="num">
                {t('audit.columnLeft')}
              </th>
            </tr>
          </thead>
          <tbody>
            <tr className="rules-own">
              <th scope="row">Plumbline</th>
              <td>{t('audit.ruleOwn')}</td>
              <td className="num">
                {count(raw - human)} <span className="muted">{share(raw - human)}</span>
              </td>
              <td className="num">{count(human)}</td>
            </tr>
            {rules.map(({ id, negated, source }) => (
              <tr key={id}>
                <th scope="row">
                  <button type="button" className="quiet small" onClick={() => onRule(id)}>
                    {id === 'any' ? t('audit.ruleAnyShort') : id}
                  </button>
                </th>
                <td>
                  {ruleWords(id)} {id !== 'any' && <span className="muted">{source}</span>}
                </td>
                <td className="num">
                  {count(negated)} <span className="muted">{share(negated)}</span>
                </td>
                <td className="num">{count(raw - negated)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
