import { type ComponentType, createContext } from 'react';
import type { AuditScope, ClickEvidence } from '../lib/api/audit-types';

/** How a surface gets and opens evidence: components fetch nothing themselves. */
export interface EvidenceSource {
  load(scope: AuditScope): Promise<ClickEvidence>;
  /** Goes to the click audit of the scope. */
  open(scope: AuditScope): Promise<unknown>;
}

export const EvidenceSourceContext = createContext<EvidenceSource | null>(null);

export interface EvidenceValueProps {
  /** As it is shown. */
  readonly value: string;
  /** Name of the rate. */
  readonly label: string;
  readonly scope: AuditScope;
  readonly definition: string | undefined;
}

/**
 * How a click rate's value opens its evidence; null: not on this surface, or not yet (the popup shows numbers first). Apart from
 * `Evidence`, so that a surface can draw rates before it has loaded what opens.
 */
export const EvidenceValueContext = createContext<ComponentType<EvidenceValueProps> | null>(null);
