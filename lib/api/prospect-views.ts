import type { Analysis, Sent } from '../analytics/analyse';
import { doingsOf } from '../analytics/rates/doings';
import { tidy } from '../analytics/rates/rate';
import { noClickAfter } from '../analytics/rates/tally';
import { type DecisionView, saidOf } from './decisions';
import type { ProspectRow, ProspectsPage, ProspectsQuery, ProspectView } from './surface-types';
import { entriesOf } from './views';

interface Person {
  readonly address: string;
  name: string;
  readonly sequences: Map<string, string>;
  readonly emails: Sent[];
  delivered: boolean;
  replied: boolean;
  noClick: number;
}

function peopleOf(analysis: Analysis): ReadonlyMap<string, Person> {
  const people = new Map<string, Person>();
  for (const sent of analysis.sent) {
    if (sent.placement === null) continue;
    const { id, name } = sent.placement.sequence;
    const doings = doingsOf(sent);
    for (const [i, address] of sent.mail.prospects.entries()) {
      let person = people.get(address);
      if (person === undefined) {
        person = {
          address,
          name: '',
          sequences: new Map(),
          emails: [],
          delivered: false,
          replied: false,
          noClick: 1,
        };
        people.set(address, person);
      }
      const own = doings.each[i] ?? doings.all;
      person.sequences.set(id, name);
      person.emails.push(sent);
      person.delivered ||= own.delivered === 1;
      person.replied ||= own.replied;
      person.noClick = noClickAfter(person.noClick, own);
      if (person.name === '')
        for (const to of [...sent.mail.fact.to, ...sent.mail.fact.cc])
          if (to.address === address) person.name = to.name;
    }
  }
  return people;
}

/** One walk over the mail serves all pages and searches of one analysis. */
const known = new WeakMap<Analysis, ReadonlyMap<string, Person>>();

function people(analysis: Analysis): ReadonlyMap<string, Person> {
  const found = known.get(analysis) ?? peopleOf(analysis);
  known.set(analysis, found);
  return found;
}

function rowOf(person: Person): ProspectRow {
  return {
    key: person.address,
    name: person.name,
    sequences: [...person.sequences].map(([id, name]) => ({ id, name })),
    emails: person.emails.length,
    lastAt: person.emails.at(-1)?.mail.fact.at ?? 0,
    delivered: person.delivered,
    replied: person.replied,
    clicked: tidy(1 - person.noClick),
  };
}

const lastAt = ({ emails }: Person): number => emails.at(-1)?.mail.fact.at ?? 0;

/** Everybody outreach went to, latest first. */
export function prospectsOf(analysis: Analysis, { text, offset, limit }: ProspectsQuery): ProspectsPage {
  const wanted = text.trim().toLowerCase();
  const found = [...people(analysis).values()]
    .filter(
      ({ address, name, sequences }) =>
        wanted === '' ||
        address.includes(wanted) ||
        name.toLowerCase().includes(wanted) ||
        [...sequences.values()].some((sequence) => sequence.toLowerCase().includes(wanted)),
    )
    .sort((a, b) => lastAt(b) - lastAt(a) || (a.address < b.address ? -1 : 1));
  const from = Math.max(0, offset);
  return { total: found.length, rows: found.slice(from, from + Math.max(0, limit)).map(rowOf) };
}

/** One prospect with the timeline of each sequence they are in. */
export function prospectOf(
  analysis: Analysis,
  decisions: readonly DecisionView[],
  address: string,
): ProspectView | null {
  const person = people(analysis).get(address.toLowerCase());
  if (person === undefined) return null;
  const said = saidOf(decisions);
  return {
    ...rowOf(person),
    timelines: [...person.sequences].map(([id, name]) => ({
      sequence: { id, name },
      entries: person.emails
        .filter(({ placement }) => placement?.sequence.id === id)
        .flatMap((sent) => entriesOf(onlyOf(sent, person.address), said))
        .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
    })),
  };
}

/** What happened with this prospect or with nobody by name. */
function onlyOf(sent: Sent, address: string): Sent {
  const theirs = (who: string | null): boolean => who === null || who === address;
  return {
    ...sent,
    mail: { ...sent.mail, prospects: [address] },
    clicks: sent.clicks.filter(({ joined }) => theirs(joined.prospect)),
    answers: sent.answers.filter(({ prospect }) => theirs(prospect)),
  };
}
