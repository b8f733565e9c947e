import type { Flag } from '../report-types';
import { clickbaitSubject, noCta, tooManyCtas, twoCtas } from './asking-rules';
import {
  clicksWithoutReplies,
  manyBounces,
  maturing,
  opensWithoutClicks,
  phantomClicks,
  stepAddsNothing,
  tooEarly,
  trackerClock,
  unfilteredCounters,
  untrackedLinks,
} from './number-rules';
import type { FlagInput, Rule } from './rule';
import { DEFAULT_THRESHOLDS, type FlagThresholds } from './thresholds';

/** What is worth acting on first. */
const RULES: readonly Rule[] = [
  phantomClicks,
  tooManyCtas,
  clicksWithoutReplies,
  opensWithoutClicks,
  clickbaitSubject,
  manyBounces,
  trackerClock,
  tooEarly,
  maturing,
  stepAddsNothing,
  twoCtas,
  noCta,
  untrackedLinks,
  unfilteredCounters,
];

/** Every flag the numbers can carry, warnings first. */
export function findFlags(input: FlagInput, limits: FlagThresholds = DEFAULT_THRESHOLDS): Flag[] {
  const flags = RULES.map((rule) => rule(input, limits)).filter((flag) => flag !== null);
  return flags.sort((a, b) => Number(a.severity === 'note') - Number(b.severity === 'note'));
}
