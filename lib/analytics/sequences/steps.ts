import type { Chain, Mails } from './families';
import { IntMap, IntPool, Marks } from './int-map';
import { normalSubject } from './subject';

/** The messages of some chains with their steps: chain `i` has those from `starts[i]` to before `starts[i + 1]`. */
export interface Places {
  readonly starts: Int32Array;
  /** Messages by number, in time order within a chain. */
  readonly mails: Int32Array;
  /** 1-based. */
  readonly steps: Int32Array;
}

/** A short text that this many prospects of a sequence got is one of its steps. */
const KNOWN_BUMP = 2;
/** A first step that has no template is seen by its place: this share of the prospects got something there. */
const MOSTLY = 0.5;
const DAY = 86_400_000;
const SHORTLY = 21 * DAY;
const MAX_FIRST_STEPS = 3;
/** A step is personal through and through when this share of the prospects who got the template before it got a new thread. */
const PERSONAL_SHARE = 0.35;

/** What is not known yet of a unit's usual step. */
const UNKNOWN = -1;

/**
 * Finds the steps of one sequence after the other.
 *
 * Steps are counted in units: a unit is a template, or for messages too short or too personal to have one, its masked text.
 * Units have numbers over all sequences; what is known of them within one is emptied before the next.
 */
export class StepPlacer {
  /** Message → unit: numbers of groups first. */
  private readonly unitOf: Int32Array;
  /** Units of this sequence. */
  private readonly units: IntPool;
  /** Unit → prospects who got it, and the last one counted + 1. */
  private readonly people: Int32Array;
  private readonly lastPerson: Int32Array;
  /** Unit → prospects who got an untemplated new thread right after it, and the last one counted + 1. */
  private readonly personal: Int32Array;
  private readonly lastPersonal: Int32Array;
  /** Unit → step → chains that have it there. */
  private readonly at: (IntMap | undefined)[] = [];
  /** Unit → the step it mostly is; 0 for none. */
  private readonly usual: Int32Array;
  /** Of one chain: its units so far, and the step each was placed at. */
  private readonly seen: Marks;
  private readonly stepOf: Int32Array;
  private readonly threads: Marks;

  constructor(private readonly mails: Mails) {
    const { reads, groupOf, groups } = mails;
    this.unitOf = groupOf.slice();
    const texts = new IntMap(1024);
    for (let mail = 0; mail < groupOf.length; mail++)
      if ((groupOf[mail] ?? -1) < 0) this.unitOf[mail] = groups + texts.put((reads.texts[mail] ?? 0) | 0);
    const count = groups + texts.size;
    this.units = new IntPool();
    this.people = new Int32Array(count);
    this.lastPerson = new Int32Array(count);
    this.personal = new Int32Array(count);
    this.lastPersonal = new Int32Array(count);
    this.usual = new Int32Array(count);
    this.seen = new Marks(count);
    this.stepOf = new Int32Array(count);
    this.threads = new Marks(reads.threadCount);
  }

  /**
   * Steps of one sequence. A template's step is the position it mostly has; a prospect who missed a step does not shift
   * it. What has no template takes the position after the message before it.
   */
  place(chains: readonly Chain[]): Places {
    this.addFirstSteps(chains);
    this.countPeople(chains);
    const { starts, mails } = this.ofSequence(chains);
    this.countSteps(chains, starts, mails);
    const { groupOf } = this.mails;
    const { people, seen, stepOf } = this;
    const steps = new Int32Array(mails.length);
    for (let index = 0; index < chains.length; index++) {
      seen.clear();
      let last = 0;
      for (let at = starts[index] ?? 0, end = starts[index + 1] ?? 0; at < end; at++) {
        const mail = mails[at] ?? 0;
        const unit = this.unitOf[mail] ?? 0;
        const usual = (people[unit] ?? 0) >= KNOWN_BUMP ? this.usualStep(unit) : 0;
        let step = usual > last ? usual : last + 1;
        if (seen.has(unit) && (groupOf[mail] ?? -1) >= 0) step = stepOf[unit] ?? step;
        seen.add(unit);
        stepOf[unit] = step;
        last = Math.max(last, step);
        steps[at] = step;
      }
    }
    return { starts, mails, steps };
  }

  private mailAt(place: number): number {
    return this.mails.runs.mails[place] ?? 0;
  }

  private atOf(place: number): number {
    return this.mails.reads.at[this.mailAt(place)] ?? 0;
  }

  /** Takes in the untemplated emails before the head, where most chains have them: a step all the same. */
  private addFirstSteps(chains: readonly Chain[]): void {
    const eligible = ({ head, before, start }: Chain): boolean =>
      head >= 0 && before < start && this.atOf(start) - this.atOf(start - 1) <= SHORTLY;
    for (let more = 0; more < MAX_FIRST_STEPS; more++) {
      let headed = 0;
      let having = 0;
      for (const chain of chains) {
        if (chain.head >= 0) headed++;
        if (eligible(chain)) having++;
      }
      if (having < KNOWN_BUMP || having < headed * MOSTLY) break;
      for (const chain of chains) if (eligible(chain)) chain.start--;
    }
  }

  /** How many prospects got each unit, and how many a personal email after it. */
  private countPeople(chains: readonly Chain[]): void {
    const { units, people, lastPerson, personal, lastPersonal } = this;
    for (let nth = 0; nth < units.size; nth++) {
      const unit = units.at(nth);
      people[unit] = 0;
      lastPerson[unit] = 0;
      personal[unit] = 0;
      lastPersonal[unit] = 0;
      this.at[unit] = undefined;
      this.usual[unit] = UNKNOWN;
    }
    units.size = 0;
    // One prospect's chains in a row, so that to count people is to count changes.
    const ordered = byPerson(chains);
    for (const { start, end, person } of ordered)
      for (let place = start; place < end; place++) {
        const unit = this.unitOf[this.mailAt(place)] ?? 0;
        if (lastPerson[unit] === person + 1) continue;
        if (lastPerson[unit] === 0) {
          units.push(unit);
          this.usual[unit] = UNKNOWN;
        }
        lastPerson[unit] = person + 1;
        people[unit] = (people[unit] ?? 0) + 1;
      }
    for (const chain of ordered)
      for (let place = chain.start + 1; place < chain.end; place++) {
        const unit = this.unitBefore(place, chain.start);
        if (unit < 0 || lastPersonal[unit] === chain.person + 1) continue;
        lastPersonal[unit] = chain.person + 1;
        personal[unit] = (personal[unit] ?? 0) + 1;
      }
  }

  /** The unit right before an email without a template, where it is known; else −1. */
  private unitBefore(place: number, start: number): number {
    if (place <= start || (this.mails.groupOf[this.mailAt(place)] ?? -1) >= 0) return -1;
    if (this.atOf(place) - this.atOf(place - 1) > SHORTLY) return -1;
    const unit = this.unitOf[this.mailAt(place - 1)] ?? 0;
    return (this.people[unit] ?? 0) >= KNOWN_BUMP ? unit : -1;
  }

  /** Most prospects who got the template before it got a new thread here too: a step that is personal through and through. */
  private isPersonalStep(place: number, start: number): boolean {
    const unit = this.unitBefore(place, start);
    if (unit < 0) return false;
    const here = this.personal[unit] ?? 0;
    return here >= KNOWN_BUMP && here >= PERSONAL_SHARE * (this.people[unit] ?? 0);
  }

  /** Leaves out what only happened to be sent to the same prospect: a new thread with a text nobody else got. */
  private ofSequence(chains: readonly Chain[]): Pick<Places, 'starts' | 'mails'> {
    const { reads } = this.mails;
    const starts = new Int32Array(chains.length + 1);
    const mails = new IntPool(chains.length * 4 + 16);
    for (let index = 0; index < chains.length; index++) {
      const { start = 0, end = 0 } = chains[index] ?? {};
      this.threads.clear();
      const subjects = new Subjects(mails, this.mails);
      for (let place = start; place < end; place++) {
        const mail = this.mailAt(place);
        const thread = reads.threads[mail] ?? 0;
        if (
          place !== start &&
          !this.threads.has(thread) &&
          (this.people[this.unitOf[mail] ?? 0] ?? 0) < KNOWN_BUMP &&
          !this.isPersonalStep(place, start) &&
          (reads.opens[mail] === 1 || !subjects.has(mail))
        )
          continue;
        this.threads.add(thread);
        mails.push(mail);
      }
      starts[index + 1] = mails.size;
    }
    return { starts, mails: mails.values.slice(0, mails.size) };
  }

  /** Counts the positions of units in chains that begin with a head. */
  private countSteps(chains: readonly Chain[], starts: Int32Array, mails: Int32Array): void {
    for (let index = 0; index < chains.length; index++) {
      if ((chains[index]?.head ?? -1) < 0) continue;
      this.seen.clear();
      let step = 0;
      for (let at = starts[index] ?? 0, end = starts[index + 1] ?? 0; at < end; at++) {
        const mail = mails[at] ?? 0;
        const unit = this.unitOf[mail] ?? 0;
        if ((this.mails.groupOf[mail] ?? -1) >= 0) {
          if (this.seen.has(unit)) continue;
          this.seen.add(unit);
        }
        step++;
        if ((this.people[unit] ?? 0) < KNOWN_BUMP) continue;
        const counts = this.at[unit] ?? new IntMap();
        this.at[unit] = counts;
        counts.add(step);
      }
    }
  }

  /** The step a unit mostly is. 0 where it comes at several: a phrase such as “any thoughts?”, placed by position. */
  private usualStep(unit: number): number {
    const known = this.usual[unit] ?? UNKNOWN;
    if (known !== UNKNOWN) return known;
    const counts = this.at[unit];
    let best = 0;
    let most = 0;
    let all = 0;
    for (let at = 0; at < (counts?.size ?? 0); at++) {
      const step = counts?.keyAt(at) ?? 0;
      const count = counts?.countAt(at) ?? 0;
      all += count;
      if (count > most || (count === most && step < best)) {
        best = step;
        most = count;
      }
    }
    const usual = most * 2 > all ? best : 0;
    this.usual[unit] = usual;
    return usual;
  }
}

function byPerson(chains: readonly Chain[]): readonly Chain[] {
  for (let index = 1; index < chains.length; index++)
    if ((chains[index - 1]?.person ?? 0) > (chains[index]?.person ?? 0))
      return [...chains].sort((a, b) => a.person - b.person);
  return chains;
}

/** The subjects of one chain's emails so far. They are read when they are first asked for: mostly the thread tells. */
class Subjects {
  private of: Set<string> | null = null;
  private read: number;

  /** @param mails what is put in from now on is the chain's */
  constructor(
    private readonly mails: IntPool,
    private readonly all: Mails,
  ) {
    this.read = mails.size;
  }

  private subjectOf(mail: number): string {
    return normalSubject(this.all.reads.mails[mail]?.fact.subject ?? '');
  }

  has(mail: number): boolean {
    this.of ??= new Set();
    for (; this.read < this.mails.size; this.read++) {
      const subject = this.subjectOf(this.mails.at(this.read));
      if (subject !== '') this.of.add(subject);
    }
    return this.of.has(this.subjectOf(mail));
  }
}
