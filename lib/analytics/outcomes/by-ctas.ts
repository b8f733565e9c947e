import type { Analysis, Sent } from '../analyse';
import type { CtaKind } from '../ctas/find';
import { type Interval, newcombe } from '../rates/difference';
import { waitingSince } from '../rates/doings';
import { learnPace } from '../rates/learn';
import { expectedShare } from '../rates/maturity';
import { learnPrior } from '../rates/posterior';
import { MATURE } from '../rates/rate';
import { wilson } from '../rates/wilson';

/** How many CTAs an email has; `3` stands for three or more. */
export type CtaBucket = 0 | 1 | 2 | 3;

/** Emails are set against emails of the same place only: first emails are answered far more often than later ones. */
export type Position = 'first' | 'later';

export type Outcome = 'reply' | 'click';

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
  /** Whether the data can carry a statement about one against three or more. */
  readonly tells: boolean;
  /** What it shows or why it cannot. */
  readonly sentence: string;
}

/** Emails and templates each side needs before anything is said. Two templates differ by more than their CTAs. */
const ENOUGH_EMAILS = 50;
const ENOUGH_TEMPLATES = 3;

interface Case {
  readonly template: string;
  readonly hit: number;
}

function bucketOf(ctas: number): CtaBucket {
  return ctas === 0 ? 0 : ctas === 1 ? 1 : ctas === 2 ? 2 : 3;
}

function templateOf({ placement }: Sent): string {
  return placement === null ? '' : `${placement.sequence.id} ${placement.step} ${placement.variant ?? ''}`;
}

function hitOf(sent: Sent, outcome: Outcome): number {
  if (outcome === 'reply') return sent.answers.some((answer) => answer.kind === 'reply') ? 1 : 0;
  let none = 1;
  for (const click of sent.clicks) none *= 1 - click.human;
  return 1 - none;
}

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
 */
export function outcomesByCtas(analysis: Analysis, position: Position, outcome: Outcome): OutcomesByCtas {
  const outreach = analysis.sent.filter((sent) => sent.placement !== null);
  const pace = learnPace(outreach, analysis.now);
  const usable = outreach.filter(
    (sent) =>
      (position === 'first') === (sent.placement?.step === 1) &&
      sent.mail.prospects.some((prospect) => !sent.failed.has(prospect)) &&
      (outcome === 'reply' || sent.clickable) &&
      expectedShare(analysis.now - waitingSince(sent, null), pace[outcome]) >= MATURE,
  );
  const templates = new Map<string, { hits: number; of: number }>();
  for (const sent of usable) {
    const entry = templates.get(templateOf(sent)) ?? { hits: 0, of: 0 };
    entry.hits += hitOf(sent, outcome);
    entry.of++;
    templates.set(templateOf(sent), entry);
  }
  // ρ of a beta-binomial whose prior weighs κ: 1 / (κ + 1).
  const alike = 1 / (learnPrior([...templates.values()]).weight + 1);
  const casesOf = (is: (sent: Sent) => boolean): Case[] =>
    usable.filter(is).map((sent) => ({ template: templateOf(sent), hit: hitOf(sent, outcome) }));
  const bucket = (wanted: CtaBucket): Weighed =>
    weigh(
      casesOf((sent) => bucketOf(sent.ctas.length) === wanted),
      alike,
    );
  const [none, one, two, many] = [bucket(0), bucket(1), bucket(2), bucket(3)];
  const kinds = new Set(
    usable.flatMap(({ ctas }) => (ctas.length === 1 ? ctas.map(({ kind }) => kind) : [])),
  );
  const byKind = new Map(
    [...kinds].sort().map((kind) => [
      kind,
      weigh(
        casesOf(({ ctas }) => ctas.length === 1 && ctas[0]?.kind === kind),
        alike,
      ).group,
    ]),
  );
  const effective = ({ group, effective: of }: Weighed) => ({ hits: (group.value ?? 0) * of, of });
  const oneLessMany = newcombe(effective(one), effective(many));
  const enough = [one.group, many.group].every(
    ({ emails, templates: cases }) => emails >= ENOUGH_EMAILS && cases >= ENOUGH_TEMPLATES,
  );
  const apart = oneLessMany !== null && (oneLessMany.low > 0 || oneLessMany.high < 0);
  return {
    position,
    outcome,
    byNumber: { 0: none.group, 1: one.group, 2: two.group, 3: many.group },
    byKind,
    oneLessMany,
    tells: enough && apart,
    sentence: sentenceOf(position, outcome, one.group, many.group, enough, apart),
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
