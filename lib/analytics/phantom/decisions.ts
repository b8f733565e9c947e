import { domainOf } from '../../facts/message';
import type { JoinedEvent } from '../attribution/clicks';

/**
 * The user's word on clicks: data that is kept, exported and imported like any other fact, under stable keys. The
 * latest word on the same thing counts; undo is to leave the entry out.
 */
export interface Decision {
  /** One click, by its event key, or all clicks of a company, by its domain. One click's word goes before its company's. */
  readonly about: { readonly click: string } | { readonly company: string };
  readonly by: 'human' | 'machine';
  /** When it was said, ms UTC. */
  readonly at: number;
}

/** Reads decisions into a lookup; independent of their order. */
export function readDecisions(
  decisions: readonly Decision[],
): (click: JoinedEvent) => { by: 'human' | 'machine'; company: boolean } | null {
  const clicks = new Map<string, Decision>();
  const companies = new Map<string, Decision>();
  for (const decision of decisions) {
    const [map, key] =
      'click' in decision.about
        ? [clicks, decision.about.click]
        : [companies, decision.about.company.toLowerCase()];
    const known = map.get(key);
    // Of two words at the same instant the careful one stands: no click is counted on a coin's toss.
    if (
      known === undefined ||
      decision.at > known.at ||
      (decision.at === known.at && decision.by === 'machine')
    )
      map.set(key, decision);
  }
  if (clicks.size === 0 && companies.size === 0) return () => null;
  return ({ event, prospect, twins }) => {
    const own = latestOn(clicks, [event.key, ...twins.map(({ key }) => key)]);
    if (own !== undefined) return { by: own.by, company: false };
    const all = companies.get(domainOf(prospect ?? event.recipient ?? ''));
    return all === undefined ? null : { by: all.by, company: true };
  };
}

/** Of a click that two trackers report, each may have been there first, and got the word. */
function latestOn(clicks: ReadonlyMap<string, Decision>, keys: readonly string[]): Decision | undefined {
  let latest: Decision | undefined;
  for (const key of keys) {
    const said = clicks.get(key);
    if (said === undefined) continue;
    if (latest === undefined || said.at > latest.at || (said.at === latest.at && said.by === 'machine'))
      latest = said;
  }
  return latest;
}
