import { type ComponentType, type ReactElement, type ReactNode, useEffect, useState } from 'react';
import {
  EvidenceSourceContext,
  EvidenceValueContext,
  type EvidenceValueProps,
} from '../../components/evidence-value';
import type { AuditScope } from '../../lib/api/audit-types';
import { ask } from '../../lib/api/client';
import { auditPath, loadEvidence } from '../../lib/api/decision-calls';

const source = {
  load: loadEvidence,
  open: (scope: AuditScope) => ask('openDashboard', { path: auditPath(scope) }),
};

/** What opens behind a rate is loaded once the rates are on screen: it is half of the page's code. */
export function LateEvidence({ children }: { children: ReactNode }): ReactElement {
  const [Value, setValue] = useState<ComponentType<EvidenceValueProps> | null>(null);
  useEffect(() => {
    const frame = requestAnimationFrame(() =>
      setTimeout(() => {
        import('../../components/Evidence').then(
          ({ EvidenceValue }) => setValue(() => EvidenceValue),
          (error: unknown) => console.warn('Plumbline:', error), // the rates stand there all the same
        );
      }),
    );
    return () => cancelAnimationFrame(frame);
  }, []);
  return (
    <EvidenceSourceContext value={source}>
      <EvidenceValueContext value={Value}>{children}</EvidenceValueContext>
    </EvidenceSourceContext>
  );
}
