import { adjustedRand, bCubed, vMeasure } from './metrics';
import type { Rendered } from './render';

export interface Score {
  readonly ari: number;
  readonly v: number;
  readonly bcubed: number;
  /** Share of outreach emails with the right step. */
  readonly steps: number;
  /** Mean over the true sequences of |reply rate found − true|, in points. */
  readonly rate: number;
  /** One-off emails that were taken for outreach, of all one-offs. */
  readonly taken: number;
}

export type Found = ReadonlyMap<string, { readonly sequence: string; readonly step: number }>;

/** An email in no sequence is a group of its own, in the truth as in what was found. */
export function score(rendered: Rendered, found: Found): Score {
  const truth: string[] = [];
  const labels: string[] = [];
  let rightSteps = 0;
  let oneOffs = 0;
  let taken = 0;
  const prospectOf = new Map<string, string>();
  for (const message of rendered.messages) {
    if (message.direction !== 'sent') continue;
    const { messageId } = message;
    prospectOf.set(messageId, message.to[0]?.address ?? '');
    const should = rendered.truth.get(messageId);
    const is = found.get(messageId);
    truth.push(should?.sequence ?? messageId);
    labels.push(is?.sequence ?? messageId);
    if (should !== undefined && should.step === is?.step) rightSteps++;
    if (should === undefined) {
      oneOffs++;
      if (is !== undefined) taken++;
    }
  }
  return {
    ari: adjustedRand(truth, labels),
    v: vMeasure(truth, labels),
    bcubed: bCubed(truth, labels),
    steps: rightSteps / rendered.truth.size,
    rate: rateError(rendered, found, prospectOf),
    taken: oneOffs === 0 ? 0 : taken / oneOffs,
  };
}

function rateError(rendered: Rendered, found: Found, prospectOf: ReadonlyMap<string, string>): number {
  const members = new Map<string, Set<string>>();
  const overlap = new Map<string, Map<string, number>>();
  for (const [messageId, { sequence }] of found) {
    const set = members.get(sequence) ?? new Set<string>();
    set.add(prospectOf.get(messageId) ?? '');
    members.set(sequence, set);
    const should = rendered.truth.get(messageId);
    if (should === undefined) continue;
    const map = overlap.get(should.sequence) ?? new Map<string, number>();
    map.set(sequence, (map.get(sequence) ?? 0) + 1);
    overlap.set(should.sequence, map);
  }
  const answered = new Set<string>();
  for (const people of rendered.replied.values()) for (const who of people) answered.add(who);
  let sum = 0;
  for (const [sequence, people] of rendered.prospects) {
    const should = (rendered.replied.get(sequence)?.size ?? 0) / people.size;
    const [best] = [...(overlap.get(sequence) ?? [])].sort((a, b) => b[1] - a[1]);
    const found = best === undefined ? undefined : members.get(best[0]);
    // A sequence that was not found shows no rate at all: as wrong as 0 %.
    const is = found === undefined ? 0 : [...found].filter((who) => answered.has(who)).length / found.size;
    sum += Math.abs(is - should);
  }
  return (100 * sum) / rendered.prospects.size;
}
