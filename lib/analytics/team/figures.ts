import { type Counted, ratesOf, type Shares } from '../rates/figures';
import { tidy } from '../rates/rate';
import type { Outcome } from '../rates/tally';
import type { SequenceOrigin } from '../sequences/types';
import type { ClickRow, DeliveryRow, EmailRow, OutcomeColumns, TeamRows } from './rows';

/** The rows of one SDR. */
export interface TeamPart extends TeamRows {
  /** Who sent: an address, or a name the team gave. */
  readonly sdr: string;
}

/** A sequence of one SDR, or all of an SDR's, or all of the team's. */
export interface TeamFigures extends Counted {
  /** `''`: the whole team. */
  readonly sdr: string;
  /** `''`: all sequences. */
  readonly sequence: string;
  readonly name: string;
  /** Null for all sequences. */
  readonly origin: SequenceOrigin | null;
  /** Milliseconds UTC; null where nothing was sent. */
  readonly firstSentAt: number | null;
  readonly lastSentAt: number | null;
}

interface Tally extends Outcome {
  clickShare: number;
  replyShare: number;
}

const SHARES: Shares<Tally> = {
  click: ({ clickShare }) => clickShare,
  reply: ({ replyShare }) => replyShare,
};

function fresh(): Tally {
  return {
    delivered: 0,
    clickable: false,
    noRaw: 1,
    noClick: 1,
    opened: false,
    replied: false,
    autoReplied: false,
    unsubscribed: false,
    clickShare: 1,
    replyShare: 1,
  };
}

function add(tally: Tally, row: OutcomeColumns): void {
  if (!row.reached) return;
  tally.delivered++;
  tally.clickable ||= row.clickable;
  tally.noRaw *= row.noRaw;
  tally.noClick *= row.noClick;
  tally.opened ||= row.opened;
  tally.replied ||= row.replied;
  tally.autoReplied ||= row.autoReplied;
  tally.unsubscribed ||= row.unsubscribed;
  // The youngest email decides how much is still to come, and shares rise with age.
  tally.clickShare = Math.min(tally.clickShare, row.clickShare);
  tally.replyShare = Math.min(tally.replyShare, row.replyShare);
}

/** Counts rows as `countFigures` counts emails, a part at a time: the same rates, to the last digit of what is shown. */
class Counter {
  private readonly byProspect = new Map<string, Tally>();
  private readonly byEmail: Tally[] = [];
  private opensTracked = false;
  private raw = 0;
  private human = 0;
  private readonly answers = { reply: 0, autoReply: 0, calendar: 0, challenge: 0 };
  private ctas = 0;
  private most = 0;

  add({ emails, deliveries, clicks }: TeamRows): void {
    for (const row of deliveries) {
      let tally = this.byProspect.get(row.prospect);
      if (tally === undefined) {
        tally = fresh();
        this.byProspect.set(row.prospect, tally);
      }
      add(tally, row);
    }
    for (const row of emails) {
      const tally = fresh();
      add(tally, row);
      this.byEmail.push(tally);
      this.opensTracked ||= row.openEvents;
      this.raw += row.rawClicks;
      this.human += row.humanClicks;
      this.answers.reply += row.replies;
      this.answers.autoReply += row.autoReplies;
      this.answers.calendar += row.calendar;
      this.answers.challenge += row.challenges;
      this.ctas += row.ctas;
      this.most = Math.max(this.most, row.ctas);
    }
    // An email's own clicks are in its row; those that are nobody's by name are here alone.
    for (const { email, waiting, human } of clicks) {
      if (email !== null || waiting) continue;
      this.raw++;
      this.human += human;
    }
  }

  counted(): Counted {
    const { byEmail, opensTracked, raw, human } = this;
    const prospects = [...this.byProspect.values()];
    const reached = prospects.filter((tally) => tally.delivered > 0).length;
    const delivered = byEmail.filter((tally) => tally.delivered > 0);
    return {
      prospects: { reached: prospects.length, delivered: reached, bounced: prospects.length - reached },
      emails: {
        sent: byEmail.length,
        delivered: delivered.length,
        bounced: byEmail.length - delivered.length,
        clickable: delivered.filter((tally) => tally.clickable).length,
      },
      rates: ratesOf(prospects, opensTracked, SHARES),
      ratesPerEmail: ratesOf(byEmail, opensTracked, SHARES),
      clicks: { raw, human: tidy(human), phantom: tidy(raw - human) },
      answers: { ...this.answers },
      ctas: { perEmail: byEmail.length === 0 ? 0 : tidy(this.ctas / byEmail.length), max: this.most },
    };
  }
}

/** Counts rows: a sequence's, a step's, an SDR's. */
export function countRows(rows: TeamRows): Counted {
  const counter = new Counter();
  counter.add(rows);
  return counter.counted();
}

/** Counts the whole team, one SDR after the other, so that only one's rows need to be in memory. */
export class TeamTotal {
  private readonly counter = new Counter();
  private span: Span = { firstSentAt: null, lastSentAt: null };

  add(part: TeamPart): void {
    this.counter.add(part);
    this.span = spanOf(part.emails, this.span);
  }

  /** `sdr` and `sequence` are `''`. A prospect that several SDRs wrote to counts once. */
  figures(): TeamFigures {
    return {
      sdr: '',
      sequence: '',
      name: 'All sequences',
      origin: null,
      ...this.span,
      ...this.counter.counted(),
    };
  }
}

type Span = Pick<TeamFigures, 'firstSentAt' | 'lastSentAt'>;

function spanOf(emails: readonly EmailRow[], before: Span = { firstSentAt: null, lastSentAt: null }): Span {
  let { firstSentAt: first, lastSentAt: last } = before;
  for (const { at } of emails) {
    if (at <= 0) continue; // an email without a date
    first = first === null ? at : Math.min(first, at);
    last = last === null ? at : Math.max(last, at);
  }
  return { firstSentAt: first, lastSentAt: last };
}

interface Group {
  readonly emails: EmailRow[];
  readonly deliveries: DeliveryRow[];
  readonly clicks: ClickRow[];
}

function figuresOf(sdr: string, sequence: string, name: string, rows: TeamRows): TeamFigures {
  const origin = sequence === '' ? null : (rows.emails[0]?.origin ?? 'tracker'); // without emails a tracker named it
  return { sdr, sequence, name, origin, ...spanOf(rows.emails), ...countRows(rows) };
}

function grouped<T extends { readonly sequence: string }>(
  groups: Map<string, Group>,
  rows: readonly T[],
  into: (group: Group) => T[],
): void {
  for (const row of rows) {
    let group = groups.get(row.sequence);
    if (group === undefined) {
      group = { emails: [], deliveries: [], clicks: [] };
      groups.set(row.sequence, group);
    }
    into(group).push(row);
  }
}

/** The figures of one SDR: first all of theirs (`sequence` is `''`), then each sequence, latest first. */
export function sdrFigures(part: TeamPart): TeamFigures[] {
  const groups = new Map<string, Group>();
  grouped(groups, part.emails, (group) => group.emails);
  grouped(groups, part.deliveries, (group) => group.deliveries);
  grouped(groups, part.clicks, (group) => group.clicks);
  const sequences = [...groups].map(([id, group]) =>
    figuresOf(part.sdr, id, group.emails[0]?.sequenceName ?? group.clicks[0]?.sequenceName ?? id, group),
  );
  sequences.sort((a, b) => (b.lastSentAt ?? 0) - (a.lastSentAt ?? 0) || (a.sequence < b.sequence ? -1 : 1));
  return [figuresOf(part.sdr, '', 'All sequences', part), ...sequences];
}
