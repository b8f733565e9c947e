import type { JoinedEvent } from '../attribution/clicks';
import { readDecisions } from './decisions';
import { fitModel, type Judgement } from './model';
import { type SessionOdds, strongest, termsOf } from './reasons';
import { type JudgeContext, observe, type Session } from './sessions';
import { clickTime } from './time';
import { HOUR, PAIR, VERDICT } from './weights';

export type ClickVerdict = 'human' | 'unsure' | 'scanner';

export interface JudgedClick {
  readonly joined: JoinedEvent;
  /** Probability that a person clicked. */
  readonly human: number;
  readonly verdict: ClickVerdict;
  /** Strongest first, in plain words. */
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

/**
 * Judges every click: the probability that a person made it, and why. Facts in, judgement out; nothing is stored, so a
 * verdict can always be computed again. Deterministic.
 * @param joined all events, in time order: opens are evidence, too
 * @returns one judgement per click event, in the order given
 */
export function judgeClicks(joined: readonly JoinedEvent[], context: JudgeContext): JudgedClick[] {
  const observed = observe(joined, context);
  const judgement = fitModel(observed, context.tuning);
  const said = readDecisions(context.decisions ?? []);
  const judged = new Map<JoinedEvent, JudgedClick>();
  let i = 0;
  let p = 0;
  observed.companies.forEach((company, c) => {
    for (const pair of company.pairs) {
      const waits = pair.sessions.map((session) =>
        session.clicks.map((click) => isWaiting(clickTime(click), context.now)),
      );
      const held = waits.some((session) => session.includes(true));
      const clicked = held
        ? 1 -
          pair.sessions.reduce(
            (none, _, s) => none * (waits[s]?.every(Boolean) ? 1 : 1 - (judgement.human[i + s] ?? 0)),
            1,
          )
        : (judgement.clicked[p] ?? 0);
      pair.sessions.forEach((session, s) => {
        const human = settle(session, judgement.human[i] ?? 0);
        const odds = oddsOf(judgement, i, c);
        const terms = termsOf(session, odds);
        const reasons = strongest(terms, human);
        const shares = shareOut(session, judgement.twin[i] ?? 0);
        session.clicks.forEach((click, k) => {
          const word = said(click);
          const own = word === null ? human * (shares[k] ?? 1) : word.by === 'human' ? 1 : 0;
          judged.set(click, {
            joined: click,
            human: own,
            verdict: verdictOf(own),
            reasons:
              word !== null
                ? [
                    `you said ${word.company ? 'of all clicks of this company ' : ''}that a ${word.by === 'human' ? 'person' : 'machine'} clicked`,
                  ]
                : own < human - 0.3
                  ? [
                      'a second look at the same link within seconds of a person’s click',
                      ...reasons.slice(0, 1),
                    ]
                  : reasons,
            waiting: waits[s]?.[k] ?? false,
            clicked: Math.min(1, Math.max(0, clicked)),
          });
        });
        i++;
      });
      p++;
    }
  });
  return joined.flatMap((click) => judged.get(click) ?? []);
}

function settle(session: Session, human: number): number {
  return session.said === 'human' ? 1 : session.said === 'machine' ? 0 : human;
}

function oddsOf(judgement: Judgement, session: number, company: number): SessionOdds {
  return {
    timing: judgement.timing[session] ?? 0,
    habit: judgement.habit[session] ?? 0,
    together: judgement.together[session] ?? 0,
    scans: judgement.scans[company] ?? 0,
    traitWeights: judgement.traitWeights,
  };
}

/** P(each click was the person's | a person was there): 1, but for the other half of a pair. */
function shareOut(session: Session, twin: number): number[] {
  const { clicks, twins } = session;
  const shares = twins.map((isTwin) => (isTwin ? 0.05 : 1));
  if (clicks.length < 2 || twins.includes(true)) return shares;
  // Nothing tells the two apart where the tracker gives neither address nor program.
  if (clicks[0]?.event.ip !== null && clicks.every(({ event }) => event.ip === clicks[0]?.event.ip))
    return shares;
  const links = new Set(clicks.map(({ event }) => event.destination ?? event.url));
  if (links.size > 1) return shares;
  return shares.map(
    (_, k) => 1 - twin + twin * (k === 0 ? PAIR.firstIsHuman : (1 - PAIR.firstIsHuman) / (clicks.length - 1)),
  );
}
