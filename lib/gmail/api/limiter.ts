import { failure } from './failures';
import type { ApiMethod, QuotaTable } from './quota';

/** Time and waiting, handed in: tests have their own. */
export interface Clock {
  /** Milliseconds UTC. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

/** What was learned of the limit; kept with the job, so that a new background does not learn it again. */
export interface Pace {
  /** Share of the table's rate that Gmail lets us have, 0 to 1. */
  readonly share: number;
  /** Calls at once. */
  readonly atOnce: number;
}

export const FULL_PACE: Pace = { share: 1, atOnce: 6 };

/** Units kept in hand, as a share of a minute's: what a pause of a second may save up. */
const IN_HAND = 0.015;
/** A refused rate is lowered to this share of itself. */
const DOWN = 0.8;
const LEAST_SHARE = 0.05;
/** A minute without a refusal earns this much back: somebody else's use of the quota passes. */
const UP = 0.02;
const MINUTE = 60_000;
/** A longer wait is an alarm's, not a sleep's: an extension's background is stopped after 30 s. Milliseconds. */
export const PATIENCE = 20_000;
/** Several calls under way are refused together: that is one lesson. */
const ONE_LESSON = 2000;

/**
 * Spends units evenly, so that in no minute more than the table's are spent: rate × minute + what is in hand = the limit.
 * Callers wait in the order they came. Learns downward from refusals, and slowly back.
 */
export class Limiter {
  private units: number;
  private readonly most: number;
  private at: number;
  private share: number;
  private calls: number;
  private learnedAt = Number.NEGATIVE_INFINITY;
  private notBefore = 0;
  private turn: Promise<unknown> = Promise.resolve();
  /** Units granted so far. */
  spent = 0;

  constructor(
    private readonly table: QuotaTable,
    private readonly clock: Clock,
    pace: Pace = FULL_PACE,
  ) {
    this.most = Math.max(table.perMinute * IN_HAND, ...Object.values(table.cost));
    // A background that was just restarted may have spent its minute: it begins with nothing in hand.
    this.units = 0;
    this.at = clock.now();
    this.share = pace.share;
    this.calls = pace.atOnce;
  }

  get pace(): Pace {
    return { share: this.share, atOnce: this.calls };
  }

  /** When calls may go on, milliseconds UTC, after a refusal that named a time. */
  get blockedUntil(): number {
    return this.notBefore;
  }

  /**
   * Resolves when the call may be made.
   * @throws GmailFailure where Gmail has asked for a wait that is longer than a background lives
   */
  take(method: ApiMethod): Promise<void> {
    const mine = this.turn.then(() => this.grant(this.table.cost[method]));
    // The next waits its turn whether or not this one was refused; this one's caller is told.
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  /**
   * Gmail has refused a call for its rate.
   * @param until when it may be asked again, milliseconds UTC
   * @param crowded too many calls at once: fewer, not slower
   */
  refused(until: number, crowded: boolean): void {
    const now = this.clock.now();
    this.notBefore = Math.max(this.notBefore, until);
    if (now - this.learnedAt < ONE_LESSON) return;
    this.learnedAt = now;
    this.units = 0;
    if (crowded) this.calls = Math.max(1, this.calls - 1);
    else this.share = Math.max(LEAST_SHARE, this.share * DOWN);
  }

  private async grant(cost: number): Promise<void> {
    for (;;) {
      this.refill();
      const now = this.clock.now();
      const blocked = this.notBefore - now;
      const missing = (cost - this.units) / this.perMs;
      if (blocked > PATIENCE) throw failure('rate-limit', this.notBefore);
      const wait = Math.max(blocked, missing);
      if (wait <= 0) break;
      await this.clock.sleep(Math.ceil(wait));
    }
    this.units -= cost;
    this.spent += cost;
  }

  /** Units a millisecond. */
  private get perMs(): number {
    return ((this.table.perMinute - this.most) * this.share) / MINUTE;
  }

  private refill(): void {
    const now = this.clock.now();
    const passed = Math.max(0, now - this.at);
    this.at = now;
    this.units = Math.min(this.most, this.units + passed * this.perMs);
    if (this.share < 1 && now - this.learnedAt >= MINUTE)
      this.share = Math.min(1, this.share + (UP * passed) / MINUTE);
  }
}
