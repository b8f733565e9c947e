import { z } from 'zod';
import type { Decision } from '../analytics/phantom/decisions';
import type { SequenceDecision } from '../analytics/sequences/types';

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

export function sequenceDecisions(all: readonly DecisionView[]): SequenceDecision[] {
  return all.flatMap(({ id: own, room, word }) =>
    room === 'sequence' ? [{ id: String(own), ...word }] : [],
  );
}
