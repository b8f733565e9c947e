import { type ReactElement, type ReactNode, useContext, useEffect, useState } from 'react';
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import type { AuditScope, ClickEvidence, ReasonCount } from '../lib/api/audit-types';
import { reasonWords } from '../lib/api/reason-words';
import { t } from '../lib/i18n/text';
import { useAttempt } from './Alerts';
import {
  type EvidenceSource,
  EvidenceSourceContext,
  EvidenceValueContext,
  type EvidenceValueProps,
} from './evidence-value';
import { count, percent } from './format';

/** A click rate's value as a button that opens what stands behind it; plain where the surface gives no evidence. */
export function EvidenceValue({ value, label, scope, definition }: EvidenceValueProps): ReactElement {
  const source = useContext(EvidenceSourceContext);
  if (source === null) return <span className="rate-value">{value}</span>;
  return (
    <DialogTrigger>
      <Button className="rate-value rate-evidence" aria-label={`${value}: ${t('audit.why', [label])}`}>
        {value}
      </Button>
      <Popover className="ui-popover evidence-popover" placement="bottom start">
        <Dialog className="evidence" aria-label={t('audit.why', [label])}>
          <Evidence source={source} scope={scope} definition={definition} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

/** Around a page: its click rates open their evidence. */
export function EvidenceProvider({
  value,
  children,
}: {
  readonly value: EvidenceSource;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <EvidenceSourceContext value={value}>
      <EvidenceValueContext value={EvidenceValue}>{children}</EvidenceValueContext>
    </EvidenceSourceContext>
  );
}

type Found =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly evidence: ClickEvidence }
  | { readonly state: 'failed'; readonly reason: string };

function Evidence({
  source,
  scope,
  definition,
}: {
  readonly source: EvidenceSource;
  readonly scope: AuditScope;
  readonly definition: string | undefined;
}): ReactElement {
  const attempt = useAttempt();
  const [found, setFound] = useState<Found>({ state: 'loading' });
  const { sequence, step } = scope;
  useEffect(() => {
    let current = true;
    source.load({ sequence, step }).then(
      (evidence) => current && setFound({ state: 'ready', evidence }),
      (error: unknown) =>
        current &&
        setFound({ state: 'failed', reason: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      current = false;
    };
  }, [source, sequence, step]);
  return (
    <>
      <div aria-live="polite">
        {found.state === 'loading' && <p className="muted">{t('audit.looking')}</p>}
        {found.state === 'failed' && <p>{found.reason}</p>}
        {found.state === 'ready' && <Counts evidence={found.evidence} />}
      </div>
      {definition !== undefined && <p className="muted">{definition}</p>}
      <Button
        slot="close"
        className="quiet small"
        onPress={() => attempt(t('audit.opening'), () => source.open(scope))}
      >
        {t('audit.openAll')}
      </Button>
    </>
  );
}

function Counts({ evidence }: { evidence: ClickEvidence }): ReactElement {
  const { raw, human, phantom, waiting, clickers, verdicts, said, forMachine, forHuman } = evidence;
  if (raw === 0 && waiting === 0) return <p>{t('audit.noClicks')}</p>;
  return (
    <>
      <p className="evidence-head">
        {t('audit.headline', [count(raw), count(human), raw === 0 ? '–' : percent(phantom / raw)])}
      </p>
      <p className="muted">
        {t('audit.clickers', [count(clickers.expected), count(clickers.low), count(clickers.high)])}
      </p>
      <p className="muted">
        {t('audit.verdictCounts', [count(verdicts.human), count(verdicts.unsure), count(verdicts.scanner)])}
        {waiting > 0 && ` ${t('audit.waitingCount', waiting, [count(waiting)])}`}
        {said > 0 && ` ${t('audit.saidCount', said, [count(said)])}`}
      </p>
      <Reasons title={t('audit.forMachine')} reasons={forMachine} />
      <Reasons title={t('audit.forHuman')} reasons={forHuman} />
    </>
  );
}

function Reasons({
  title,
  reasons,
}: {
  title: string;
  reasons: readonly ReasonCount[];
}): ReactElement | null {
  if (reasons.length === 0) return null;
  return (
    <div>
      <div className="evidence-title">{title}</div>
      <ul className="evidence-reasons">
        {reasons.map(({ text, clicks }) => (
          <li key={text}>
            {reasonWords(text)} <span className="muted">{t('audit.times', clicks, [count(clicks)])}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
