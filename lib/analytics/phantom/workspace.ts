import type { Arena } from './arena';
import type { Sessions } from './columns';
import { KINDS, OWN_OFFSET } from './states';
import { ANYTIME_TABLE, BROAD, lookUp, minuteOf, SCAN_TABLES, scale } from './timing';
import { HUMAN } from './weights';

/** The model's columns (see columns.ts): what is read off the sessions once, and what each round writes anew. */
export class Workspace {
  readonly count: number;
  /** Time since sending on the scale of timing.ts, and whether it is known. */
  readonly u: Float64Array;
  readonly known: Uint8Array;
  readonly minute: Uint8Array;
  /** 1: soon after the session before it. */
  readonly soon: Uint8Array;
  /** Density of a scan by behaviour, KINDS to a session, before anything is learned. */
  readonly base: Float64Array;
  /** Density of a scan at any time. */
  readonly anytime: Float64Array;

  /** P(a person's), P(a machine's). */
  readonly human: Float64Array;
  readonly machine: Float64Array;
  /** By pair: P(the prospect clicked); and the chance that they do before their own clicks are looked at. */
  readonly clicked: Float64Array;
  readonly rates: Float64Array;
  /** How much of a session is a sweep's. */
  readonly sweepWeight: Float64Array;
  /** Expected number of previews. */
  previews = 0;
  humanAgains = 0;
  scanAgains = 0;

  /** Densities of the labels: a person's first, a person's further; a first scan by behaviour (KINDS to a session), … */
  readonly first: Float64Array;
  readonly again: Float64Array;
  readonly scans: Float64Array;
  /** … a first scan at a company that scans nothing, and a further scan that keeps to no habit. */
  readonly stray: Float64Array;
  readonly scanAnytime: Float64Array;
  /** Of the densities of a scan: that of a program which previews a link that somebody passed on. */
  readonly previewed: Float64Array;
  /** P(the other half of a pair is a machine's). */
  readonly twin: Float64Array;
  /** What a company's habit and its scans at the same moment add to the density of a scan. */
  readonly habit: Float64Array;
  readonly together: Float64Array;
  /** Product over a company's own findings of P(finding | human) / P(finding | machine). */
  readonly ownFindings: Float64Array;

  constructor(sessions: Sessions, arena: Arena) {
    const { at, count, pairStart, seconds } = sessions;
    const pairs = sessions.pairGroup.length;
    const column = (): Float64Array => arena.floats(count);
    this.count = count;
    this.u = column();
    this.known = arena.bytes(count);
    this.minute = arena.bytes(count);
    this.soon = arena.bytes(count);
    this.base = arena.floats(count * KINDS);
    this.anytime = column();
    this.human = column().fill(0.5);
    this.machine = column().fill(0.5);
    this.clicked = arena.floats(pairs);
    this.rates = arena.floats(pairs).fill(HUMAN.rate);
    this.sweepWeight = column();
    this.first = column();
    this.again = column();
    this.scans = arena.floats(count * KINDS);
    this.stray = column();
    this.scanAnytime = column();
    this.previewed = column();
    this.twin = column();
    this.habit = column();
    this.together = column();
    this.ownFindings = column();
    for (let i = 0; i < count; i++) {
      this.minute[i] = minuteOf(at[i] ?? 0);
      const s = seconds[i] ?? -1;
      if (s < 0) {
        this.base.fill(BROAD, i * KINDS, (i + 1) * KINDS);
        this.anytime[i] = BROAD;
        continue;
      }
      const u = scale(s);
      this.known[i] = 1;
      this.u[i] = u;
      for (let k = 0; k < OWN_OFFSET; k++) {
        const table = SCAN_TABLES[k];
        if (table !== undefined) this.base[i * KINDS + k] = lookUp(table, u);
      }
      this.anytime[i] = lookUp(ANYTIME_TABLE, u);
    }
    for (let pair = 0; pair < pairs; pair++)
      for (let i = (pairStart[pair] ?? 0) + 1; i < (pairStart[pair + 1] ?? 0); i++)
        if ((at[i] ?? 0) - (at[i - 1] ?? 0) <= HUMAN.soonWithin) this.soon[i] = 1;
  }
}
