import type { Outbound } from '../mailbox';
import { mergeValuesOf } from './merge-values';
import { bareSubject } from './subject';
import type { Sequences } from './types';
import { FIGURE, isMark, PAGE, roomForWords, SLOT, wordsOf } from './words';

/** A piece of a template: words that every email has, or a slot that is filled anew each time. */
export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  /** `merge`: a name, a company, a figure; `personal`: whatever the sender wrote. With up to three fillings, shortest first. */
  | { readonly kind: 'slot'; readonly filled: 'merge' | 'personal'; readonly examples: readonly string[] };

export interface VariantTemplate {
  readonly variant: string | null;
  readonly emails: number;
  readonly subject: string;
  readonly parts: readonly TemplatePart[];
}

export interface StepTemplate {
  /** 1-based. */
  readonly index: number;
  /** Median time since the step before, in milliseconds; null for the first. */
  readonly gap: number | null;
  readonly variants: readonly VariantTemplate[];
}

/** Emails a template is read from; more change nothing. */
const SAMPLE = 9;
/** A word is the template's when it stands at its place in this share of the sample. */
const FIXED = 0.7;
const LONGEST = 400;
/** Emails that must have a merge value's place filled alike before it is taken for the template's own words. */
const ALIKE = 3;
/** UTF-16 units before the first word and after the last that are shown: "¿" and "?", not a wall of signs. */
const AROUND = 12;
/** Two merge values with this between them are two, not one of several words. */
const APART = /[\n?!;:]|\.\s/;

/** A word of the base email: the template's own, a value merged in at its place, a mark without such a place, or personal. */
type Kind = 'text' | 'merge' | 'loose' | 'personal';

interface Word {
  readonly word: number;
  readonly start: number;
  end: number;
}

function readWords(mail: Outbound): Word[] {
  const words: Word[] = [];
  wordsOf(mail.fact.text, mergeValuesOf(mail.fact), roomForWords(), (word, start, end, goesOn) => {
    const last = words.at(-1);
    if (goesOn && last !== undefined && !APART.test(mail.fact.text.slice(last.end, start))) last.end = end;
    else words.push({ word, start, end });
  });
  return words.slice(0, LONGEST);
}

/** The order of the mailbox: time, then Message-ID. */
function isBefore(a: Outbound, b: Outbound): boolean {
  return a.fact.at !== b.fact.at ? a.fact.at < b.fact.at : a.fact.messageId < b.fact.messageId;
}

/** Longest common subsequence: for each word of `a`, its partner in `b` or −1. */
function align(a: readonly Word[], b: readonly Word[]): Int32Array {
  const width = b.length + 1;
  const best = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      best[i * width + j] =
        a[i]?.word === b[j]?.word
          ? (best[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(best[(i + 1) * width + j] ?? 0, best[i * width + j + 1] ?? 0);
  const partner = new Int32Array(a.length).fill(-1);
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i]?.word === b[j]?.word) partner[i++] = j++;
    else if ((best[(i + 1) * width + j] ?? 0) >= (best[i * width + j + 1] ?? 0)) i++;
    else j++;
  }
  return partner;
}

/**
 * The template behind some emails: the words they have in common, and slots where they differ.
 * The email nearest the middle in length is the base that the others are laid beside.
 */
export function templateOf(mails: readonly Outbound[]): TemplatePart[] {
  const ordered = [...mails].sort((a, b) => (isBefore(a, b) ? -1 : 1));
  const stride = Math.max(1, Math.floor(ordered.length / SAMPLE));
  const sample = ordered
    .filter((_, index) => index % stride === 0)
    .slice(0, SAMPLE)
    .map((mail) => ({ mail, words: readWords(mail) }))
    .sort((a, b) => a.words.length - b.words.length);
  const base = sample[Math.floor(sample.length / 2)];
  if (base === undefined || base.words.length === 0) return [];
  const others = sample.filter((one) => one !== base);
  const partners = others.map((other) => align(base.words, other.words));
  const kinds = base.words.map(({ word }, index): Kind => {
    const with_ = partners.filter((partner) => (partner[index] ?? -1) >= 0).length;
    if ((with_ + 1) / (partners.length + 1) < FIXED) return isMark(word) ? 'loose' : 'personal';
    if (word !== SLOT && word !== FIGURE && word !== PAGE) return 'text';
    // The sender's own name, "15 minutes" and the one page all are sent to are the template's words, and no merge values.
    const fillings = new Set(
      others.flatMap(({ mail, words }, other) => {
        const there = words[partners[other]?.[index] ?? -1];
        return there === undefined ? [] : [mail.fact.text.slice(there.start, there.end)];
      }),
    );
    const { start, end } = base.words[index] ?? { start: 0, end: 0 };
    fillings.add(base.mail.fact.text.slice(start, end));
    return fillings.size === 1 && with_ + 1 >= ALIKE ? 'text' : 'merge';
  });
  const parts: TemplatePart[] = [];
  const { text } = base.mail.fact;
  const addText = (from: number, to: number): void => {
    if (to <= from) return;
    const before = parts.at(-1);
    if (before?.kind === 'text')
      parts[parts.length - 1] = { kind: 'text', text: before.text + text.slice(from, to) };
    else parts.push({ kind: 'text', text: text.slice(from, to) });
  };
  // What stands between words (a comma, a line break, "¿") is the template's, also beside a slot.
  addText(Math.max(0, (base.words[0]?.start ?? 0) - AROUND), base.words[0]?.start ?? 0);
  for (let at = 0; at < base.words.length; ) {
    const until = endOf(kinds, at);
    const first = base.words[at];
    const last = base.words[until - 1];
    if (first === undefined || last === undefined) break;
    const next = base.words[until];
    if (kinds[at] === 'text') addText(first.start, last.end);
    else {
      const fillings = new Set([text.slice(first.start, last.end)]);
      for (const [index, other] of others.entries()) {
        const partner = partners[index];
        if (partner === undefined) continue;
        const from = at === 0 ? -1 : (partner[at - 1] ?? -1);
        const to = until === base.words.length ? other.words.length : (partner[until] ?? -1);
        const start = other.words[from + 1];
        const end = other.words[to - 1];
        if ((at > 0 && from < 0) || to < 0 || start === undefined || end === undefined || from + 1 >= to)
          continue;
        fillings.add(other.mail.fact.text.slice(start.start, end.end));
      }
      const merge = base.words.slice(at, until).every(({ word }) => isMark(word));
      const examples = [...fillings].sort((a, b) => a.length - b.length || (a < b ? -1 : 1)).slice(0, 3);
      parts.push({ kind: 'slot', filled: merge ? 'merge' : 'personal', examples });
    }
    if (next !== undefined) addText(last.end, next.start);
    else if (base.words.length < LONGEST) addText(last.end, last.end + AROUND);
    at = until;
  }
  return parts;
}

/** The end of the run of one kind that begins at `from`; marks without a fixed place go with the words around them. */
function endOf(kinds: readonly Kind[], from: number): number {
  const kind = slotOf(kinds[from]);
  let until = from + 1;
  while (until < kinds.length && slotOf(kinds[until]) === kind) until++;
  return until;
}

function slotOf(kind: Kind | undefined): Kind | undefined {
  return kind === 'loose' ? 'personal' : kind;
}

/** A subject with the prospect's own name and company as “…”. */
export function subjectTemplate(mail: Outbound): string {
  return masked(bareSubject(mail.fact.subject).slice(0, 300), mail);
}

/** UTF-16 units of an email's opening that name its sequence. */
const OPENING = 60;

/**
 * The name proposed for a sequence that begins with this email: its subject, or its opening words where the subject is
 * merge values alone ("{first name}?"), which name nothing. Empty where there is no subject.
 */
export function nameTemplate(mail: Outbound): string {
  const subject = subjectTemplate(mail);
  if (subject === '' || LEGIBLE.test(subject)) return subject;
  const opening = mail.fact.text
    .slice(0, 3 * OPENING)
    .replace(/\s+/g, ' ')
    .trim();
  const cut = opening.length <= OPENING ? opening : opening.slice(0, opening.lastIndexOf(' ', OPENING));
  const name = masked(cut, mail);
  return LEGIBLE.test(name) ? name : subject;
}

const LEGIBLE = /[\p{L}\p{N}]/u;

function masked(text: string, mail: Outbound): string {
  let out = '';
  let at = 0;
  wordsOf(text, mergeValuesOf(mail.fact), roomForWords(), (word, start, end) => {
    if (word !== SLOT) return;
    out += `${text.slice(at, start)}…`;
    at = end;
  });
  return `${out}${text.slice(at)}`.replace(/…(?: ?…){1,9}/g, '…').trim();
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

/**
 * A sequence's steps with their templates, variants and cadence. Not needed for any rate, so made when a view asks.
 * @param id of a sequence in `found`
 */
export function describeSequence(found: Pick<Sequences, 'placements'>, id: string): StepTemplate[] {
  const steps = new Map<number, { mail: Outbound; variant: string | null }[]>();
  const chains = new Map<string, { at: number; step: number }[]>();
  for (const [mail, { sequence, step, variant }] of found.placements) {
    if (sequence.id !== id) continue;
    const list = steps.get(step);
    if (list === undefined) steps.set(step, [{ mail, variant }]);
    else list.push({ mail, variant });
    for (const prospect of mail.prospects) {
      const chain = chains.get(prospect);
      if (chain === undefined) chains.set(prospect, [{ at: mail.fact.at, step }]);
      else chain.push({ at: mail.fact.at, step });
    }
  }
  const gaps = new Map<number, number[]>();
  for (const chain of chains.values()) {
    chain.sort((a, b) => a.at - b.at || a.step - b.step);
    for (const [index, { at, step }] of chain.entries()) {
      const before = chain[index - 1];
      if (before === undefined || before.step >= step) continue;
      gaps.set(step, [...(gaps.get(step) ?? []), at - before.at]);
    }
  }
  return [...steps]
    .sort(([a], [b]) => a - b)
    .map(([index, list]) => {
      const variants = new Map<string | null, Outbound[]>();
      for (const { mail, variant } of list) {
        const of = variants.get(variant);
        if (of === undefined) variants.set(variant, [mail]);
        else of.push(mail);
      }
      return {
        index,
        gap: median(gaps.get(index) ?? []),
        variants: [...variants]
          .sort(([a], [b]) => ((a ?? '~') < (b ?? '~') ? -1 : 1))
          .map(([variant, mails]) => ({
            variant,
            emails: mails.length,
            subject: mails[0] === undefined ? '' : subjectTemplate(mails[0]),
            parts: templateOf(mails),
          })),
      };
    });
}
