import { ASK_WEIGHTS } from './ask-weights';
import type { Reading } from './read-sentence';
import { GOAL_NAMES } from './signal';

/** From here on a sentence of business mail counts as an ask: the best F1 on the parts of the corpus that are not held back. */
export const ASKS_PROBABLY = 0.4;
/** From here on a sentence that no rule reads counts as the one CTA of an email: sales mail asks less than office mail. */
export const ASKS_SURELY = 0.9;

/** What the model looks at in a sentence: its words, its pairs of words, how it begins, and what the rules read in it. */
export function askFeatures(text: string, reading: Reading): string[] {
  const words = (text.match(/[a-z']{1,20}|\d{1,6}|[?!$]/g) ?? [])
    .slice(0, 60)
    .map((word) => (/\d/.test(word) ? '0' : word));
  const features = new Set<string>();
  words.forEach((word, i) => {
    features.add(word);
    features.add(`${words[i - 1] ?? '^'} ${word}`);
    if (i < 3) features.add(`^${i} ${word}`);
  });
  for (const [name, bit] of GOAL_NAMES) if ((reading.goals & bit) !== 0) features.add(`#${name}`);
  if (reading.interest) features.add('#interest');
  if (reading.question) features.add('#question');
  if (reading.nothing) features.add('#nothing');
  features.add(words.length < 4 ? '#short' : words.length > 30 ? '#long' : '#middle');
  return [...features];
}

/** Weights by feature, unpacked on first use: `weight feature` lines, weights in hundredths. */
let weights: ReadonlyMap<string, number> | null = null;

function unpack(): ReadonlyMap<string, number> {
  const map = new Map<string, number>();
  for (const line of ASK_WEIGHTS.split('\n')) {
    const space = line.indexOf(' ');
    if (space > 0) map.set(line.slice(space + 1), Number(line.slice(0, space)) / 100);
  }
  return map;
}

/**
 * Probability that an English sentence asks its reader for something: a logistic regression of few weights, learned from
 * business mail (scripts/train-asks.ts says how, tests/accuracy how well).
 * @param text as `plain` gives it
 */
export function askProbability(text: string, reading: Reading): number {
  weights ??= unpack();
  let score = weights.get('#bias') ?? 0;
  for (const feature of askFeatures(text, reading)) score += weights.get(feature) ?? 0;
  return 1 / (1 + Math.exp(-score));
}
