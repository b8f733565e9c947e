import { stableHash } from '../../facts/hash';
import { messageKey } from '../../facts/message';
import type { Answer } from '../attribution/answers';
import type { Outbound } from '../mailbox';
import { answeredAt, CHAIN_GAP, type Conversations } from './chains';
import { ALIKE_LOOSE, aloneWeight, groupMessages, HOLDS, HOLDS_LIKE } from './clusters';
import { contextsOf } from './contexts';
import { type Findings, MIN_PROSPECTS } from './find';
import { GroupIndex } from './group-index';
import { IntMap, type Lists } from './int-map';
import { type ReadMail, type ReadMailbox, readOne } from './read';
import { WordReader, type WordSource } from './shingles';
import { normalSubject } from './subject';
import { nameTemplate } from './template';
import type { FoundSequence, Placement, Sequences } from './types';

/** Unplaced new mail that a new sequence is looked for in; older is left to the next full run. */
const POOL = 300;
/** A template is a sequence's when it has this share of the template's messages. */
const HOME = 0.6;
/** New shingles that can be given a weight before the index must be built anew: those of some 4,000 messages. */
const ROOM = 400_000;

interface Home {
  readonly sequence: FoundSequence;
  readonly steps: Map<number, number>;
}

interface Waiting {
  readonly read: ReadMail;
  readonly prospect: string;
}

/**
 * What was learnt from the known mail, so that new mail is placed without reading the old again. It is a cache: throw it
 * away and build it anew whenever mail is imported that is older than what it knows, a decision changes, or now and
 * then when nothing else is to be done. Its answer for new mail is the full run's for templates that are settled;
 * merging, splitting and renumbering what is known are left to the full run, and a near copy of a known sequence joins it
 * until then. With 15 % of the mail new the two agree to an ARI of .95 and more on rendered mail (held by a test).
 */
export class SequenceIndex {
  /** The full run's result; `extend` adds to its placements. */
  readonly found: Sequences;
  private readonly placements: Map<Outbound, Placement>;
  private readonly known: Pick<ReadMailbox, 'threads' | 'vocabulary'>;
  private readonly templates: GroupIndex;
  private readonly weights: Float64Array;
  /** Template group → sequence id → where it stands in it. */
  private readonly homes = new Map<number, Map<string, Home>>();
  /** Prospect → their last outreach, with its template. */
  private readonly last = new Map<string, { mail: Outbound; group: number; text: number }>();
  private readonly replies = new Map<string, number>();
  private readonly spokenIn: Map<string, number>;
  private waiting: Waiting[] = [];
  private mails: number;

  /** @param findings of a full run: `investigate` */
  constructor(
    findings: Findings,
    private readonly reader: WordSource = new WordReader(),
  ) {
    const { found, mail, groups, weights, groupOf, conversations } = findings;
    this.known = { threads: mail.threads, vocabulary: mail.vocabulary };
    this.placements = new Map(found.placements);
    this.found = { ...found, placements: this.placements };
    this.mails = mail.reads.mails.length;
    this.weights = new Float64Array(mail.vocabulary.size + ROOM);
    this.weights.set(weights);
    this.templates = new GroupIndex(this.weights);
    for (const group of groups) this.templates.absorb(this.templates.open(), group);
    this.spokenIn = new Map(conversations.threads);
    for (const [prospect, times] of conversations.replies) this.replies.set(prospect, times.at(-1) ?? 0);
    const { mails, texts } = mail.reads;
    for (const [index, mail] of mails.entries()) {
      const placement = found.placements.get(mail);
      const text = texts[index] ?? 0;
      if (placement !== undefined) this.learn({ mail, text }, groupOf[index] ?? -1, placement);
    }
  }

  private learn(
    { mail, text }: Pick<ReadMail, 'mail' | 'text'>,
    group: number,
    { sequence, step }: Placement,
  ): void {
    for (const prospect of mail.prospects) this.last.set(prospect, { mail, group, text });
    if (group < 0) return;
    let homes = this.homes.get(group);
    if (homes === undefined) {
      homes = new Map();
      this.homes.set(group, homes);
    }
    let home = homes.get(sequence.id);
    if (home === undefined) {
      home = { sequence, steps: new Map() };
      homes.set(sequence.id, home);
    }
    home.steps.set(step, (home.steps.get(step) ?? 0) + 1);
  }

  /**
   * Places new mail. Costs what the new mail costs.
   * @param sent new messages to prospects, in any order, none of them known yet
   * @param answers answers that came since
   * @returns the places of those that are outreach, and of earlier ones that only now show to be
   */
  extend(sent: readonly Outbound[], answers: readonly Answer[] = []): ReadonlyMap<Outbound, Placement> {
    for (const { kind, prospect, inbound, to } of answers) {
      if (kind !== 'reply') continue;
      const at = answeredAt(inbound.fact.at, to);
      if (prospect !== null) this.replies.set(prospect, Math.max(at, this.replies.get(prospect) ?? 0));
      for (const thread of [inbound.thread, to?.thread])
        if (thread !== undefined)
          this.spokenIn.set(thread, Math.min(at, this.spokenIn.get(thread) ?? Number.POSITIVE_INFINITY));
    }
    const conversations: Conversations = { threads: this.spokenIn, replies: new Map() };
    const added = new Map<Outbound, Placement>();
    const ordered = sent
      .filter((mail) => mail.prospects.length > 0)
      .sort((a, b) => a.fact.at - b.fact.at || (a.fact.messageId < b.fact.messageId ? -1 : 1));
    for (const mail of ordered) {
      const read = readOne(mail, conversations, this.known, this.reader);
      if (read === null) continue;
      this.mails++;
      if (read.conversation) continue;
      const group = this.groupOf(read);
      const placement = this.place(read, group);
      if (placement !== null) {
        added.set(mail, placement);
        this.placements.set(mail, placement);
        this.learn(read, group, placement);
      } else this.waiting.push({ read, prospect: mail.prospects[0] ?? '' });
    }
    const opened = this.findNew();
    for (const [mail, placement] of opened) {
      added.set(mail, placement);
      this.placements.set(mail, placement);
    }
    // What waited may follow a sequence that is only known now.
    if (opened.size > 0)
      this.waiting = this.waiting.filter(({ read }) => {
        const group = this.groupOf(read);
        const placement = this.place(read, group);
        if (placement === null) return true;
        added.set(read.mail, placement);
        this.placements.set(read.mail, placement);
        this.learn(read, group, placement);
        return false;
      });
    return added;
  }

  private groupOf(read: ReadMail): number {
    const telling = read.shingles.filter((id) => (this.weights[id] ?? 0) > 0);
    const alone = aloneWeight(read.all - telling.length, this.mails);
    const found = this.templates.likest(telling, 0, telling.length, alone, 'holds');
    if (found === null) return -1;
    return found.like >= ALIKE_LOOSE || (found.holds >= HOLDS && found.like >= HOLDS_LIKE) ? found.group : -1;
  }

  private place(read: ReadMail, group: number): Placement | null {
    const { mail } = read;
    const homes = this.homes.get(group);
    const before = this.before(mail);
    if (before !== null) {
      const { sequence, step } = before.placement;
      const here = homes?.get(sequence.id);
      const next = (usual: number): Placement => ({ sequence, step: usual, variant: null });
      if (read.text === before.text || (group >= 0 && group === before.group)) return next(step);
      if (here !== undefined) return next(Math.max(commonest(here.steps), step + 1));
      const other = mainHome(homes);
      if (other !== null && read.opens && commonest(other.steps) === 1)
        return { sequence: other.sequence, step: 1, variant: null };
      const sameThread = before.mail.thread === mail.thread;
      const sameSubject = normalSubject(before.mail.fact.subject) === normalSubject(mail.fact.subject);
      return sameThread || (!read.opens && sameSubject) ? next(step + 1) : null;
    }
    const home = mainHome(homes);
    if (home === null) return null;
    const step = commonest(home.steps);
    return read.opens || step > 1 ? { sequence: home.sequence, step, variant: null } : null;
  }

  /** The outreach that this message follows: to the same prospect, not long ago, and not answered since. */
  private before(
    mail: Outbound,
  ): { mail: Outbound; group: number; text: number; placement: Placement } | null {
    for (const prospect of mail.prospects) {
      const last = this.last.get(prospect);
      if (last === undefined) continue;
      const placement = this.placements.get(last.mail);
      const { at } = last.mail.fact;
      if (placement === undefined || at > mail.fact.at || mail.fact.at - at > CHAIN_GAP) continue;
      const replied = this.replies.get(prospect);
      if (replied !== undefined && replied > at && replied <= mail.fact.at) continue;
      return { ...last, placement };
    }
    return null;
  }

  /** Looks for a new sequence among the mail that none of the known ones claims. */
  private findNew(): Map<Outbound, Placement> {
    const added = new Map<Outbound, Placement>();
    this.waiting = this.waiting.slice(-POOL);
    const reads = this.waiting.map(({ read }) => read);
    const opening = reads.filter(({ opens, shingles }) => opens && shingles.length > 0);
    if (opening.length < MIN_PROSPECTS) return added;
    const people = new Map<number, Set<string>>();
    for (const { read, prospect } of this.waiting)
      for (const id of read.shingles) people.set(id, (people.get(id) ?? new Set()).add(prospect));
    // Numbered anew, so that this costs what the waiting mail costs and not what all known mail does.
    const numbers = [...people].flatMap(([id, who]) => (who.size >= 2 ? [id] : []));
    const numberOf = new Map(numbers.map((id, number) => [id, number]));
    const shingles = listsOf(
      opening.map((read) => [...read.shingles].flatMap((id) => numberOf.get(id) ?? [])),
    );
    const lengthOf = (index: number): number =>
      (shingles.starts[index + 1] ?? 0) - (shingles.starts[index] ?? 0);
    const weights = Float64Array.from(numbers, (id) =>
      Math.sqrt(Math.log(1 + this.mails / (people.get(id)?.size ?? 1))),
    );
    const corpus = {
      said: Int32Array.from(opening.keys()),
      shingles,
      weights,
      alone: Float64Array.from(opening, (read, index) => aloneWeight(read.all - lengthOf(index), this.mails)),
      lengths: Int32Array.from(opening, (read) => read.all),
      contexts: contextsOf(listsOf(opening.map(({ places }) => places))),
    };
    const order = Int32Array.from(opening.keys()).filter((index) => lengthOf(index) > 0);
    const { groups } = groupMessages(corpus, order);
    for (const group of groups) {
      const members = group.members.flatMap((index) => opening[index] ?? []);
      const [first] = members;
      if (first === undefined) continue;
      // The next step of a sequence that had not come so far when the index was made.
      const next = members.flatMap((read) => {
        const before = this.before(read.mail);
        return before === null ? [] : [{ read, before: before.placement }];
      });
      const isNext = next.length * 2 > members.length;
      if (!isNext && new Set(members.map(({ mail }) => mail.prospects[0])).size < MIN_PROSPECTS) continue;
      const sequence: FoundSequence = {
        id: stableHash(messageKey(first.mail.fact)),
        name: nameTemplate(first.mail) || '(no subject)',
        origin: 'template',
      };
      const at = this.templates.open();
      const counts = new IntMap(group.counts.size);
      for (let index = 0; index < group.counts.size; index++) {
        const number = group.counts.keyAt(index);
        const id = numbers[number] ?? 0;
        counts.add(id, group.counts.countAt(index));
        this.weights[id] = Math.max(this.weights[id] ?? 0, weights[number] ?? 0);
      }
      this.templates.absorb(at, { ...group, counts });
      const places = isNext
        ? next.map(({ read, before }) => ({ read, of: before.sequence, step: before.step + 1 }))
        : members.map((read) => ({ read, of: sequence, step: 1 }));
      for (const { read, of, step } of places) {
        const placement = { sequence: of, step, variant: null };
        added.set(read.mail, placement);
        this.learn(read, at, placement);
      }
    }
    this.waiting = this.waiting.filter(({ read }) => !added.has(read.mail));
    return added;
  }
}

function listsOf(lists: readonly ArrayLike<number>[]): Lists {
  const starts = new Int32Array(lists.length + 1);
  for (const [index, list] of lists.entries()) starts[index + 1] = (starts[index] ?? 0) + list.length;
  const values = new Int32Array(starts[lists.length] ?? 0);
  for (const [index, list] of lists.entries()) values.set(list, starts[index]);
  return { values, starts };
}

function commonest(steps: ReadonlyMap<number, number>): number {
  let best = 1;
  let most = 0;
  for (const [step, count] of steps)
    if (count > most || (count === most && step < best)) {
      best = step;
      most = count;
    }
  return best;
}

function mainHome(homes: ReadonlyMap<string, Home> | undefined): Home | null {
  if (homes === undefined) return null;
  let best: Home | null = null;
  let most = 0;
  let all = 0;
  for (const home of homes.values()) {
    let count = 0;
    for (const n of home.steps.values()) count += n;
    all += count;
    if (count > most || (count === most && best !== null && home.sequence.id < best.sequence.id)) {
      best = home;
      most = count;
    }
  }
  return most >= all * HOME ? best : null;
}
