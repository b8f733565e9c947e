import { stableHash } from '../../facts/hash';
import { messageKey } from '../../facts/message';
import type { Analysis, Sent } from '../analyse';
import type { ClickVerdict } from '../phantom/judge';
import { doingsOf } from '../rates/doings';
import { learnPace, type Pace } from '../rates/learn';
import { expectedShare } from '../rates/maturity';
import type { Doings } from '../rates/tally';
import type { SequenceOrigin } from '../sequences/types';

/**
 * What one Plumbline tells its team: facts and verdicts, no text of any mail. From these rows every rate of the report can
 * be computed again, by our own code (`figures.ts`) or by an engine (`lib/team/team.sql`).
 */

/** What happened between an email and whom it went to. A prospect's rows multiply (`noRaw`, `noClick`) and combine by “or”. */
export interface OutcomeColumns {
  /** Did not bounce. The other columns count only where it did not. */
  readonly reached: boolean;
  /** Holds a tracked link. */
  readonly clickable: boolean;
  /** P(no click event), 0 to 1. */
  readonly noRaw: number;
  /** P(no human click), 0 to 1. */
  readonly noClick: number;
  readonly opened: boolean;
  readonly replied: boolean;
  readonly autoReplied: boolean;
  readonly unsubscribed: boolean;
  /** Shares of the clicks and replies to be expected by the time of writing, 0 to 1; a prospect's is the least of theirs. */
  readonly clickShare: number;
  readonly replyShare: number;
}

interface Place {
  readonly sequence: string;
  readonly sequenceName: string;
  /** 1-based. */
  readonly step: number;
  readonly variant: string | null;
  /** Names the email in all tables; from it nobody gets back to the Message-ID. */
  readonly email: string;
}

/** One outreach email, all of its prospects together: rates that count emails. */
export interface EmailRow extends Place, OutcomeColumns {
  readonly origin: SequenceOrigin;
  /** Milliseconds UTC. */
  readonly at: number;
  /** The tracker tells opens of this email. */
  readonly openEvents: boolean;
  readonly rawClicks: number;
  readonly humanClicks: number;
  readonly replies: number;
  readonly autoReplies: number;
  readonly calendar: number;
  readonly challenges: number;
  readonly ctas: number;
}

/** One outreach email and one prospect: rates that count prospects. */
export interface DeliveryRow extends Place, OutcomeColumns {
  /** Address in lower case, or its hash. */
  readonly prospect: string;
}

/** One click that belongs to a sequence. `email` is null where it is nobody's by name: it counts in no rate. */
export interface ClickRow {
  readonly sequence: string;
  readonly sequenceName: string;
  readonly step: number | null;
  readonly email: string | null;
  readonly prospect: string | null;
  /** Milliseconds UTC. */
  readonly at: number;
  readonly destination: string;
  readonly human: number;
  readonly verdict: ClickVerdict;
  /** Younger than ten minutes: in no count yet. */
  readonly waiting: boolean;
}

export interface TeamRows {
  readonly emails: readonly EmailRow[];
  readonly deliveries: readonly DeliveryRow[];
  readonly clicks: readonly ClickRow[];
}

/** Everything in an analysis that a team's figures need. */
export function teamRows(analysis: Analysis): TeamRows {
  const outreach = analysis.sent.filter((sent) => sent.placement !== null);
  const pace = learnPace(outreach, analysis.now);
  const emails: EmailRow[] = [];
  const deliveries: DeliveryRow[] = [];
  const ids = new Map<Sent['mail'], string>();
  for (const sent of outreach) {
    const { placement, mail } = sent;
    if (placement === null) continue;
    const id = stableHash(messageKey(mail.fact));
    ids.set(mail, id);
    const place: Place = {
      sequence: placement.sequence.id,
      sequenceName: placement.sequence.name,
      step: placement.step,
      variant: placement.variant,
      email: id,
    };
    const { all, each, opensTracked, clicks, human } = doingsOf(sent);
    const count = (kind: string): number => sent.answers.filter((answer) => answer.kind === kind).length;
    emails.push({
      ...place,
      origin: placement.sequence.origin,
      ...columns(all, analysis.now, pace),
      at: mail.fact.at,
      openEvents: opensTracked,
      rawClicks: clicks,
      humanClicks: human,
      replies: count('reply'),
      autoReplies: count('auto-reply'),
      calendar: count('calendar'),
      challenges: count('challenge'),
      ctas: sent.ctas.length,
    });
    for (const [i, prospect] of mail.prospects.entries())
      deliveries.push({
        ...place,
        prospect,
        ...columns(each[i] ?? all, analysis.now, pace),
      });
  }
  return { emails, deliveries, clicks: clickRows(analysis, outreach, ids) };
}

function columns(doings: Doings, now: number, pace: Pace): OutcomeColumns {
  const { delivered, clickable, noRaw, noClick, opened, replied, autoReplied, unsubscribed, since } = doings;
  return {
    reached: delivered === 1,
    clickable,
    noRaw,
    noClick,
    opened,
    replied,
    autoReplied,
    unsubscribed,
    clickShare: expectedShare(now - since, pace.click),
    replyShare: expectedShare(now - since, pace.reply),
  };
}

function clickRows(
  analysis: Analysis,
  outreach: readonly Sent[],
  ids: ReadonlyMap<Sent['mail'], string>,
): ClickRow[] {
  const places = new Map(outreach.map((sent) => [sent.mail, sent.placement]));
  const rows: ClickRow[] = [];
  for (const { joined, human, verdict, waiting } of analysis.clicks) {
    const placement = joined.to === null ? null : (places.get(joined.to) ?? null);
    const sequence = placement?.sequence ?? analysis.sequenceOnly.get(joined)?.sequence;
    if (sequence === undefined) continue; // of no sequence: unjoined, or in a one-off
    rows.push({
      sequence: sequence.id,
      sequenceName: sequence.name,
      step: placement?.step ?? null,
      email: joined.to === null ? null : (ids.get(joined.to) ?? null),
      prospect: joined.prospect ?? joined.event.recipient,
      at: joined.at,
      destination: joined.event.destination ?? '',
      human,
      verdict,
      waiting,
    });
  }
  return rows;
}
