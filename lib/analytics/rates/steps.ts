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
 */
export function stepHazards(emails: readonly Sent[]): StepHazard[] {
  const steps = new Map<number, { got: Map<string, number>; replied: Set<string> }>();
  const firstReply = new Map<string, number>();
  for (const sent of emails) {
    const step = sent.placement?.step;
    if (step === undefined) continue;
    let entry = steps.get(step);
    if (entry === undefined) {
      entry = { got: new Map<string, number>(), replied: new Set<string>() };
      steps.set(step, entry);
    }
    for (const prospect of sent.mail.prospects)
      if (!sent.failed.has(prospect)) {
        const earlier = entry.got.get(prospect);
        if (earlier === undefined || sent.mail.fact.at < earlier) entry.got.set(prospect, sent.mail.fact.at);
      }
    for (const answer of sent.answers) {
      if (answer.kind !== 'reply') continue;
      const who = answer.prospect ?? (sent.mail.prospects.length === 1 ? sent.mail.prospects[0] : undefined);
      if (who === undefined) continue;
      entry.replied.add(who);
      firstReply.set(who, Math.min(firstReply.get(who) ?? Number.POSITIVE_INFINITY, answer.inbound.fact.at));
    }
  }
  let silent = 1;
  return [...steps]
    .sort(([a], [b]) => a - b)
    .map(([step, { got, replied }]) => {
      let of = 0;
      let hits = 0;
      for (const [prospect, at] of got) {
        if ((firstReply.get(prospect) ?? Number.POSITIVE_INFINITY) < at) continue;
        of++;
        if (replied.has(prospect)) hits++;
      }
      const hazard = rate(hits, of);
      silent *= 1 - (hazard.value ?? 0);
      return { step, hazard, silent };
    });
}
