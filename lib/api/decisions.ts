import { z } from 'zod';
import type { JoinedEvent } from '../analytics/attribution/clicks';
import type { Decision } from '../analytics/phantom/decisions';
import type { SequenceDecision } from '../analytics/sequences/types';
import { stableHash } from '../facts/hash';

/** What the user may decide, checked where it comes in: from a view, a backup, an older version's database. */

const name = z.string().trim().min(1).max(200);
const id = z.string().min(1).max(500);

export const clickWord = z.object({
  about: z.union([z.object({ click: id }), z.object({ company: id })]),
  by: z.enum(['human', 'machine']),
});
export type ClickWord = z.infer<typeof clickWord>;

export const sequenceWord = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rename'), sequence: id, name }),
  z.object({ kind: z.literal('merge'), from: id, into: id }),
  z.object({ kind: z.literal('variants'), from: id, into: id }),
  z.object({ kind: z.literal('split'), sequence: id, step: z.int().min(2), name }),
  z.object({
    kind: z.literal('move'),
    message: id,
    to: z.object({ sequence: id, step: z.int().min(1) }).nullable(),
  }),
  z.object({ kind: z.literal('hide'), sequence: id }),
  z.object({ kind: z.literal('label'), label: id, name }),
]);
export type SequenceWord = z.infer<typeof sequenceWord>;

/** A stored decision; `id` takes it back. */
export type DecisionView = { readonly id: number; readonly at: number } & (
  | { readonly room: 'click'; readonly word: ClickWord }
  | { readonly room: 'sequence'; readonly word: SequenceWord }
);

export function clickDecisions(all: readonly DecisionView[]): Decision[] {
  return all.flatMap(({ room, word, at }) => (room === 'click' ? [{ ...word, at }] : []));
}

/**
 * For the core. A split names its part after the decision's id, so this id is made of what was said and when: it is the
 * same after a restore, where neither the row's own number nor the ids of other sequences need be.
 */
function splitId(at: number, word: SequenceWord): string {
  return word.kind === 'split' ? `${at}|split|${word.step}|${word.name}` : `${at}|${word.kind}`;
}

/** The id of the part that a split makes, as the core names it: for its name once it is merged or gone. */
export function partId(at: number, word: SequenceWord): string {
  return stableHash(`split|${splitId(at, word)}`);
}

export function sequenceDecisions(all: readonly DecisionView[]): SequenceDecision[] {
  return all.flatMap(({ room, word, at }) =>
    room === 'sequence' ? [{ id: splitId(at, word), ...word }] : [],
  );
}

/** What a click's word is about, as one string. */
export function aboutOf({ about }: ClickWord): string {
  return 'click' in about ? `click ${about.click}` : `company ${about.company.toLowerCase()}`;
}

/** The words about each thing, as the core reads them: the latest counts, of two at one time the careful one. */
export function saidOf(
  all: readonly DecisionView[],
): (key: string, company: string) => { by: 'human' | 'machine'; company: boolean } | null {
  const words = new Map<string, { by: 'human' | 'machine'; at: number }>();
  for (const { room, word, at } of all) {
    if (room !== 'click') continue;
    const known = words.get(aboutOf(word));
    if (known === undefined || at > known.at || (at === known.at && word.by === 'machine'))
      words.set(aboutOf(word), { by: word.by, at });
  }
  return (key, company) => {
    const own = words.get(`click ${key}`);
    if (own !== undefined) return { by: own.by, company: false };
    const all = company === '' ? undefined : words.get(`company ${company}`);
    return all === undefined ? null : { by: all.by, company: true };
  };
}

/**
 * For views: a word on the report of a click that another tracker's report has taken in since is a word on that one, which is
 * the row that is shown.
 */
export function ofShownClicks(
  all: readonly DecisionView[],
  clicks: readonly { readonly joined: Pick<JoinedEvent, 'event' | 'twins'> }[],
): readonly DecisionView[] {
  if (all.length === 0) return all;
  const shown = new Map<string, string>();
  for (const { joined } of clicks) for (const { key } of joined.twins) shown.set(key, joined.event.key);
  if (shown.size === 0) return all;
  return all.map((decision) => {
    const about = decision.room === 'click' ? decision.word.about : null;
    const key = about !== null && 'click' in about ? shown.get(about.click) : undefined;
    return key === undefined || decision.room !== 'click'
      ? decision
      : { ...decision, word: { ...decision.word, about: { click: key } } };
  });
}

/** Where a sequence went that was merged into another: its own id where it was not. */
export function currentSequence(id: string, all: readonly DecisionView[]): string {
  const into = new Map<string, string>();
  const current = (from: string): string => {
    let at = from;
    for (let next = into.get(at); next !== undefined; next = into.get(at)) at = next;
    return at;
  };
  for (const { room, word } of all) {
    if (room !== 'sequence' || (word.kind !== 'merge' && word.kind !== 'variants')) continue;
    const [from, to] = [current(word.from), current(word.into)];
    if (from !== to) into.set(from, to);
  }
  return current(id);
}
