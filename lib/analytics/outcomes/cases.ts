import type { Analysis, Sent } from '../analyse';
import { waitingSince } from '../rates/doings';
import { learnPace } from '../rates/learn';
import { expectedShare } from '../rates/maturity';
import { MATURE } from '../rates/rate';

/** How many CTAs an email has; `3` stands for three or more. */
export type CtaBucket = 0 | 1 | 2 | 3;

/** Emails are set against emails of the same place only: first emails are answered far more often than later ones. */
export type Position = 'first' | 'later';

export type Outcome = 'reply' | 'click';

/** An email whose outcome counts. */
export interface Case {
  readonly sent: Sent;
  readonly sequence: string;
  /** The step of its sequence: emails of one step differ in their variant and their prospect alone. */
  readonly step: string;
  /** The step and its variant. */
  readonly template: string;
  readonly bucket: CtaBucket;
  /** 1 for a reply; for clicks the probability of a human one. */
  readonly hit: number;
}

function bucketOf(ctas: number): CtaBucket {
  return ctas === 0 ? 0 : ctas === 1 ? 1 : ctas === 2 ? 2 : 3;
}

function hitOf(sent: Sent, outcome: Outcome): number {
  if (outcome === 'reply') return sent.answers.some((answer) => answer.kind === 'reply') ? 1 : 0;
  let none = 1;
  for (const click of sent.clicks) none *= 1 - click.human;
  return 1 - none;
}

/** Delivered outreach that has had the time to be answered; for clicks only what could be clicked. */
export function casesOf(analysis: Analysis, position: Position, outcome: Outcome): Case[] {
  const outreach = analysis.sent.filter((sent) => sent.placement !== null);
  const pace = learnPace(outreach, analysis.now);
  return outreach.flatMap((sent): Case[] => {
    const { placement, mail } = sent;
    const usable =
      placement !== null &&
      (position === 'first') === (placement.step === 1) &&
      mail.prospects.some((prospect) => !sent.failed.has(prospect)) &&
      (outcome === 'reply' || sent.clickable) &&
      expectedShare(analysis.now - waitingSince(sent, null), pace[outcome]) >= MATURE;
    if (!usable) return [];
    const step = `${placement.sequence.id} ${placement.step}`;
    return [
      {
        sent,
        sequence: placement.sequence.id,
        step,
        template: `${step} ${placement.variant ?? ''}`,
        bucket: bucketOf(sent.ctas.length),
        hit: hitOf(sent, outcome),
      },
    ];
  });
}
