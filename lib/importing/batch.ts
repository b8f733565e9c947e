import type { Counter, Problem, TrackerEvent } from '../facts/event';

/** Takes events as they are read, in place of the steps' own lists. */
export interface EventSink {
  /** Not yet taken out. */
  readonly size: number;
  /** How long the texts of these are, in UTF-16 units. */
  readonly letters: number;
  add(event: TrackerEvent): void;
}

export interface TrackerStep {
  /** Empty where a sink took them. */
  readonly events: readonly TrackerEvent[];
  readonly counters: readonly Counter[];
  readonly problems: readonly Problem[];
  /** Bytes of the file dealt with so far. */
  readonly bytes: number;
}

/**
 * Small: what waits here survives the collector's quick rounds and is copied in each. Whoever stores or sends gathers as
 * much as suits it (see import-files.ts).
 */
const BATCH = 1000;
/** A file in which every row is bad is told in this many sentences, and one with the number of the rest. */
const MOST_PROBLEMS = 10_000;

/** Gathers what is read, so that it is handed on in steps of about a thousand. */
export class Batch {
  private events: TrackerEvent[] = [];
  private counters: Counter[] = [];
  private problems: Problem[] = [];
  private sunk = 0;
  private told = 0;
  private untold = 0;

  constructor(
    private readonly file: string,
    private readonly sink: EventSink | null,
  ) {}

  add(events: readonly TrackerEvent[], counters: readonly Counter[]): void {
    if (this.sink === null) for (const event of events) this.events.push(event);
    else for (const event of events) this.sink.add(event);
    if (this.sink !== null) this.sunk += events.length;
    for (const counter of counters) this.counters.push(counter);
  }

  problem(where: string, message: string): void {
    if (this.told >= MOST_PROBLEMS) this.untold++;
    else {
      this.told++;
      this.problems.push({ file: this.file, where, message });
    }
  }

  get full(): boolean {
    return this.events.length + this.sunk + this.counters.length + this.problems.length >= BATCH;
  }

  take(bytes: number): TrackerStep {
    const step = { events: this.events, counters: this.counters, problems: this.problems, bytes };
    this.events = [];
    this.sunk = 0;
    this.counters = [];
    this.problems = [];
    return step;
  }

  /** The last step. */
  finish(bytes: number): TrackerStep {
    if (this.untold > 0)
      this.problems.push({
        file: this.file,
        where: '',
        message: `${this.untold} more rows could not be read.`,
      });
    return this.take(bytes);
  }
}
