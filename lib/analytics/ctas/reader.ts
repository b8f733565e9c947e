import type { Link } from '../../facts/message';
import { LineMemory } from './lines';
import { type Destination, destinationOf, isLegal } from './link-goal';
import { Recent } from './recent';
import type { Language } from './signal';

/** As many UTF-16 units of a link's words are looked at. */
const LINK_WORDS = 200;

/** What a link's words say, wherever they lead. */
class LinkWords {
  readonly legal: boolean;
  private readonly books: Partial<Record<Language['code'], boolean>> = {};

  constructor(private readonly words: string) {
    this.legal = isLegal(words);
  }

  book(language: Language): boolean {
    const known = this.books[language.code];
    if (known !== undefined) return known;
    const books = language.bookLink.test(this.words.slice(0, LINK_WORDS));
    this.books[language.code] = books;
    return books;
  }
}

/**
 * A reader of emails that remembers lines, sentences and links: outreach says the same ones thousands of times, and a draft changes one
 * sentence at a time. What it reads depends on nothing else, so that it is the same with any reader.
 */
export class SentenceReader {
  readonly lines = new LineMemory();
  private readonly destinations = new Recent<Destination>(destinationOf);
  private readonly linkWords = new Recent((words) => new LinkWords(words));

  /** What a link in an email of this language is for; null where it asks for nothing. */
  linkGoal({ destination, text }: Link, language: Language): 'book' | 'link' | null {
    const { calendar, noAction } = this.destinations.of(destination);
    const words = this.linkWords.of(text);
    if (noAction || words.legal) return null;
    return calendar || words.book(language) ? 'book' : 'link';
  }
}
