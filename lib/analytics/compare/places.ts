import type { Analysis, Sent } from '../analyse';
import { countFigures } from '../rates/figures';
import { learnPace, type Pace } from '../rates/learn';
import { MATURE, type Rate } from '../rates/rate';
import { armOf, priorOf, type Side } from './arms';
import { type Arm, type CompareLimits, type Comparison, compare, DEFAULT_COMPARE } from './compare';
import { type Ranking, rank } from './ranking';

const DAY = 86_400_000;
/** Answers are not waited for any longer (rates/maturity). */
const LONGEST_WAIT = 45;

export type PlaceKind = 'sequence' | 'step' | 'variant';
export type Outcome = 'reply' | 'click';

/** A sequence, a step or a variant that can be compared. */
export interface Place {
  /** The sequence's id, with step and variant where it is one: `id`, `id~2`, `id~2~B`. */
  readonly id: string;
  readonly kind: PlaceKind;
  readonly sequence: { readonly id: string; readonly name: string };
  /** 1-based; null for a sequence. */
  readonly step: number | null;
  readonly variant: string | null;
  readonly delivered: number;
}

interface Group {
  readonly place: Omit<Place, 'delivered'>;
  readonly emails: Sent[];
}

export function placeId(sequence: string, step: number | null = null, variant: string | null = null): string {
  return [sequence, ...(step === null ? [] : [step]), ...(variant === null ? [] : [variant])].join('~');
}

function groupsOf(analysis: Analysis): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const sent of analysis.sent) {
    if (sent.placement === null) continue;
    const { sequence, step, variant } = sent.placement;
    const add = (kind: PlaceKind, ofStep: number | null, ofVariant: string | null): void => {
      const id = placeId(sequence.id, ofStep, ofVariant);
      const known = groups.get(id);
      if (known !== undefined) known.emails.push(sent);
      else
        groups.set(id, {
          place: {
            id,
            kind,
            sequence: { id: sequence.id, name: sequence.name },
            step: ofStep,
            variant: ofVariant,
          },
          emails: [sent],
        });
    };
    add('sequence', null, null);
    add('step', step, null);
    if (variant !== null) add('variant', step, variant);
  }
  return groups;
}

/** Everything that can be compared: sequences in the order they began, each with its steps and their variants. */
export function placesOf(analysis: Analysis): Place[] {
  return [...groupsOf(analysis).values()].map(({ place, emails }) => ({
    ...place,
    delivered: emails.filter((sent) => sent.mail.prospects.some((who) => !sent.failed.has(who))).length,
  }));
}

/** A comparison by one outcome, with what a view needs to say it in any language. */
export interface OutcomeComparison extends Comparison {
  readonly rates: readonly [Rate, Rate];
  /** Days until both are mature, where they are still maturing; null where they are mature or that cannot be told. */
  readonly daysToMature: number | null;
  /** More prospects would be needed than anybody can wait for. */
  readonly hopeless: boolean;
}

export interface PlaceComparison {
  readonly first: Place;
  readonly second: Place;
  /** What `rates` count: steps count emails, sequences and variants prospects. */
  readonly unit: 'prospects' | 'emails';
  readonly reply: OutcomeComparison;
  /** Null where no tracker reports on one of them: clicks that are unknown are not zero. */
  readonly click: OutcomeComparison | null;
}

/**
 * Compares two places by replies and by human clicks.
 * @returns null where one is not known, or both are the same
 */
export function comparePlaces(
  analysis: Analysis,
  first: string,
  second: string,
  limits: CompareLimits = DEFAULT_COMPARE,
): PlaceComparison | null {
  const groups = groupsOf(analysis);
  const [a, b] = [groups.get(first), groups.get(second)];
  if (a === undefined || b === undefined || a === b) return null;
  const places = placesOf(analysis);
  const [placeA, placeB] = [places.find(({ id }) => id === first), places.find(({ id }) => id === second)];
  if (placeA === undefined || placeB === undefined) return null;
  const { now } = analysis;
  const pace = learnPace(
    analysis.sent.filter((sent) => sent.placement !== null),
    now,
  );
  const unit = a.place.kind === 'step' && b.place.kind === 'step' ? 'emails' : 'prospects';
  const peers = [...groups.values()].filter(({ place }) => place.kind === a.place.kind);
  const compared = (outcome: Outcome): OutcomeComparison => {
    const arm = ({ place, emails }: Group): Arm =>
      armOf({ name: nameOf(place), emails, unit }, outcome, now, pace);
    const [armA, armB] = [arm(a), arm(b)];
    const result = compare(
      armA,
      armB,
      priorOf(peers.map(arm)),
      outcome === 'reply' ? 'replies' : 'clicks',
      limits,
    );
    return {
      ...result,
      rates: [armA.rate, armB.rate],
      daysToMature:
        result.verdict === 'maturing' ? untilMature([a, b], outcome, analysis.now, pace, unit) : null,
      hopeless: result.moreProspects !== null && result.moreProspects > limits.hopeless,
    };
  };
  const tracked = (emails: readonly Sent[]): boolean => emails.some((sent) => sent.clickable);
  return {
    first: placeA,
    second: placeB,
    unit,
    reply: compared('reply'),
    click: tracked(a.emails) && tracked(b.emails) ? compared('click') : null,
  };
}

function nameOf({ sequence, step, variant }: Omit<Place, 'delivered'>): string {
  return `${sequence.name}${step === null ? '' : `, step ${step}`}${variant === null ? '' : `, variant ${variant}`}`;
}

/** Whole days until both are mature if nothing more is sent: maturity only rises with time, so by halves. */
function untilMature(
  groups: readonly Group[],
  outcome: Outcome,
  now: number,
  pace: Pace,
  unit: Side['unit'],
): number | null {
  const mature = (days: number): boolean =>
    groups.every(({ emails }) => {
      const { rates, ratesPerEmail } = countFigures(emails, now + days * DAY, pace);
      return (unit === 'emails' ? ratesPerEmail : rates)[outcome].maturity >= MATURE;
    });
  if (!mature(LONGEST_WAIT)) return null;
  let [low, high] = [0, LONGEST_WAIT];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (mature(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Which sequences are surely among the three best by an outcome; by clicks only those that a tracker reports on. */
export function rankSequences(
  analysis: Analysis,
  outcome: Outcome,
  limits: CompareLimits = DEFAULT_COMPARE,
): Ranking & { readonly places: readonly Place['sequence'][] } {
  const groups = [...groupsOf(analysis).values()].filter(
    ({ place, emails }) =>
      place.kind === 'sequence' && (outcome === 'reply' || emails.some((sent) => sent.clickable)),
  );
  const pace = learnPace(
    analysis.sent.filter((sent) => sent.placement !== null),
    analysis.now,
  );
  const arms = groups.map(({ place, emails }) =>
    armOf({ name: nameOf(place), emails }, outcome, analysis.now, pace),
  );
  const ranking = rank(arms, priorOf(arms), limits);
  return {
    ...ranking,
    places: ranking.best.flatMap(({ index }) => {
      const group = groups[index];
      return group === undefined ? [] : [group.place.sequence];
    }),
  };
}
