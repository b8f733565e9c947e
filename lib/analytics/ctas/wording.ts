import { askProbability } from './ask-model';
import { plain, type Reading, readSentence } from './read-sentence';
import type { Language } from './signal';

/** The words of a sentence, wherever they stand, and what was read in them: found out when it is asked for, and once. */
export class Wording {
  private readonly readings: Partial<Record<Language['code'], Reading>> = {};
  private probability: number | null = null;

  /** @param words trimmed; may hold line breaks */
  constructor(readonly words: string) {}

  reading(language: Language): Reading {
    const known = this.readings[language.code];
    if (known !== undefined) return known;
    const reading = readSentence(this.words, language);
    this.readings[language.code] = reading;
    return reading;
  }

  /** The ask model's word on an English sentence. */
  askProbability(language: Language): number {
    this.probability ??= askProbability(plain(this.words), this.reading(language));
    return this.probability;
  }
}
