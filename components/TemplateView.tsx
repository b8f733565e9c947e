import type { ReactElement } from 'react';
import type { StepTemplate, TemplatePart, VariantTemplate } from '../lib/analytics/sequences/template';
import { t } from '../lib/i18n/text';
import { Explain } from './Explain';
import { count, duration } from './format';

/** After these words a slot that is filled from a list is the name. */
const GREETING =
  /(?<!\p{L})(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo|hoi|hej|moin|servus|liebe|lieber|guten (?:tag|morgen)|bonjour|salut|bonsoir|hola|buen(?:os)? d[ií]as?|querid[oa]|estimad[oa]|ol[áa]|ciao|buongiorno|cher|chère)[ ,]{0,2}$/iu;

function slotName(part: TemplatePart & { kind: 'slot' }, before: TemplatePart | undefined): string {
  if (part.filled === 'personal') return '…';
  const name = before === undefined ? false : before.kind === 'text' && GREETING.test(before.text.slice(-40));
  return name ? t('template.firstName') : t('template.merge');
}

function Words({ parts }: { parts: readonly TemplatePart[] }): ReactElement {
  return (
    <p className="template-text">
      {parts.map((part, index) => {
        // A template's parts have no identity but their place.
        const key = `${index}${part.kind}`;
        if (part.kind === 'text') return <span key={key}>{part.text}</span>;
        const name = `{${slotName(part, parts[index - 1])}}`;
        return (
          <span key={key}>
            {part.examples.length === 0 ? (
              <span className="slot">{name}</span>
            ) : (
              <Explain
                text={t('template.examples', [part.examples.join(' · ')])}
                className={`slot slot-${part.filled}`}
              >
                {name}
              </Explain>
            )}
          </span>
        );
      })}
    </p>
  );
}

function Variant({ variant, alone }: { variant: VariantTemplate; alone: boolean }): ReactElement {
  return (
    <div className="template-variant">
      <div className="template-head">
        {!alone && variant.variant !== null && (
          <span className="badge">{t('template.variant', [variant.variant])}</span>
        )}
        <strong>{variant.subject === '' ? t('template.noSubject') : variant.subject}</strong>
        <span className="muted">{t('template.emails', variant.emails, [count(variant.emails)])}</span>
      </div>
      {variant.parts.length > 0 && <Words parts={variant.parts} />}
    </div>
  );
}

/** What a sequence says, step by step: the words every email has, and slots where they differ. */
export function TemplateView({ steps }: { steps: readonly StepTemplate[] }): ReactElement {
  return (
    <ol className="template">
      {steps.map(({ index, gap, variants }) => (
        <li key={index} className="step">
          <div className="step-head">
            <span className="step-index">{index}</span>
            <div className="muted">
              {gap === null ? t('template.first') : t('template.gap', [duration(gap)])}
            </div>
          </div>
          {variants.map((variant) => (
            <Variant key={variant.variant ?? ''} variant={variant} alone={variants.length === 1} />
          ))}
        </li>
      ))}
    </ol>
  );
}
