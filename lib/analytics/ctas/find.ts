import type { Link, SentMessage } from '../../facts/message';
import { ASKS_SURELY } from './ask-model';
import { isCalendar, isNoAction } from './link-goal';
import { isQuestion, languageOf, type Reading, SentenceReader } from './read-sentence';
import { LIST_ITEM, layOut, type Sentence } from './sentences';
import type { Language } from './signal';

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

interface Asked extends Reading {
  readonly at: number;
  readonly sentence: Sentence;
}

/**
 * The CTAs of one email in the order they are asked (tests/gold/RULES.md says what is one and what is none).
 * Reads the words and the links, nothing else; linear in the length of the text.
 * @param reader shared between emails, it saves reading the same sentence twice
 */
export function findCtas(
  message: Pick<SentMessage, 'text' | 'links'>,
  reader: SentenceReader = new SentenceReader(),
): Cta[] {
  const layout = layOut(message.text);
  const language = languageOf(message.text);
  const links = placeLinks(message.links, layout.sentences, layout.signature, language);
  const asked = readAll(layout.sentences, reader, language);
  const found: { readonly cta: Cta; readonly order: number }[] = [];
  const add = (kind: CtaKind, sentence: Sentence): void => {
    found.push({
      cta: { kind, text: sentence.words, target: null, offset: sentence.offset },
      order: sentence.offset,
    });
  };
  for (const cta of linkCtas(links)) found.push({ cta, order: cta.offset ?? Number.MAX_SAFE_INTEGER });

  const hasLink = new Set(links.filter(({ calendar }) => !calendar).map(({ at }) => at));
  const beside = (at: number): boolean =>
    hasLink.has(at) ||
    [at - 1, at + 1].some(
      (other) => hasLink.has(other) && layout.sentences[other]?.paragraph === layout.sentences[at]?.paragraph,
    );

  let meeting = links.some(({ calendar }) => calendar);
  for (const { sentence, goals } of asked)
    if (goals.includes('book') && !meeting) {
      meeting = true;
      add('book', sentence);
    }
  for (const { sentence, goals } of asked)
    if (goals.includes('call') && !meeting) {
      meeting = true;
      add('call', sentence);
    }

  const assets = new Set<string>();
  let offered = false;
  for (const { sentence, goals, asset, at } of asked) {
    if (!goals.includes('resource') || beside(at)) continue;
    // Knowledge without a name is what the meeting is for; a second mention of "it" is the first asset's.
    if (asset === null ? meeting || offered : assets.has(asset)) continue;
    if (
      asset !== null &&
      offered &&
      asked.some((other) => other.at === at - 1 && other.goals.includes('resource'))
    )
      continue;
    offered = true;
    if (asset !== null) assets.add(asset);
    add('resource', sentence);
  }

  const referral = asked.find(({ goals }) => goals.includes('referral'));
  if (referral !== undefined) add('referral', referral.sentence);

  const attachment = asked.find(({ goals }) => goals.includes('attachment'));
  if (attachment !== undefined) add('attachment', attachment.sentence);

  const specific = asked.filter(({ goals, at }) => goals.includes('request') && !hasLink.has(at));
  const asking = new Set<number>();
  for (const { sentence } of specific) {
    if (asking.has(sentence.paragraph)) continue;
    asking.add(sentence.paragraph);
    add('ask', sentence);
  }

  const last = lastQuestion(asked, layout.sentences, links, asking, found.length > 0);
  if (last !== null) add('ask', last);
  else if (asking.size === 0) {
    const sign = loneInterest(
      asked,
      links,
      found.some(({ cta }) => cta.target === null || cta.kind === 'book'),
      language,
      reader,
    );
    if (sign !== null) add('ask', sign);
  }

  return found.sort((a, b) => a.order - b.order).map(({ cta }) => cta);
}

function placeLinks(
  links: readonly Link[],
  sentences: readonly Sentence[],
  signature: { readonly from: number; readonly to: number } | null,
  language: Language,
): PlacedLink[] {
  const placed: PlacedLink[] = [];
  for (const link of links) {
    if (link.place !== 'body' || isNoAction(link.destination, link.text)) continue;
    const { offset } = link;
    if (offset !== null && signature !== null && offset >= signature.from && offset < signature.to) continue;
    const at = offset === null ? null : sentenceAt(sentences, offset);
    const calendar = isCalendar(link.destination) || language.bookLink.test(link.text.slice(0, 200));
    placed.push({ link, calendar, at });
  }
  return placed;
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
  const ctas = new Map<string, Cta>();
  for (const { link, calendar } of links) {
    const key = calendar ? 'book' : link.destination;
    if (ctas.has(key)) continue;
    ctas.set(key, {
      kind: calendar ? 'book' : 'link',
      text: link.text === '' ? link.href : link.text,
      target: link.destination,
      offset: link.offset,
    });
  }
  return [...ctas.values()];
}

/** Reads every sentence; an attachment and what is to be done with it may stand in two neighbouring ones. */
function readAll(sentences: readonly Sentence[], reader: SentenceReader, language: Language): Asked[] {
  const asked: Asked[] = [];
  let attachedAt = Number.NEGATIVE_INFINITY;
  // "Reply with a number:" — the items of the list are its answers, not asks of their own.
  let choices = false;
  sentences.forEach((sentence, at) => {
    const reading = reader.read(sentence.words, language);
    if (reading.attached) attachedAt = at;
    choices = choices && LIST_ITEM.test(sentence.words);
    let { goals } = reading;
    if (choices) {
      asked.push({ at, sentence, ...reading, goals: [], interest: false, question: false, nothing: true });
      return;
    }
    choices = goals.includes('request') && sentence.words.endsWith(':');
    if (!reading.nothing && reading.handle && at - attachedAt <= 2) {
      const wanted =
        goals.includes('request') ||
        reading.question ||
        (reading.attached && /^(?:please )?see\b/i.test(sentence.words));
      if (wanted && !goals.includes('book'))
        goals = [...goals.filter((goal) => goal !== 'request'), 'attachment'];
    }
    asked.push({ at, sentence, ...reading, goals });
  });
  return asked;
}

/**
 * A question with no goal of its own is a hook where anything is asked for after it, and a closer in the paragraph of an ask.
 * @returns the last question where it is an ask of its own
 */
function lastQuestion(
  asked: readonly Asked[],
  sentences: readonly Sentence[],
  links: readonly PlacedLink[],
  asking: ReadonlySet<number>,
  others: boolean,
): Sentence | null {
  for (let i = asked.length - 1; i >= 0; i--) {
    const item = asked[i];
    if (item === undefined) continue;
    const { goals, question, interest, at, sentence, conditional } = item;
    if (links.some((link) => link.at === at)) return null;
    if (goals.length > 0 && !(conditional && goals.includes('referral'))) return null;
    if (!question || interest || goals.length > 0) continue;
    if (asking.has(sentence.paragraph)) return null;
    // A question right after an ask, in its paragraph, belongs to it; one that is answered at once was rhetorical.
    const before = asked[i - 1];
    if (before !== undefined && before.sentence.paragraph === sentence.paragraph && before.goals.length > 0)
      return null;
    const next = sentences[at + 1];
    const answered = next !== undefined && next.paragraph === sentence.paragraph && !isQuestion(next.words);
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
  asked: readonly Asked[],
  links: readonly PlacedLink[],
  others: boolean,
  language: Language,
  reader: SentenceReader,
): Sentence | null {
  if (others) return null;
  const alone = (at: number): boolean =>
    !links.some((link) => link.at === at || link.at === at - 1 || link.at === at + 1);
  const last = (is: (item: Asked) => boolean): Asked | undefined =>
    asked.findLast((item) => item.goals.length === 0 && !item.nothing && is(item));
  const sign = last(({ interest }) => interest);
  if (sign !== undefined) return alone(sign.at) ? sign.sentence : null;
  if (language.code !== 'en' || links.length > 0) return null;
  const sure = last((item) => reader.askProbability(item.sentence.words, item) >= ASKS_SURELY);
  return sure === undefined ? null : sure.sentence;
}
