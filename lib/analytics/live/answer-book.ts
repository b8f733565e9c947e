import type { Answer } from '../attribution/answers';
import { attributeAnswers } from '../attribution/answers';
import type { Inbound, Mailbox, Outbound } from '../mailbox';
import type { NewMail } from './mail-book';
import { byTime, merged, push } from './order';

export interface NewAnswers {
  /** All, in time order. */
  readonly answers: readonly Answer[];
  /** Those that are new or now mean another email. */
  readonly changed: readonly Answer[];
  /** What they were. */
  readonly before: readonly Answer[];
}

const inOrder = (a: Answer, b: Answer): number => byTime(a.inbound.fact, b.inbound.fact);

/** Answers, attributed anew only where news can change whose answer they are. */
export class AnswerBook {
  private answers: readonly Answer[];
  private readonly of = new Map<Inbound, Answer>();
  /** Received mail by the Message-IDs it names that no mail here has. */
  private readonly naming = new Map<string, Inbound[]>();

  constructor(mailbox: Mailbox, answers: readonly Answer[]) {
    this.answers = answers;
    for (const answer of answers) {
      this.of.set(answer.inbound, answer);
      this.note(answer.inbound, mailbox);
    }
  }

  private note(inbound: Inbound, mailbox: Mailbox): void {
    const { fact } = inbound;
    const ids = fact.inReplyTo === null ? [] : [fact.inReplyTo];
    for (const id of [...ids, ...fact.references, ...fact.reading.about])
      if (!mailbox.byMessageId.has(id)) push(this.naming, id, inbound);
  }

  add(mailbox: Mailbox, { sent, received }: NewMail): NewAnswers {
    const affected = new Set(received);
    for (const { fact } of sent)
      for (const inbound of this.naming.get(fact.messageId) ?? []) affected.add(inbound);
    // All else looks for what was sent before it: older mail cannot mean a new email.
    const first = sent.reduce((least, { fact }) => Math.min(least, fact.at), Number.POSITIVE_INFINITY);
    for (let i = mailbox.received.length - 1; i >= 0; i--) {
      const inbound = mailbox.received[i];
      if (inbound === undefined || inbound.fact.at < first) break;
      affected.add(inbound);
    }
    for (const inbound of received) this.note(inbound, mailbox);
    const changed: Answer[] = [];
    const before: Answer[] = [];
    for (const answer of attributeAnswers({ ...mailbox, received: [...affected] })) {
      const known = this.of.get(answer.inbound);
      if (known !== undefined && same(known, answer)) continue;
      if (known !== undefined) before.push(known);
      changed.push(answer);
      this.of.set(answer.inbound, answer);
    }
    this.answers = merged(this.answers, new Set(before), changed, inOrder);
    return { answers: this.answers, changed, before };
  }
}

function same(a: Answer, b: Answer): boolean {
  return (
    a.kind === b.kind &&
    a.to === b.to &&
    a.prospect === b.prospect &&
    a.by === b.by &&
    sameList(a.failed, b.failed)
  );
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}

/** The answers to one email, after some changed, in time order. */
export function answersTo(
  mail: Outbound,
  known: readonly Answer[],
  before: ReadonlySet<Answer>,
  changed: readonly Answer[],
): readonly Answer[] {
  const news = changed.filter((answer) => answer.to === mail);
  if (news.length === 0 && !known.some((answer) => before.has(answer))) return known;
  return merged(known, before, news, inOrder);
}
