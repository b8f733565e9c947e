import { readFileSync } from 'node:fs';
import { stableHash } from '../../lib/facts/hash';
import { sharedData } from './data';

/** A sentence of the labelled corpus; `part` is a tenth by the hash of its words, so that the split never moves. */
export interface AskSentence {
  readonly words: string;
  readonly ask: boolean;
  readonly part: number;
}

/** Parts 0 to 5 train the model, 6 chooses its limits, 7 to 9 are held back. */
export const TRAINING_PARTS = 6;
export const TUNING_PART = 6;

export const ASK_CORPUS = 'corpora/asks/enron_intent_dataset_verified';

/** Empty where the corpus is not on this machine. */
export function askSentences(): AskSentence[] {
  const folder = sharedData(ASK_CORPUS);
  if (folder === null) return [];
  const read = (name: string, ask: boolean): AskSentence[] =>
    readFileSync(`${folder}/${name}`, 'utf8')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .map((words) => ({
        words,
        ask,
        part: Number.parseInt(stableHash(words.toLowerCase()).slice(-6), 36) % 10,
      }));
  return [...read('intent_pos', true), ...read('intent_neg', false)];
}
