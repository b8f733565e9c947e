import type { Answer } from '../attribution/answers';
import type { Mailbox, Outbound } from '../mailbox';

const DAY = 86_400_000;
/** After a gap this long the next message starts a new chain (facts 4.4). */
export const CHAIN_GAP = 45 * DAY;

/** What one prospect got in a row: no human answer between, no long gap. */
export interface Run {
  readonly prospect: string;
  readonly mails: readonly Outbound[];
  /** It follows an answer of the prospect: only a new thread with a known first step makes it outreach again. */
  readonly afterReply: boolean;
}

/** When people first wrote: what comes later there is conversation. */
export interface Conversations {
  /** Thread → time of the first message of a person in it. */
  readonly threads: ReadonlyMap<string, number>;
  /** Prospect → times of their human replies, in order. */
  readonly replies: ReadonlyMap<string, readonly number[]>;
}

/**
 * When an answer came: never before what it answers, whatever its date says (a wrong clock, or none at all), or the email it answers
 * would seem to be part of a conversation.
 */
export function answeredAt(at: number, to: Outbound | null): number {
  return to === null ? at : Math.max(at, to.fact.at + 1);
}

export function readConversations(mailbox: Mailbox, answers: readonly Answer[]): Conversations {
  const threads = new Map<string, number>();
  const replies = new Map<string, number[]>();
  for (const { inbound, to } of answers) {
    const { fact, thread, internal } = inbound;
    if (internal || fact.reading.kind !== 'person') continue;
    const named = fact.inReplyTo === null ? undefined : mailbox.byMessageId.get(fact.inReplyTo);
    const at = answeredAt(fact.at, to ?? named ?? null);
    const first = threads.get(thread);
    if (first === undefined || at < first) threads.set(thread, at);
  }
  for (const answer of answers) {
    if (answer.kind !== 'reply' || answer.prospect === null) continue;
    const at = answeredAt(answer.inbound.fact.at, answer.to);
    const list = replies.get(answer.prospect);
    if (list === undefined) replies.set(answer.prospect, [at]);
    else list.push(at);
    // A reply that lost its references is in a thread of its own; it ends ours all the same.
    const thread = answer.to?.thread;
    if (thread === undefined) continue;
    const first = threads.get(thread);
    if (first === undefined || at < first) threads.set(thread, at);
  }
  for (const list of replies.values()) list.sort((a, b) => a - b);
  return { threads, replies };
}

/** Whether a person had written in this message's thread before it. */
export function isConversation(mail: Outbound, conversations: Conversations): boolean {
  const since = conversations.threads.get(mail.thread);
  return since !== undefined && since <= mail.fact.at;
}

/** One prospect's mail, cut into runs. */
export function runsOf(prospect: string, mails: readonly Outbound[], conversations: Conversations): Run[] {
  const replies = conversations.replies.get(prospect) ?? [];
  const runs: Run[] = [];
  let current: Outbound[] = [];
  let afterReply = false;
  let last = Number.NEGATIVE_INFINITY;
  let next = 0;
  const close = (): void => {
    if (current.length > 0) runs.push({ prospect, mails: current, afterReply });
    current = [];
  };
  for (const mail of mails) {
    const { at } = mail.fact;
    if (at - last > CHAIN_GAP) {
      close();
      afterReply = false;
    }
    let replied = false;
    for (let reply = replies[next]; reply !== undefined && reply <= at; reply = replies[++next])
      if (reply > last) replied = true;
    if (replied && last !== Number.NEGATIVE_INFINITY) {
      close();
      afterReply = true;
    }
    last = at;
    if (!isConversation(mail, conversations)) current.push(mail);
  }
  close();
  return runs;
}
