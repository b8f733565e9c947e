import { LONGEST_NEED, needsOf } from './needs';
import type { Language } from './signal';

/** A rule of a language, and the numbers of the lists of words of which a sentence must hold one each. */
export interface Rule {
  readonly pattern: RegExp;
  readonly needs: readonly number[];
}

type Of<Kind> = { readonly [Name in keyof Language as Language[Name] extends Kind ? Name : never]: Name };
type Single = Exclude<keyof Of<RegExp>, 'bookLink'>;
type Several = keyof Of<readonly RegExp[]>;

/** A letter's place among the branches of a node; others may have the same, and then a rule is tried in vain. */
const BRANCHES = 32;

/**
 * The rules of one language, made quick: a language has a hundred, and of most sentences only a handful can be true. The words
 * that rules need (`needsOf`) lie in one tree by their first letters; one walk over a sentence finds those it holds, and only rules
 * that have all they need are tried. Which rules match is the same as when all are tried.
 */
export class Rules {
  readonly single: Readonly<Record<Single, Rule>>;
  readonly several: Readonly<Record<Several, readonly Rule[]>>;
  /** Nodes that each letter leads to from each node; 0: no word goes on so. The root is 0. */
  private branches = new Uint16Array(BRANCHES * 256);
  /** The lists that have a word which ends at each node. */
  private readonly ends: number[][] = [[]];
  /** The sentence that each list had a word in last: sentences are numbered. */
  private readonly found: number[] = [];
  private sentence = 0;

  constructor(language: Language) {
    const all = (rules: readonly RegExp[]): Rule[] => rules.map((rule) => this.add(rule));
    const { nothing, book, call, resource, referral, request, interest } = language;
    this.several = {
      nothing: all(nothing),
      book: all(book),
      call: all(call),
      resource: all(resource),
      referral: all(referral),
      request: all(request),
      interest: all(interest),
    };
    this.single = {
      asset: this.add(language.asset),
      attached: this.add(language.attached),
      handle: this.add(language.handle),
      conditional: this.add(language.conditional),
      timed: this.add(language.timed),
    };
  }

  /** Finds the words of a sentence that rules need: to be called before `may` is asked about it. */
  look(text: string): void {
    this.sentence++;
    const { branches, ends, found, sentence } = this;
    for (let from = 0; from < text.length; from++) {
      let node = 0;
      for (let at = from; at < text.length; at++) {
        node = branches[node * BRANCHES + (text.charCodeAt(at) & (BRANCHES - 1))] ?? 0;
        if (node === 0) break;
        for (const list of ends[node] ?? []) found[list] = sentence;
      }
    }
  }

  /** Whether a rule can match the sentence that was looked at last. */
  may({ needs }: Rule): boolean {
    for (const list of needs) if (this.found[list] !== this.sentence) return false;
    return true;
  }

  private add(pattern: RegExp): Rule {
    const needs = needsOf(pattern).map((words) => {
      const list = this.found.push(0) - 1;
      for (const word of words) this.plant(word.slice(0, LONGEST_NEED), list);
      return list;
    });
    return { pattern, needs };
  }

  private plant(word: string, list: number): void {
    let node = 0;
    for (let at = 0; at < word.length; at++) {
      const branch = node * BRANCHES + (word.charCodeAt(at) & (BRANCHES - 1));
      let next = this.branches[branch] ?? 0;
      if (next === 0) {
        next = this.ends.push([]) - 1;
        if ((next + 1) * BRANCHES > this.branches.length) {
          const more = new Uint16Array(this.branches.length * 2);
          more.set(this.branches);
          this.branches = more;
        }
        this.branches[branch] = next;
      }
      node = next;
    }
    const lists = this.ends[node];
    if (lists !== undefined && !lists.includes(list)) lists.push(list);
  }
}

const known = new Map<Language, Rules>();

/** Made ready when a language is first read: that takes some milliseconds. */
export function rulesOf(language: Language): Rules {
  let rules = known.get(language);
  if (rules === undefined) {
    rules = new Rules(language);
    known.set(language, rules);
  }
  return rules;
}
