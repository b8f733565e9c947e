import type { Reading, ReadingKind } from '../../facts/message';

const NOTHING: Omit<Reading, 'kind' | 'evidence'> = {
  failed: [],
  about: [],
  returnsAt: null,
  gone: false,
  calendar: null,
  gateways: [],
};

/** A reading with everything that is not given left empty. */
export function reading(
  kind: ReadingKind,
  evidence: readonly string[],
  more: Partial<Omit<Reading, 'kind' | 'evidence'>> = {},
): Reading {
  return { ...NOTHING, ...more, kind, evidence };
}
