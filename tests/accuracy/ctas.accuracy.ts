import { ASKS_PROBABLY, askProbability } from '../../lib/analytics/ctas/ask-model';
import { ENGLISH } from '../../lib/analytics/ctas/english';
import { findCtas } from '../../lib/analytics/ctas/find';
import { plain, readSentence } from '../../lib/analytics/ctas/read-sentence';
import { DEFAULT_THRESHOLDS } from '../../lib/analytics/flags/thresholds';
import { ASK_CORPUS, type AskSentence, askSentences, TUNING_PART } from '../shared/ask-corpus';
import { type GoldEmail, ownGold, publicGold } from '../shared/cta-gold';
import { absent } from '../shared/data';
import type { Table } from '../shared/table';

/** How well CTAs are counted, on emails labelled by hand. */
export interface CountAccuracy {
  readonly emails: number;
  readonly exact: number;
  readonly withinOne: number;
  /** The kinds are right, too. */
  readonly kinds: number;
  /** `too-many-ctas` on single emails: found, found wrongly, missed. */
  readonly flagged: number;
  readonly falseFlags: number;
  readonly missed: number;
}

export function countAccuracy(emails: readonly GoldEmail[]): CountAccuracy {
  const limit = DEFAULT_THRESHOLDS.tooManyCtas;
  let [exact, withinOne, kinds, flagged, falseFlags, missed] = [0, 0, 0, 0, 0, 0];
  for (const { body, kinds: gold } of emails) {
    const found = findCtas(body).map(({ kind }) => kind);
    const off = Math.abs(found.length - gold.length);
    if (off === 0) exact++;
    if (off <= 1) withinOne++;
    if ([...found].sort().join() === [...gold].sort().join()) kinds++;
    if (found.length >= limit && gold.length >= limit) flagged++;
    else if (found.length >= limit) falseFlags++;
    else if (gold.length >= limit) missed++;
  }
  const share = (count: number): number => (emails.length === 0 ? 0 : count / emails.length);
  return {
    emails: emails.length,
    exact: share(exact),
    withinOne: share(withinOne),
    kinds: share(kinds),
    flagged,
    falseFlags,
    missed,
  };
}

export interface Hit {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export function hitRate(sentences: readonly AskSentence[], is: (words: string) => boolean): Hit {
  let [found, wrong, missed] = [0, 0, 0];
  for (const { words, ask } of sentences) {
    const said = is(words);
    if (said && ask) found++;
    else if (said) wrong++;
    else if (ask) missed++;
  }
  return {
    precision: found / Math.max(1, found + wrong),
    recall: found / Math.max(1, found + missed),
    f1: (2 * found) / Math.max(1, 2 * found + wrong + missed),
  };
}

/** The measured baseline of INDEX.md: a question mark or a request word. */
const REQUEST_WORDS =
  /\b(?:please|could you|can you|would you|let me know|let's|need|send|call|meet|help|should|want|asap|confirm|review|schedule|discuss)\b/i;
export const byBaseline = (words: string): boolean => words.includes('?') || REQUEST_WORDS.test(words);

export function byRules(words: string): boolean {
  const reading = readSentence(words, ENGLISH);
  return reading.goals !== 0 || reading.interest || reading.question;
}

export function byModel(words: string): boolean {
  return askProbability(plain(words), readSentence(words, ENGLISH)) >= ASKS_PROBABLY;
}

export async function measure(): Promise<readonly Table[]> {
  const all = [...ownGold(), ...publicGold()];
  const row = (name: string, emails: readonly GoldEmail[]): (string | number)[] => {
    const { exact, withinOne, kinds, flagged, falseFlags, missed } = countAccuracy(emails);
    return [
      name,
      emails.length,
      exact,
      withinOne,
      kinds,
      flagged + falseFlags === 0 ? '-' : flagged / (flagged + falseFlags),
      flagged + missed === 0 ? '-' : flagged / (flagged + missed),
    ];
  };
  const counts: Table = {
    title: 'CTAs of emails labelled by hand',
    columns: ['emails', 'n', 'exact', 'within 1', 'kinds too', 'too-many precision', 'too-many recall'],
    rows: [
      row('all', all),
      row(
        'seen while tuning',
        all.filter(({ heldBack }) => !heldBack),
      ),
      row(
        'held back',
        all.filter(({ heldBack }) => heldBack),
      ),
      row(
        'public',
        all.filter(({ id }) => id.startsWith('public')),
      ),
      ...['en', 'de', 'fr', 'es'].map((code) =>
        row(
          `own, ${code}`,
          all.filter(({ id, language }) => id.startsWith('own') && language === code),
        ),
      ),
    ],
    note: 'tests/gold/RULES.md says how they are labelled. Public emails are measured only where ../shared is present.',
  };
  const sentences = askSentences();
  if (sentences.length === 0) {
    process.stderr.write(`${absent(ASK_CORPUS)}\n`);
    return [counts];
  }
  const parts = [
    ['training and tuning', sentences.filter(({ part }) => part <= TUNING_PART)],
    ['held back', sentences.filter(({ part }) => part > TUNING_PART)],
  ] as const;
  const asks: Table = {
    title: 'Ask sentences of business mail',
    columns: ['part', 'n', 'method', 'precision', 'recall', 'F1'],
    rows: parts.flatMap(([name, part]) =>
      (
        [
          ['question mark or request word', byBaseline],
          ['rules', byRules],
          ['model', byModel],
        ] as const
      ).map(([method, is]) => {
        const { precision, recall, f1 } = hitRate(part, is);
        return [name, part.length, method, precision, recall, f1];
      }),
    ),
    note: 'enron_intent_dataset_verified; parts by the hash of the sentence. The model is what an English sentence goes through that no rule reads.',
  };
  return [counts, asks];
}
