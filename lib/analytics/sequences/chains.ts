import type { Answer } from '../attribution/answers';
import type { Mailbox, Outbound } from '../mailbox';
import { IntPool } from './int-map';
import type { People } from './people';
import type { Reads } from './read';

const DAY = 86_400_000;
/** After a gap this long the next message starts a new chain (facts 4.4). */
export const CHAIN_GAP = 45 * DAY;

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

/** What each prospect got in a row, no human answer between and no long gap; prospects by number, and each one's runs in time order. */
export interface Runs {
  /** Messages by number, run after run; those of a conversation are in none. */
  readonly mails: Int32Array;
  /** Run → where its messages begin; and where the last one's end. */
  readonly starts: Int32Array;
  /** Run → the prospect. */
  readonly people: Int32Array;
  /** Run → 1 where it follows an answer of the prospect: only a new thread with a known first step makes it outreach again. */
  readonly afterReply: Uint8Array;
}

const NO_REPLIES: readonly number[] = [];

/** All prospects' mail, cut into runs. */
export function runsOf(reads: Reads, conversations: Conversations): Runs {
  const { at, people } = reads;
  const replies = repliesOf(people, conversations);
  const mails = new IntPool(people.mails.values.length + 1);
  const starts = new IntPool(people.names.length + 1);
  const owners = new IntPool(people.names.length + 1);
  const afterReplies = new IntPool(people.names.length + 1);
  for (let person = 0; person < people.names.length; person++) {
    const answers = replies[person] ?? NO_REPLIES;
    let start = mails.size;
    let afterReply = 0;
    let last = Number.NEGATIVE_INFINITY;
    let next = 0;
    const until = people.mails.starts[person + 1] ?? 0;
    for (let nth = people.mails.starts[person] ?? 0; nth <= until; nth++) {
      const mail = people.mails.values[nth] ?? 0;
      const when = nth < until ? (at[mail] ?? 0) : Number.POSITIVE_INFINITY;
      const long = when - last > CHAIN_GAP;
      let replied = false;
      for (let reply = answers[next]; reply !== undefined && reply <= when; reply = answers[++next])
        if (reply > last) replied = true;
      replied = replied && last !== Number.NEGATIVE_INFINITY;
      if (long || replied) {
        if (mails.size > start) {
          starts.push(start);
          owners.push(person);
          afterReplies.push(afterReply);
          start = mails.size;
        }
        afterReply = replied ? 1 : 0;
      }
      last = when;
      if (nth < until && reads.conversations[mail] === 0) mails.push(mail);
    }
  }
  starts.push(mails.size);
  return {
    mails: mails.values.subarray(0, mails.size),
    starts: starts.values.subarray(0, starts.size),
    people: owners.values.subarray(0, owners.size),
    afterReply: new Uint8Array(afterReplies.values.subarray(0, afterReplies.size)),
  };
}

/** Prospect → times of their human replies, in order. */
function repliesOf({ names }: People, { replies }: Conversations): (readonly number[] | undefined)[] {
  const of = new Array<readonly number[] | undefined>(names.length);
  if (replies.size > 0)
    for (let person = 0; person < names.length; person++) of[person] = replies.get(names[person] ?? '');
  return of;
}
