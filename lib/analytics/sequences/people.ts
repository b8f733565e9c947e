import type { Outbound } from '../mailbox';
import { IntPool, type Lists } from './int-map';

/** The prospects, by number; messages are given by theirs. */
export interface People {
  /** Addresses, in order: a prospect's number is the place in it. */
  readonly names: readonly string[];
  /** Message → its prospects, in the order it names them. */
  readonly of: Lists;
  /** Prospect → their messages, in time order. */
  readonly mails: Lists;
}

/** Numbers the prospects of messages, each of which has at least one. */
export function numberPeople(mails: readonly Outbound[]): People {
  const numbers = new Map<string, number>();
  const names: string[] = [];
  const starts = new Int32Array(mails.length + 1);
  const found = new IntPool(mails.length + 16);
  for (let mail = 0; mail < mails.length; mail++) {
    const prospects = mails[mail]?.prospects ?? [];
    for (let at = 0; at < prospects.length; at++) {
      const name = prospects[at] ?? '';
      let number = numbers.get(name);
      if (number === undefined) {
        number = names.length;
        numbers.set(name, number);
        names.push(name);
      }
      found.push(number);
    }
    starts[mail + 1] = found.size;
  }
  // By address, so that nothing depends on who was written to first.
  names.sort();
  const place = new Int32Array(names.length);
  for (let at = 0; at < names.length; at++) place[numbers.get(names[at] ?? '') ?? 0] = at;
  const values = found.values.slice(0, found.size);
  for (let at = 0; at < values.length; at++) values[at] = place[values[at] ?? 0] ?? 0;
  const of = { values, starts };
  return { names, of, mails: mailsOf(of, names.length) };
}

/** Counting sort: by prospect, and in time order within one. */
function mailsOf({ values, starts }: Lists, people: number): Lists {
  const ends = new Int32Array(people + 1);
  for (let at = 0; at < values.length; at++) {
    const person = (values[at] ?? 0) + 1;
    ends[person] = (ends[person] ?? 0) + 1;
  }
  for (let person = 1; person <= people; person++)
    ends[person] = (ends[person] ?? 0) + (ends[person - 1] ?? 0);
  const next = ends.slice();
  const mails = new Int32Array(values.length);
  for (let mail = 0; mail + 1 < starts.length; mail++)
    for (let at = starts[mail] ?? 0; at < (starts[mail + 1] ?? 0); at++) {
      const person = values[at] ?? 0;
      const to = next[person] ?? 0;
      mails[to] = mail;
      next[person] = to + 1;
    }
  return { values: mails, starts: ends };
}
