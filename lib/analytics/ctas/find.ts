import type { Link, SentMessage } from '../../facts/message';
import { ASKS_SURELY } from './ask-model';
import { languageOfLines } from './language';
import { LIST_ITEM, type Lines } from './lines';
import { isQuestion, type Reading } from './read-sentence';
import { SentenceReader } from './reader';
import { layOut, type Sentence } from './sentences';
import { ATTACHMENT, BOOK, CALL, type Language, REFERRAL, REQUEST, RESOURCE } from './signal';

export type CtaKind = 'link' | 'book' | 'ask' | 'resource' | 'referral' | 'call' | 'attachment';

/** A distinct action that a message asks for now. */
export interface Cta {
  readonly kind: CtaKind;
  /** The words that ask. */
  readonly text: string;
  /** Canonical destination of a link; null for what is asked in words. */
  readonly target: string | null;
  /** Offset of `text` in the message's own text, in UTF-16 units; null where it is not in it. */
  readonly offset: number | null;
}

interface PlacedLink {
  readonly link: Link;
  readonly calendar: boolean;
  /** Index of the sentence it stands in; null outside every sentence. */
  readonly at: number | null;
}

/** Links of an email that may be CTAs, and the sentences they stand in. */
interface Links {
  readonly placed: readonly PlacedLink[];
  /** Indexes of sentences with any link. */
  readonly any: ReadonlySet<number>;
  /** Those with a link that is no calendar's. */
  readonly plain: ReadonlySet<number>;
  readonly calendar: boolean;
}

const NOWHERE: ReadonlySet<number> = new Set();
const NO_LINKS: Links = { placed: [], any: NOWHERE, plain: NOWHERE, calendar: false };

/** How a sentence reads that asks for nothing whatever its words. */
const NOTHING: Reading = {
  goals: 0,
  interest: false,
  question: false,
  nothing: true,
  asset: null,
  attached: false,
  handle: false,
  conditional: false,
};

/**
 * The sentences of an email with what each asks for: two lists side by side, of one length. An email is put together in a
 * microsecond or two from what is known of its lines, and that only as long as nothing is copied on the way.
 */
class Asked {
  readonly readings: Reading[] = [];
  /** Goals of all sentences together. */
  goals = 0;
  /** Whether any sentence only shows interest, or is a question without any goal: what asks where nothing else does. */
  interest = false;
  question = false;

  constructor(readonly sentences: readonly Sentence[]) {}

  add(reading: Reading): void {
    this.readings.push(reading);
    this.goals |= reading.goals;
    if (reading.goals !== 0) return;
    if (reading.interest) this.interest = true;
    else if (reading.question) this.question = true;
  }

  /** The first sentence with a goal. */
  first(goal: number): Sentence | undefined {
    if ((this.goals & goal) === 0) return undefined;
    return this.sentences[this.readings.findIndex(({ goals }) => (goals & goal) !== 0)];
  }
}

/**
 * The CTAs of one email in the order they are asked (tests/gold/RULES.md says what is one and what is none).
 * Reads the words and the links, nothing else; linear in the length of the text.
 * @param reader shared between emails, it saves reading the same sentence twice
 * @param split the text's lines, where they are known
 */
export function findCtas(
  message: Pick<SentMessage, 'text' | 'links'>,
  reader: SentenceReader = new SentenceReader(),
  split: Lines = reader.lines.linesOf(message.text),
): Cta[] {
  const { sentences, signature, shapes } = layOut(message.text, reader.lines, split);
  const language = languageOfLines(message.text, shapes, split.starts);
  const links = placeLinks(message.links, sentences, signature, language, reader);
  const asked = readAll(sentences, language);
  const found = linkCtas(links.placed);
  const add = (kind: CtaKind, { wording, offset }: Sentence): void => {
    found.push({ kind, text: wording.words, target: null, offset });
  };

  const meeting = links.calendar ? undefined : (asked.first(BOOK) ?? asked.first(CALL));
  if (meeting !== undefined) add((asked.goals & BOOK) !== 0 ? 'book' : 'call', meeting);
  if ((asked.goals & RESOURCE) !== 0)
    for (const offer of offers(asked, links, links.calendar || meeting !== undefined)) add('resource', offer);
  const referral = asked.first(REFERRAL);
  if (referral !== undefined) add('referral', referral);
  const attachment = asked.first(ATTACHMENT);
  if (attachment !== undefined) add('attachment', attachment);

  // Paragraphs with an ask of their own.
  const asking = new Set<number>();
  if ((asked.goals & REQUEST) !== 0)
    for (const [at, { goals }] of asked.readings.entries()) {
      const sentence = sentences[at];
      if (sentence === undefined || (goals & REQUEST) === 0 || links.plain.has(at)) continue;
      if (asking.has(sentence.paragraph)) continue;
      asking.add(sentence.paragraph);
      add('ask', sentence);
    }

  const last = lastQuestion(asked, links, asking, found.length > 0);
  if (last !== null) add('ask', last);
  else if (asking.size === 0 && !found.some(({ target, kind }) => target === null || kind === 'book')) {
    const sign = loneInterest(asked, links, language);
    if (sign !== undefined) add('ask', sign);
  }

  // What is in no place of the text comes last.
  const place = ({ offset }: Cta): number => offset ?? Number.MAX_SAFE_INTEGER;
  return found.length < 2 ? found : found.sort((a, b) => place(a) - place(b));
}

function placeLinks(
  links: readonly Link[],
  sentences: readonly Sentence[],
  signature: { readonly from: number; readonly to: number } | null,
  language: Language,
  reader: SentenceReader,
): Links {
  const placed: PlacedLink[] = [];
  let booking = false;
  for (const link of links) {
    const { offset } = link;
    if (link.place !== 'body') continue;
    if (offset !== null && signature !== null && offset >= signature.from && offset < signature.to) continue;
    const goal = reader.linkGoal(link, language);
    if (goal === null) continue;
    const calendar = goal === 'book';
    if (calendar) booking = true;
    placed.push({ link, calendar, at: offset === null ? null : sentenceAt(sentences, offset) });
  }
  if (placed.length === 0) return NO_LINKS;
  const any = new Set<number>();
  const plain = new Set<number>();
  for (const { calendar, at } of placed) {
    if (at === null) continue;
    any.add(at);
    if (!calendar) plain.add(at);
  }
  return { placed, any, plain, calendar: booking };
}

/** Index of the last sentence that begins at or before an offset, by halves; null where there is none. */
function sentenceAt(sentences: readonly Sentence[], offset: number): number | null {
  let low = 0;
  let high = sentences.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sentences[middle]?.offset ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? null : low - 1;
}

/** One CTA for each destination; every way to book is one. */
function linkCtas(links: readonly PlacedLink[]): Cta[] {
  const ctas: Cta[] = [];
  const known = new Set<string>();
  for (const { link, calendar } of links) {
    const key = calendar ? 'book' : link.destination;
    if (known.has(key)) continue;
    known.add(key);
    ctas.push({
      kind: calendar ? 'book' : 'link',
      text: link.text === '' ? link.href : link.text,
      target: link.destination,
      offset: link.offset,
    });
  }
  return ctas;
}

/** Reads every sentence; an attachment and what is to be done with it may stand in two neighbouring ones. */
function readAll(sentences: readonly Sentence[], language: Language): Asked {
  const asked = new Asked(sentences);
  let attachedAt = Number.NEGATIVE_INFINITY;
  // "Reply with a number:" — the items of the list are its answers, not asks of their own.
  let choices = false;
  for (const [at, { wording }] of sentences.entries()) {
    const reading = wording.reading(language);
    if (reading.attached) attachedAt = at;
    choices = choices && LIST_ITEM.test(wording.words);
    if (choices) {
      asked.add(NOTHING);
      continue;
    }
    choices = (reading.goals & REQUEST) !== 0 && wording.words.endsWith(':');
    asked.add(at - attachedAt <= 2 ? withAttachment(reading, wording.words) : reading);
  }
  return asked;
}

/** What is asked for where a file is attached nearby. */
function withAttachment(reading: Reading, words: string): Reading {
  const { goals } = reading;
  const wanted =
    !reading.nothing &&
    reading.handle &&
    ((goals & REQUEST) !== 0 || reading.question || (reading.attached && /^(?:please )?see\b/i.test(words)));
  return wanted && (goals & BOOK) === 0 ? { ...reading, goals: (goals & ~REQUEST) | ATTACHMENT } : reading;
}

/** The sentences that each offer something of its own. @param meeting whether a meeting is asked for */
function offers({ sentences, readings }: Asked, { plain }: Links, meeting: boolean): Sentence[] {
  const linked = (at: number, paragraph: number): boolean =>
    plain.has(at) && sentences[at]?.paragraph === paragraph;
  const isOffer = (at: number): boolean => ((readings[at]?.goals ?? 0) & RESOURCE) !== 0;
  const found: Sentence[] = [];
  const assets = new Set<string>();
  for (const [at, { goals, asset }] of readings.entries()) {
    const sentence = sentences[at];
    if (sentence === undefined || (goals & RESOURCE) === 0) continue;
    const { paragraph } = sentence;
    // The link beside it is the asset.
    if (plain.has(at) || linked(at - 1, paragraph) || linked(at + 1, paragraph)) continue;
    // Knowledge without a name is what the meeting is for; a second mention of "it" is the first asset's.
    if (asset === null ? meeting || found.length > 0 : assets.has(asset)) continue;
    if (asset !== null && found.length > 0 && isOffer(at - 1)) continue;
    if (asset !== null) assets.add(asset);
    found.push(sentence);
  }
  return found;
}

/**
 * A question with no goal of its own is a hook where anything is asked for after it, and a closer in the paragraph of an ask.
 * @returns the last question where it is an ask of its own
 */
function lastQuestion(
  { sentences, readings, question: asksAnything }: Asked,
  links: Links,
  asking: ReadonlySet<number>,
  others: boolean,
): Sentence | null {
  if (!asksAnything) return null;
  for (let at = readings.length - 1; at >= 0; at--) {
    const reading = readings[at];
    const sentence = sentences[at];
    if (reading === undefined || sentence === undefined) continue;
    const { goals, question, interest, conditional } = reading;
    if (links.any.has(at)) return null;
    if (goals !== 0 && !(conditional && (goals & REFERRAL) !== 0)) return null;
    if (!question || interest || goals !== 0) continue;
    if (asking.has(sentence.paragraph)) return null;
    // A question right after an ask, in its paragraph, belongs to it; one that is answered at once was rhetorical.
    const before = readings[at - 1];
    if (before !== undefined && before.goals !== 0 && sentences[at - 1]?.paragraph === sentence.paragraph)
      return null;
    const next = sentences[at + 1];
    const answered =
      next !== undefined && next.paragraph === sentence.paragraph && !isQuestion(next.wording.words);
    if (answered && others) return null;
    return sentence;
  }
  return null;
}

/**
 * A general sign of interest counts where nothing else is asked in words and no link stands right before it. Where there is none
 * either, an English sentence that the ask model is sure of.
 */
function loneInterest(
  { sentences, readings, interest }: Asked,
  links: Links,
  language: Language,
): Sentence | undefined {
  const { any, placed } = links;
  if (interest) {
    const at = readings.findLastIndex((reading) => isLone(reading) && reading.interest);
    return any.has(at) || any.has(at - 1) || any.has(at + 1) ? undefined : sentences[at];
  }
  if (language.code !== 'en' || placed.length > 0) return undefined;
  const isSure = (reading: Reading, at: number): boolean =>
    isLone(reading) && (sentences[at]?.wording.askProbability(language) ?? 0) >= ASKS_SURELY;
  return sentences[readings.findLastIndex(isSure)];
}

function isLone({ goals, nothing }: Reading): boolean {
  return goals === 0 && !nothing;
}
