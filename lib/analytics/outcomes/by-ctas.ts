import type { Analysis } from '../analyse';
import type { CtaKind } from '../ctas/find';
import { type Interval, newcombe } from '../rates/difference';
import { learnPrior } from '../rates/posterior';
import { wilson } from '../rates/wilson';
import { type Case, type CtaBucket, casesOf, type Outcome, type Position } from './cases';
import { type Matched, matchedBest } from './matched';

/** What emails of one kind got. */
export interface OutcomeGroup {
  /** Mature, delivered emails. */
  readonly emails: number;
  /** Different steps of different sequences they come from: a template used a thousand times is one case, not a thousand. */
  readonly templates: number;
  readonly hits: number;
  /** `hits / emails`; null where there are none. */
  readonly value: number | null;
  /**
   * 90 %, wider than the rate's own interval: emails of one template are alike, so that a template's emails count as
   * n / (1 + (n − 1) ρ) independent ones, with ρ learned from how much the user's own sequences differ.
   */
  readonly low: number | null;
  readonly high: number | null;
}

export interface OutcomesByCtas {
  readonly position: Position;
  readonly outcome: Outcome;
  readonly byNumber: Readonly<Record<CtaBucket, OutcomeGroup>>;
  /** Emails whose only CTA is of this kind. */
  readonly byKind: ReadonlyMap<CtaKind, OutcomeGroup>;
  /** One CTA less three or more, 90 %; null where one of them has no emails. */
  readonly oneLessMany: Interval | null;
  /** One CTA against two, and against three or more, inside the same step (else the same sequence). */
  readonly matched: readonly Matched[];
  /** The side that has too few emails or steps for any statement; null where both have enough. */
  readonly missing: 'one' | 'many' | null;
  /** Whether the data can carry a statement about one against three or more. */
  readonly tells: boolean;
  /** What it shows or why it cannot. */
  readonly sentence: string;
}

/** Emails and templates each side needs before anything is said. Two templates differ by more than their CTAs. */
export const ENOUGH_EMAILS = 50;
export const ENOUGH_TEMPLATES = 3;

/** A group with its effective number of emails, which its interval and its comparisons stand on. */
interface Weighed {
  readonly group: OutcomeGroup;
  readonly effective: number;
}

function weigh(cases: readonly Case[], alike: number): Weighed {
  const sizes = new Map<string, number>();
  let hits = 0;
  for (const { template, hit } of cases) {
    sizes.set(template, (sizes.get(template) ?? 0) + 1);
    hits += hit;
  }
  let effective = 0;
  for (const size of sizes.values()) effective += size / (1 + (size - 1) * alike);
  const value = cases.length === 0 ? null : hits / cases.length;
  const { low, high } = wilson((value ?? 0) * effective, effective);
  return { group: { emails: cases.length, templates: sizes.size, hits, value, low, high }, effective };
}

/**
 * Replies or human clicks by the number and kind of CTAs, on the user's own outreach, per delivered email that has had the
 * time to be answered. Observed, not tried: templates differ in more than their CTAs, and `tells` says when even that is too much.
 * @param sequence its id where only its emails count
 */
export function outcomesByCtas(
  analysis: Analysis,
  position: Position,
  outcome: Outcome,
  sequence: string | null = null,
): OutcomesByCtas {
  const all = casesOf(analysis, position, outcome);
  const cases = sequence === null ? all : all.filter((entry) => entry.sequence === sequence);
  const templates = new Map<string, { hits: number; of: number }>();
  for (const { template, hit } of all) {
    const entry = templates.get(template) ?? { hits: 0, of: 0 };
    entry.hits += hit;
    entry.of++;
    templates.set(template, entry);
  }
  // ρ of a beta-binomial whose prior weighs κ: 1 / (κ + 1).
  const alike = 1 / (learnPrior([...templates.values()]).weight + 1);
  const bucket = (wanted: CtaBucket): Weighed =>
    weigh(
      cases.filter((entry) => entry.bucket === wanted),
      alike,
    );
  const [none, one, two, many] = [bucket(0), bucket(1), bucket(2), bucket(3)];
  const kindOf = ({ sent: { ctas } }: Case): CtaKind | null =>
    ctas.length === 1 ? (ctas[0]?.kind ?? null) : null;
  const kinds = new Set(cases.map(kindOf).filter((kind) => kind !== null));
  const byKind = new Map(
    [...kinds].sort().map((kind) => [
      kind,
      weigh(
        cases.filter((entry) => kindOf(entry) === kind),
        alike,
      ).group,
    ]),
  );
  const effective = ({ group, effective: of }: Weighed) => ({ hits: (group.value ?? 0) * of, of });
  const oneLessMany = newcombe(effective(one), effective(many));
  const missing = [one, many].map(
    ({ group }) => group.emails < ENOUGH_EMAILS || group.templates < ENOUGH_TEMPLATES,
  );
  const apart = oneLessMany !== null && (oneLessMany.low > 0 || oneLessMany.high < 0);
  const enough = !missing.includes(true);
  const pairs = [matchedBest(cases, 1, 2), matchedBest(cases, 1, 3)];
  // What holds across sequences and turns around inside them is the sequences' doing, not the CTAs'.
  const inside = pairs[1]?.difference ?? null;
  const turned =
    inside !== null &&
    oneLessMany !== null &&
    ((oneLessMany.low > 0 && inside.value < 0) || (oneLessMany.high < 0 && inside.value > 0));
  return {
    position,
    outcome,
    byNumber: { 0: none.group, 1: one.group, 2: two.group, 3: many.group },
    byKind,
    oneLessMany,
    matched: pairs,
    missing: missing[0] ? 'one' : missing[1] ? 'many' : null,
    tells: enough && apart && !turned,
    sentence: sentenceOf(position, outcome, one.group, many.group, enough, apart && !turned),
  };
}

function sentenceOf(
  position: Position,
  outcome: Outcome,
  one: OutcomeGroup,
  many: OutcomeGroup,
  enough: boolean,
  apart: boolean,
): string {
  const what = outcome === 'reply' ? 'replies' : 'human clicks';
  if (!enough) {
    const fewer =
      one.emails < ENOUGH_EMAILS || one.templates < ENOUGH_TEMPLATES ? 'one CTA' : 'three or more CTAs';
    return `Your data cannot tell yet: too few ${position} emails with ${fewer} (at least ${ENOUGH_EMAILS} emails from ${ENOUGH_TEMPLATES} different steps are needed).`;
  }
  const figures = `Your ${position} emails with one CTA: ${figure(one, what)}; with three or more: ${figure(many, '')}.`;
  return apart ? figures : `${figures} The difference may be chance.`;
}

function figure({ value, low, high }: OutcomeGroup, what: string): string {
  const fixed = (share: number | null): string => ((share ?? 0) * 100).toFixed(1);
  return `${fixed(value)} %${what === '' ? '' : ` ${what}`}, ${fixed(low)} to ${fixed(high)}`;
}
