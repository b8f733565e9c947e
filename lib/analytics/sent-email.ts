import type { Sent } from './analyse';
import type { Answer } from './attribution/answers';
import type { JoinedEvent } from './attribution/clicks';
import type { Cta } from './ctas/find';
import type { Outbound } from './mailbox';
import type { JudgedClick } from './phantom/judge';
import type { EmailDoings } from './rates/doings';
import type { Placement } from './sequences/find';

/** What the events of an email but its clicks say of it, each a bit: a quarter of a million events are looked at once. */
export const NOTED = {
  /** An open was reported at all, … */
  open: 1,
  /** … and one that no tracker calls a machine's. */
  opened: 2,
  unsubscribe: 4,
  bounce: 8,
  /** An event names somebody who is not the email's only prospect. */
  others: 16,
} as const;

/** What one event says of its email. */
export function noteOf({ event, prospect }: JoinedEvent, { prospects }: Outbound): number {
  const { kind } = event;
  const known =
    kind === 'open'
      ? event.machine === true
        ? NOTED.open
        : NOTED.open | NOTED.opened
      : kind === 'unsubscribe'
        ? NOTED.unsubscribe
        : kind === 'bounce'
          ? NOTED.bounce
          : 0;
  const other = prospect !== null && (prospects.length !== 1 || prospect !== prospects[0]);
  return other ? known | NOTED.others : known;
}

function notesOf(events: readonly JoinedEvent[], mail: Outbound): number {
  let noted = 0;
  for (const event of events) noted |= noteOf(event, mail);
  return noted;
}

/** What its events say of an email. */
export function notedOf(sent: Sent): number {
  return sent instanceof SentEmail ? sent.noted : notesOf(sent.events, sent.mail);
}

interface Parts extends Pick<Sent, 'placement' | 'ctas' | 'answers' | 'clicks' | 'events'> {
  /** Whether a tracker has reported on its sequence. */
  readonly tracked: boolean;
  /** What its events say, where somebody has looked. */
  readonly noted?: number;
}

/**
 * An email of an analysis. It remembers what was made of it, where a map of tens of thousands of emails would be the dearest
 * part; what is remembered is private, so that a changed copy ({...sent, clicks}) has none of it.
 */
export class SentEmail implements Sent {
  readonly mail: Outbound;
  readonly placement: Placement | null;
  readonly ctas: readonly Cta[];
  readonly answers: readonly Answer[];
  readonly clicks: readonly JudgedClick[];
  readonly events: readonly JoinedEvent[];
  readonly failed: ReadonlySet<string>;
  readonly clickable: boolean;
  readonly #noted: number;
  #doings: EmailDoings | null = null;

  constructor(mail: Outbound, parts: Parts) {
    const { placement, ctas, answers, clicks, events } = parts;
    this.mail = mail;
    this.placement = placement;
    this.ctas = ctas;
    this.answers = answers;
    this.clicks = clicks;
    this.events = events;
    this.#noted = parts.noted ?? notesOf(events, mail);
    this.failed = failedOf(mail, answers, (this.#noted & NOTED.bounce) === 0 ? NOTHING : events);
    const tracked = parts.tracked || clicks.length > 0 || events.length > 0;
    this.clickable = tracked && mail.fact.links.some((link) => link.place !== 'quote');
  }

  get noted(): number {
    return this.#noted;
  }

  /** @param workOut what happened between it and its prospects: the same whenever it is asked (rates/doings.ts) */
  doings(workOut: (sent: Sent) => EmailDoings): EmailDoings {
    this.#doings ??= workOut(this);
    return this.#doings;
  }
}

const NOTHING: readonly never[] = [];
const NOBODY: ReadonlySet<string> = new Set();

function failedOf(
  mail: Outbound,
  answers: readonly Answer[],
  events: readonly JoinedEvent[],
): ReadonlySet<string> {
  if (mail.prospects.length === 0) return NOBODY;
  // Nearly every email came: a set of its own for each would be tens of thousands of empty ones.
  let failed: Set<string> | null = null;
  for (const answer of answers)
    if (answer.kind === 'bounce')
      for (const address of answer.failed) {
        failed ??= new Set();
        failed.add(address);
      }
  for (const { event, prospect } of events)
    if (event.kind === 'bounce' && prospect !== null) {
      failed ??= new Set();
      failed.add(prospect);
    }
  if (failed === null) return NOBODY;
  // A person who answered this very email got it, whatever a machine said.
  for (const answer of answers)
    if (answer.kind === 'reply' && answer.prospect !== null) failed.delete(answer.prospect);
  return failed;
}
