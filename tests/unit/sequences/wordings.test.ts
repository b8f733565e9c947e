import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { heardBy, numberShared } from '../../../lib/analytics/sequences/numbering';
import type { People } from '../../../lib/analytics/sequences/people';
import { Vocabulary } from '../../../lib/analytics/sequences/vocabulary';
import { Wordings } from '../../../lib/analytics/sequences/wordings';

/** Few different hashes and keys, so that texts, parts of texts and keys fall together. */
const text = fc.uniqueArray(fc.integer({ min: -20, max: 20 }), { maxLength: 12 });
const said = fc.record({
  text,
  key: fc.integer({ min: 0, max: 2 }),
  subject: fc.integer({ min: 0, max: 2 }),
});

describe('wordings', () => {
  it('are one where the text and the subject that counts are the same, whatever the keys of others', () => {
    fc.assert(
      fc.property(fc.array(said, { maxLength: 40 }), (all) => {
        const wordings = new Wordings(4);
        const numbers = new Map<string, number>();
        for (const { text: hashes, key, subject } of all) {
          const list = Int32Array.from([0, ...hashes, 0]);
          const number = wordings.of(key, list, 1, hashes.length + 1, subject);
          const name = JSON.stringify([hashes, key, subject]);
          expect(numbers.get(name) ?? number).toBe(number);
          numbers.set(name, number);
          const start = wordings.starts.at(number);
          const own = wordings.hashes.values.slice(start, wordings.ends.at(number));
          expect([...own]).toEqual(hashes);
        }
        expect(wordings.size).toBeLessThanOrEqual(numbers.size);
      }),
    );
  });
});

describe('numbering', () => {
  it('numbers what two people or more got, and counts its messages and people', () => {
    const mail = fc.record({
      wording: fc.nat(9),
      people: fc.uniqueArray(fc.nat(5), { minLength: 1, maxLength: 3 }),
      talk: fc.boolean(),
    });
    const texts = fc.array(
      fc.uniqueArray(fc.integer({ min: -30, max: 30 }), { minLength: 6, maxLength: 20 }),
      {
        minLength: 10,
        maxLength: 10,
      },
    );
    fc.assert(
      fc.property(texts, fc.array(mail, { maxLength: 40 }), (lists, mails) => {
        const wordings = new Wordings(4);
        const numbers = lists.map((list, key) => wordings.of(key, Int32Array.from(list), 0, list.length, 0));
        const own = mails.map(({ wording, talk }) => (talk ? wordings.size : (numbers[wording] ?? 0)));
        const vocabulary = new Vocabulary(16);
        const heard = heardBy(
          Int32Array.from(own),
          wordings.size,
          peopleOf(mails.map(({ people }) => people)),
        );
        const shared = numberShared(wordings, heard, vocabulary);

        const mailsWith = new Map<number, number>();
        const peopleWith = new Map<number, Set<number>>();
        for (const { wording, people, talk } of mails)
          for (const hash of talk ? [] : (lists[wording] ?? [])) {
            mailsWith.set(hash, (mailsWith.get(hash) ?? 0) + 1);
            peopleWith.set(hash, (peopleWith.get(hash) ?? new Set()).add(people[0] ?? -1));
          }
        const telling = [...peopleWith].flatMap(([hash, people]) => (people.size >= 2 ? [hash] : []));
        expect(vocabulary.size).toBe(telling.length);
        for (const hash of telling) {
          const id = vocabulary.intern(hash);
          expect(vocabulary.mailsOf(id)).toBe(mailsWith.get(hash));
          expect(vocabulary.peopleOf(id)).toBe(peopleWith.get(hash)?.size);
        }
        for (const [at, list] of lists.entries()) {
          const number = numbers[at] ?? 0;
          const got = shared.values.slice(shared.starts[number], shared.starts[number + 1]);
          const isHeard = own.includes(number);
          const want = isHeard ? list.filter((hash) => telling.includes(hash)) : [];
          expect([...got]).toEqual(want.map((hash) => vocabulary.intern(hash)));
        }
        expect(shared.starts[wordings.size]).toBe(shared.starts[wordings.size + 1]);
      }),
    );
  });
});

/** @param of each message's people, its first one first */
function peopleOf(of: readonly (readonly number[])[]): People {
  const mails = Array.from({ length: 6 }, (_, person) =>
    of.flatMap((people, mail) => (people.includes(person) ? [mail] : [])),
  );
  return { names: mails.map((_, person) => `p${person}`), of: listsOf(of), mails: listsOf(mails) };
}

function listsOf(lists: readonly (readonly number[])[]): People['of'] {
  const starts = new Int32Array(lists.length + 1);
  for (const [index, list] of lists.entries()) starts[index + 1] = (starts[index] ?? 0) + list.length;
  return { values: Int32Array.from(lists.flat()), starts };
}
