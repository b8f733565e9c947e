import { apart, type EventsApart } from '../attribution/apart';
import type { JoinedEvent } from '../attribution/clicks';
import { type Observed, SAID_HUMAN, SAID_MACHINE } from './columns';
import { renumbered, type Taught } from './memory';
import { type Judgement, judgeSessions } from './model';
import { type JudgeContext, observe } from './observe';
import { Reasons, saidReason, secondLook } from './reasons';
import { HOUR, PAIR, SESSION, VERDICT } from './weights';

export type ClickVerdict = 'human' | 'unsure' | 'scanner';

export interface JudgedClick {
  readonly joined: JoinedEvent;
  /** Probability that a person clicked. */
  readonly human: number;
  readonly verdict: ClickVerdict;
  /** Strongest first, in plain words. Shared between clicks. */
  readonly reasons: readonly string[];
  /** Younger than ten minutes: shown, but held out of every count until then. */
  readonly waiting: boolean;
  /**
   * P(this prospect clicked this email at least once), over all its clicks that do not wait: the same on each of them.
   * Clicks of one session are one doing, so it is not what the clicks' own probabilities would multiply to.
   */
  readonly clicked: number;
}

/** human ≥ .8, scanner ≤ .2, else unsure. */
export function verdictOf(human: number): ClickVerdict {
  return human >= VERDICT.human ? 'human' : human <= VERDICT.scanner ? 'scanner' : 'unsure';
}

/** A tracker's clock that runs further ahead than this is wrong, not early: its clicks do not wait. */
const AHEAD = HOUR;

export function isWaiting(at: number, now: number): boolean {
  return now - at < VERDICT.hold && at - now < AHEAD;
}

/** P(this click was not the person's | a person was there), of one that is plainly by another hand. */
const NOT_THEIRS = 0.05;

/**
 * Judges every click: the probability that a person made it, and why. Facts in, judgement out; nothing is stored, so a
 * verdict can always be computed again. Deterministic.
 * @param joined all events, in time order: opens are evidence, too
 * @returns one judgement per click event, in the order given
 */
export function judgeClicks(joined: readonly JoinedEvent[], context: JudgeContext): JudgedClick[] {
  return judgeAndRemember(apart(joined), context).clicks;
}

/** As `judgeClicks`, with what the judgement of a few clicks after it needs to know (see memory.ts). */
export function judgeAndRemember(
  events: Pick<EventsApart, 'clicks' | 'opens'>,
  context: JudgeContext,
): { clicks: JudgedClick[]; taught: Taught; counts: Observed['counts'] } {
  const observed = observe(events, context);
  const { clickAt, clicks, clickOf, companyStart, pairStart, said, sessionStart, words } = observed;
  const reasons = new Reasons(observed);
  const judged: JudgedClick[] = [];
  // Filled in the order of companies, read in the order given: a place for each first.
  judged.length = clicks.length;
  const waits = new Uint8Array(clicks.length);
  for (let i = 0; i < waits.length; i++) if (isWaiting(clickAt[i] ?? 0, context.now)) waits[i] = 1;
  const shares = new Float64Array(clicks.length).fill(1);
  const known = context.taught === undefined ? null : renumbered(context.taught, observed.names);
  const portions = judgeSessions(observed, context.tuning, known);
  let next = portions.next();
  for (; next.done !== true; next = portions.next()) {
    const portion = next.value;
    const firstPair = companyStart[portion.fromCompany] ?? 0;
    const first = pairStart[firstPair] ?? 0;
    for (let company = portion.fromCompany; company < portion.toCompany; company++) {
      const scans = portion.scans[company - portion.fromCompany] ?? 0;
      for (let pair = companyStart[company] ?? 0; pair < (companyStart[company + 1] ?? 0); pair++) {
        const clicked = clickedBy(observed, pair, waits, portion, pair - firstPair, first);
        for (let session = pairStart[pair] ?? 0; session < (pairStart[pair + 1] ?? 0); session++) {
          const word = said[session] ?? 0;
          const human =
            word === SAID_HUMAN ? 1 : word === SAID_MACHINE ? 0 : (portion.human[session - first] ?? 0);
          const why = reasons.of(session, portion, session - first, scans, human);
          const from = sessionStart[session] ?? 0;
          const to = sessionStart[session + 1] ?? 0;
          if (to - from > 1) shareOut(observed, from, to, portion.twin[session - first] ?? 0, shares);
          for (let p = from; p < to; p++) {
            const i = clickOf[p] ?? 0;
            const click = clicks[i];
            if (click === undefined) continue;
            const own = words[i] ?? 0;
            const probability = own === 0 ? human * (shares[i] ?? 1) : (own & SAID_HUMAN) !== 0 ? 1 : 0;
            judged[i] = {
              joined: click,
              human: probability,
              verdict: verdictOf(probability),
              reasons: own !== 0 ? saidReason(own) : probability < human - 0.3 ? secondLook(why) : why,
              waiting: waits[i] === 1,
              clicked,
            };
          }
        }
      }
    }
  }
  const taught = context.taught ?? { ...next.value, names: observed.names };
  return { clicks: judged, taught, counts: observed.counts };
}

/**
 * P(the prospect clicked), clicks that wait left out.
 * @param ownPair the pair by its number in the portion
 * @param first the portion's first session
 */
function clickedBy(
  { clickOf, pairStart, sessionStart }: Observed,
  pair: number,
  waits: Uint8Array,
  { human, clicked }: Judgement,
  ownPair: number,
  first: number,
): number {
  let held = false;
  let none = 1;
  for (let session = pairStart[pair] ?? 0; session < (pairStart[pair + 1] ?? 0); session++) {
    let all = true;
    for (let p = sessionStart[session] ?? 0; p < (sessionStart[session + 1] ?? 0); p++)
      if (waits[clickOf[p] ?? 0] === 1) held = true;
      else all = false;
    if (!all) none *= 1 - (human[session - first] ?? 0);
  }
  return Math.min(1, Math.max(0, held ? 1 - none : (clicked[ownPair] ?? 0)));
}

/** P(each click was the person's | a person was there): 1, but for the other half of a pair. */
function shareOut(
  { clickAt, clicks, clickOf, twins }: Observed,
  from: number,
  to: number,
  twin: number,
  shares: Float64Array,
): void {
  const first = clicks[clickOf[from] ?? 0]?.event;
  if (first === undefined) return;
  const link = first.destination ?? first.url;
  let told = false;
  let oneAddress = first.ip !== null;
  let oneLink = true;
  for (let p = from; p < to; p++) {
    const i = clickOf[p] ?? 0;
    const event = clicks[i]?.event;
    if (event === undefined) continue;
    if (twins[i] === 1) {
      told = true;
      shares[i] = NOT_THEIRS;
    }
    if (event.ip !== first.ip) oneAddress = false;
    if ((event.destination ?? event.url) !== link) oneLink = false;
  }
  if (told || oneAddress || !oneLink) return;
  // Nothing but their distance tells the two apart where the tracker gives neither address nor program.
  const gap = (clickAt[clickOf[from + 1] ?? 0] ?? 0) - (clickAt[clickOf[from] ?? 0] ?? 0);
  const quick = gap <= SESSION.tap;
  const check = twin * (quick ? PAIR.checkQuick : 1 - PAIR.checkQuick);
  const tap = (1 - twin) * (quick ? PAIR.tapQuick : 1 - PAIR.tapQuick);
  const isCheck = check / (check + tap + 1e-300);
  const firstIsHuman = quick ? PAIR.firstIsHumanQuick : PAIR.firstIsHuman;
  const others = (1 - firstIsHuman) / (to - from - 1);
  for (let p = from; p < to; p++)
    shares[clickOf[p] ?? 0] = 1 - isCheck + isCheck * (p === from ? firstIsHuman : others);
}
