import type { JoinedEvent } from '../attribution/clicks';

export type ClickVerdict = 'human' | 'unsure' | 'scanner';

export interface JudgedClick {
  readonly joined: JoinedEvent;
  /** Probability that a person clicked. */
  readonly human: number;
  readonly verdict: ClickVerdict;
  /** Strongest first, in plain words. */
  readonly reasons: readonly string[];
}

/** human ≥ .8, scanner ≤ .2, else unsure. */
export function verdictOf(human: number): ClickVerdict {
  return human >= 0.8 ? 'human' : human <= 0.2 ? 'scanner' : 'unsure';
}

/** R1, Mautic's BotRatioHelper and ValueBuilder: a click within this time of sending is a machine's. */
const R1_AFTER_SEND = 2000;
/** R4, Marketo: two or more activities of one recipient on one message within this time. */
const R4_PROXIMITY = 1000;
/** R8, CustomerMinds: all links clicked, of at least this many. */
const R8_LINKS = 3;

/** Judges clicks by the published rules R1, R4 and R8 and by the tracker's own verdict. */
export function judgeClicks(joined: readonly JoinedEvent[]): JudgedClick[] {
  const clicks = joined.filter(({ event }) => event.kind === 'click');
  const groups = new Map<string, JoinedEvent[]>();
  for (const click of clicks) {
    const key = `${click.to?.fact.messageId ?? '?'}|${click.prospect ?? click.event.recipient ?? '?'}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [click]);
    else group.push(click);
  }
  const reasons = new Map<JoinedEvent, string[]>();
  for (const group of groups.values()) {
    group.sort((a, b) => a.event.at - b.event.at || (a.event.key < b.event.key ? -1 : 1));
    const mail = group[0]?.to ?? null;
    const links = new Set(mail?.fact.links.map((link) => link.destination));
    const clicked = new Set(group.map(({ event }) => event.destination));
    const all = links.size >= R8_LINKS && [...links].every((link) => clicked.has(link));
    group.forEach((click, index) => {
      const why: string[] = [];
      const { event } = click;
      if (event.machine === true) why.push('the tracker itself calls it a machine');
      const delay = mail === null ? Number.POSITIVE_INFINITY : event.at - mail.fact.at;
      if (delay < R1_AFTER_SEND) why.push('clicked within two seconds of sending');
      const gap = Math.min(
        event.at - (group[index - 1]?.event.at ?? Number.NEGATIVE_INFINITY),
        (group[index + 1]?.event.at ?? Number.POSITIVE_INFINITY) - event.at,
      );
      if (gap <= R4_PROXIMITY) why.push('another click on the same email within a second');
      if (all) why.push(`all ${links.size} links of the email were clicked`);
      reasons.set(click, why);
    });
  }
  return clicks.map((click) => {
    const why = reasons.get(click) ?? [];
    const human = why.length > 0 ? 0 : 1;
    return {
      joined: click,
      human,
      verdict: verdictOf(human),
      reasons: why.length > 0 ? why : ['no sign of a machine'],
    };
  });
}
