import { Arena } from './arena';
import { everyNth, type Sessions, select } from './columns';
import { weigh } from './densities';
import { type Evidence, explain } from './explain';
import { Labels } from './labels';
import { type Learned, learn, learnInterest, startLearned } from './learned';
import type { Lessons } from './memory';
import type { Tuning } from './observe';
import { Population } from './population';
import { SharedOffsets } from './shared-offsets';
import { Surroundings } from './surroundings';
import { EVIDENCE, GATEWAY } from './weights';
import { Workspace } from './workspace';

/**
 * The model. Every company has a state: it scans no links, or it scans a share (one of three levels) of its emails by
 * one of six behaviours. Given the state, each email to a prospect is scanned or not, and each prospect clicks or not;
 * sessions are a person's first, a person's again, a first scan or a further scan. Sums over all these labels are exact
 * (labels.ts); shares, rates, the human delay and how telling each finding is are fitted to the user's own data by EM
 * (learned.ts, population.ts), from the starts in weights.ts.
 */
const ROUNDS = 8;
/** From here on the model learns on a part of the companies, and judges all of them by what it learned. */
const ENOUGH = 6000;
/** Sessions that are judged at a time: their columns fit the processor's cache. */
const PORTION = 4096;

/** What one portion of the companies came to. Its columns are used again for the next: read them at once. */
export interface Judgement extends Evidence {
  /** The portion's companies: from one up to another. */
  readonly fromCompany: number;
  readonly toCompany: number;
  /** P(a person's) per session of the portion. */
  readonly human: Float64Array;
  /** P(the prospect clicked) per pair of the portion. */
  readonly clicked: Float64Array;
  /** P(the other half of a pair is a machine's), per session of the portion. */
  readonly twin: Float64Array;
}

/**
 * Judges all sessions, portion by portion, in the order of the companies.
 * @param known what was learned before, by the numbers of these sessions: then nothing is learned
 * @returns what was learned
 */
export function* judgeSessions(
  sessions: Sessions,
  tuning: Tuning = { temper: EVIDENCE.temper, noneShare: GATEWAY.noneShare },
  known: Lessons | null = null,
): Generator<Judgement, Lessons> {
  const companies = sessions.companyGateway.length;
  if (known === null && sessions.count <= ENOUGH * 1.5) {
    const model = new Model(sessions, tuning, new Arena());
    model.learn();
    yield { fromCompany: 0, toCompany: companies, ...model.judgement() };
    return model.lessons();
  }
  const lessons = known ?? learnFrom(sessions, tuning);
  const arena = new Arena();
  for (let fromCompany = 0; fromCompany < companies; ) {
    const portion = nextPortion(sessions, fromCompany);
    arena.reset();
    const model = new Model(select(sessions, portion, arena), tuning, arena);
    model.judgeBy(lessons);
    const toCompany = fromCompany + portion.length;
    yield { fromCompany, toCompany, ...model.judgement() };
    fromCompany = toCompany;
  }
  return lessons;
}

function learnFrom(sessions: Sessions, tuning: Tuning): Lessons {
  const arena = new Arena();
  const teacher = new Model(everyNth(sessions, Math.ceil(sessions.count / ENOUGH), arena), tuning, arena);
  teacher.learn();
  return teacher.lessons();
}

function nextPortion({ companyStart, pairStart }: Sessions, from: number): number[] {
  const companies: number[] = [];
  const first = pairStart[companyStart[from] ?? 0] ?? 0;
  for (let c = from; c + 1 < companyStart.length; c++) {
    companies.push(c);
    if ((pairStart[companyStart[c + 1] ?? 0] ?? 0) - first >= PORTION) break;
  }
  return companies;
}

class Model {
  private readonly work: Workspace;
  private readonly around: Surroundings;
  private readonly labels: Labels;
  private learned: Learned;
  private population: Population;
  private shared: SharedOffsets;

  constructor(
    private readonly sessions: Sessions,
    private readonly tuning: Tuning,
    private readonly arena: Arena,
  ) {
    this.work = new Workspace(sessions, arena);
    this.around = new Surroundings(sessions, this.work, arena);
    this.labels = new Labels(sessions, this.work, arena);
    this.learned = startLearned(sessions.groupSizes.length);
    this.population = new Population(sessions.gateways, tuning.noneShare);
    this.shared = new SharedOffsets(0);
  }

  learn(): void {
    this.shared = new SharedOffsets(this.sessions.trackers);
    for (let round = 0; round < ROUNDS; round++) {
      if (round > 0) {
        this.learned = learn(this.sessions, this.work, this.learned);
        learnInterest(this.sessions, this.work, this.learned);
        this.shared.count(this.sessions, this.work);
        this.around.look(this.shared, true);
      }
      this.judge(true);
    }
  }

  /** Judges by what another model learned from a part of the same clicks. */
  judgeBy(teacher: Lessons): void {
    const { sessions, work } = this;
    this.learned = teacher.learned;
    this.population = teacher.population;
    this.shared = teacher.shared;
    for (let pair = 0; pair < sessions.pairGroup.length; pair++)
      work.rates[pair] = this.learned.groupRates[sessions.pairGroup[pair] ?? 0] ?? 0;
    this.judge(false);
    learnInterest(sessions, work, this.learned);
    this.around.look(this.shared, false);
    this.judge(false);
  }

  lessons(): Lessons {
    return { learned: this.learned, population: this.population, shared: this.shared };
  }

  private judge(teach: boolean): void {
    weigh(this.sessions, this.work, this.around, this.learned, this.tuning.temper);
    this.labels.judge(this.learned, this.population, teach);
  }

  judgement(): Omit<Judgement, 'fromCompany' | 'toCompany'> {
    const { human, clicked, twin } = this.work;
    const { shares } = this.labels;
    const evidence = explain(
      this.sessions,
      this.work,
      this.learned,
      this.population,
      shares,
      this.tuning.temper,
      this.arena,
    );
    return { human, clicked, twin, ...evidence };
  }
}
