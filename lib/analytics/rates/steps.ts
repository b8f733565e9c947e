import type { Sent } from '../analyse';
import { type Rate, rate } from './rate';

/** What one step did to those it could still do something to. */
export interface StepHazard {
  /** 1-based. */
  readonly step: number;
  /** Replies to this step out of the prospects who got it and had not replied before: the step's own share. */
  readonly hazard: Rate;
  /** Share of prospects without a reply after this step, had everyone gone through all steps so far: ∏ (1 − hazard). */
  readonly silent: number;
}

/**
 * Per-step hazard and survival of a sequence. A step's 1 % is of those who were left: steps can be compared only so, and
 * 1 − the last `silent` is the reply rate of prospects who go through the whole sequence, however many still wait for a step.
 * @param delivered by step: how many prospects got it
 */
export function stepHazards(emails: readonly Sent[], delivered: ReadonlyMap<number, number>): StepHazard[] {
  const firstReply = new Map<string, number>();
  const steps = new Map<number, { got: Map<string, number>; replied: Set<string> }>();
  for (const step of delivered.keys()) steps.set(step, { got: new Map(), replied: new Set() });
  for (const { answers, mail, placement } of emails)
    for (const answer of answers) {
      if (answer.kind !== 'reply') continue;
      const who = answer.prospect ?? (mail.prospects.length === 1 ? mail.prospects[0] : undefined);
      if (who === undefined) continue;
      if (placement !== null) steps.get(placement.step)?.replied.add(who);
      firstReply.set(who, Math.min(firstReply.get(who) ?? Number.POSITIVE_INFINITY, answer.inbound.fact.at));
    }
  // Who never replied counts in every step they got: when they got it matters of the others alone, and these are few.
  for (const { failed, mail, placement } of emails)
    for (const prospect of mail.prospects) {
      if (placement === null || !firstReply.has(prospect) || failed.has(prospect)) continue;
      const got = steps.get(placement.step)?.got;
      const { at } = mail.fact;
      if (at < (got?.get(prospect) ?? Number.POSITIVE_INFINITY)) got?.set(prospect, at);
    }
  let silent = 1;
  return [...steps]
    .sort(([a], [b]) => a - b)
    .map(([step, { got, replied }]) => {
      let of = delivered.get(step) ?? 0;
      let hits = 0;
      for (const [prospect, at] of got)
        if ((firstReply.get(prospect) ?? Number.POSITIVE_INFINITY) < at) of--;
        else if (replied.has(prospect)) hits++;
      const hazard = rate(hits, of);
      silent *= 1 - (hazard.value ?? 0);
      return { step, hazard, silent };
    });
}
