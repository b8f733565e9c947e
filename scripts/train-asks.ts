/**
 * Trains the ask model and writes lib/analytics/ctas/ask-weights.ts: `tsx scripts/train-asks.ts`.
 * Logistic regression by FTRL-proximal (H. B. McMahan et al., KDD 2013), whose L1 term leaves few weights. Seeded and without a
 * clock: the same corpus gives the same file. Parts 7 to 9 of the corpus are never read here.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { askFeatures } from '../lib/analytics/ctas/ask-model';
import { ENGLISH } from '../lib/analytics/ctas/english';
import { plain, readSentence } from '../lib/analytics/ctas/read-sentence';
import { ASK_CORPUS, askSentences, TRAINING_PARTS } from '../tests/shared/ask-corpus';

const EPOCHS = 12;
const ALPHA = 0.08;
const BETA = 1;
const L1 = 2;
const L2 = 1;
/** Rarer features are names and typing errors: they would neither generalise nor belong in the project. */
const RARE = 8;
const SEED = 20;

interface Example {
  readonly features: readonly string[];
  readonly ask: boolean;
}

function* shuffled<T>(items: readonly T[], seed: number): Generator<T> {
  const order = items.map((_, i) => i);
  let state = seed;
  for (let i = order.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const j = state % (i + 1);
    const swap = order[i] ?? 0;
    order[i] = order[j] ?? 0;
    order[j] = swap;
  }
  for (const index of order) {
    const item = items[index];
    if (item !== undefined) yield item;
  }
}

function train(examples: readonly Example[]): Map<string, number> {
  const z = new Map<string, number>();
  const n = new Map<string, number>();
  const weight = (feature: string): number => {
    const at = z.get(feature) ?? 0;
    if (Math.abs(at) <= L1) return 0;
    return -(at - Math.sign(at) * L1) / ((BETA + Math.sqrt(n.get(feature) ?? 0)) / ALPHA + L2);
  };
  for (let epoch = 0; epoch < EPOCHS; epoch++)
    for (const { features, ask } of shuffled(examples, SEED + epoch)) {
      const all = ['#bias', ...features];
      const score = all.reduce((total, feature) => total + weight(feature), 0);
      const gradient = 1 / (1 + Math.exp(-score)) - (ask ? 1 : 0);
      for (const feature of all) {
        const before = n.get(feature) ?? 0;
        const after = before + gradient * gradient;
        z.set(
          feature,
          (z.get(feature) ?? 0) +
            gradient -
            ((Math.sqrt(after) - Math.sqrt(before)) / ALPHA) * weight(feature),
        );
        n.set(feature, after);
      }
    }
  return new Map([...n.keys()].map((feature) => [feature, weight(feature)]));
}

const sentences = askSentences().filter(({ part }) => part < TRAINING_PARTS);
if (sentences.length === 0) throw new Error(`../shared/${ASK_CORPUS} is not on this machine`);
const raw = sentences.map(({ words, ask }) => ({
  features: askFeatures(plain(words), readSentence(words, ENGLISH)),
  ask,
}));
const counts = new Map<string, number>();
for (const { features } of raw)
  for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1);
const examples = raw.map(({ features, ask }) => ({
  features: features.filter((feature) => (counts.get(feature) ?? 0) >= RARE),
  ask,
}));
const lines = [...train(examples)]
  .map(([feature, value]) => [feature, Math.round(value * 100)] as const)
  .filter(([, value]) => Math.abs(value) >= 8)
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([feature, value]) => `${value} ${feature}`);
const file = fileURLToPath(new URL('../lib/analytics/ctas/ask-weights.ts', import.meta.url));
writeFileSync(
  file,
  `/** Written by scripts/train-asks.ts; do not edit. \`hundredths feature\`, one a line. */\nexport const ASK_WEIGHTS = \`${lines.join('\n')}\`;\n`,
);
process.stderr.write(`${examples.length} sentences, ${lines.length} weights\n`);
