import type { Counted } from '../rates/figures';
import type { Flag } from '../report-types';

/** Thresholds with their reasons; data, so that settings can change them. */
export interface FlagThresholds {
  /** Distinct CTAs from which an email asks for too much. Real campaigns: 3 or more questions in 5 % (facts, section 5.3). */
  readonly tooManyCtas: number;
  /** Share of a sequence's emails that must ask for too much before the sequence is flagged. */
  readonly tooManyCtasShare: number;
  /** Raw clickers below which "mostly machines" cannot be told. */
  readonly phantomMinRaw: number;
  /** Share of raw clickers that are machines from which the raw rate misleads. */
  readonly phantomShare: number;
  /** Delivered prospects below which no rate is worth a verdict (facts, section 6.3). */
  readonly enoughProspects: number;
}

export const DEFAULT_THRESHOLDS: FlagThresholds = {
  tooManyCtas: 3,
  tooManyCtasShare: 0.5,
  phantomMinRaw: 5,
  phantomShare: 0.5,
  enoughProspects: 50,
};

export interface FlagInput {
  readonly figures: Counted;
  /** Number of CTAs of each email. */
  readonly ctas: readonly number[];
}

type Rule = (input: FlagInput, limits: FlagThresholds) => Flag | null;

const percent = (value: number): string => `${Math.round(value * 100)} %`;

const tooManyCtas: Rule = ({ ctas }, limits) => {
  if (ctas.length === 0) return null;
  const many = ctas.filter((n) => n >= limits.tooManyCtas).length;
  const share = many / ctas.length;
  if (share < limits.tooManyCtasShare) return null;
  const most = Math.max(...ctas);
  return {
    code: 'too-many-ctas',
    severity: 'warning',
    message: `${percent(share)} of these emails ask for ${limits.tooManyCtas} or more different things. Keep the one that matters and drop the rest.`,
    evidence: { emails: ctas.length, withTooMany: many, most },
  };
};

const phantomClicks: Rule = ({ figures }, limits) => {
  const raw = figures.rates.rawClick.hits;
  const human = figures.rates.click.hits;
  if (raw < limits.phantomMinRaw) return null;
  const share = 1 - human / raw;
  if (share < limits.phantomShare) return null;
  return {
    code: 'phantom-clicks',
    severity: 'warning',
    message: `${percent(share)} of the prospects who “clicked” are security scanners: ${raw} raw, ${human.toFixed(1)} human. Judge this sequence by its replies.`,
    evidence: { raw, human, share },
  };
};

const tooEarly: Rule = ({ figures }, limits) => {
  const { delivered } = figures.prospects;
  if (delivered >= limits.enoughProspects) return null;
  return {
    code: 'too-early',
    severity: 'note',
    message: `Too early to tell: ${delivered} prospects reached. Wait for at least ${limits.enoughProspects} before you judge.`,
    evidence: { delivered, needed: limits.enoughProspects },
  };
};

const RULES: readonly Rule[] = [tooManyCtas, phantomClicks, tooEarly];

/** Every flag the numbers can carry, warnings first. */
export function findFlags(input: FlagInput, limits: FlagThresholds = DEFAULT_THRESHOLDS): Flag[] {
  const flags = RULES.map((rule) => rule(input, limits)).filter((flag) => flag !== null);
  return flags.sort((a, b) => Number(a.severity === 'note') - Number(b.severity === 'note'));
}
