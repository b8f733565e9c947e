import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeAnswers } from '../../../lib/analytics/attribution/answers';
import { readMailbox } from '../../../lib/analytics/mailbox';
import { newWordCache, type WordCache } from '../../../lib/analytics/sequences/cache';
import { findSequences } from '../../../lib/analytics/sequences/find';
import type { SentMessage } from '../../../lib/facts/message';
import { fleetSequence, ME, paperSequence } from './mailbox';

const mails: readonly SentMessage[] = [...paperSequence(6), ...fleetSequence(5)];

function run(messages: readonly SentMessage[], cache: WordCache | null): unknown {
  const mailbox = readMailbox(messages, [ME]);
  const found = findSequences(mailbox, attributeAnswers(mailbox), [], {}, cache);
  const places = [...found.placements].map(([mail, place]) => [mail.fact.messageId, place]);
  return { places, sequences: found.sequences, known: found.known };
}

/** Some of the mail, some of it changed under its old Message-ID, some of it read anew from a store. */
const mailbox = fc
  .tuple(fc.shuffledSubarray([...mails]), fc.infiniteStream(fc.nat({ max: 9 })))
  .map(([some, chances]) =>
    some.map((mail) => {
      const chance = chances.next().value;
      if (chance === 0) return { ...mail, text: `${mail.text} And there is one line more than there was.` };
      if (chance === 1) return { ...mail, subject: `Re: ${mail.subject}` };
      if (chance === 2) return { ...mail, to: mail.to.map((to) => ({ ...to, name: 'Clinics Forms' })) };
      return chance < 6 ? structuredClone(mail) : mail;
    }),
  );

describe('the cache of what was read', () => {
  it('changes no result, whatever it was filled with', () => {
    fc.assert(
      fc.property(fc.array(mailbox, { minLength: 1, maxLength: 4 }), (runs) => {
        const cache = newWordCache();
        for (const messages of runs) expect(run(messages, cache)).toEqual(run(messages, null));
      }),
      { numRuns: 40 },
    );
  });

  it('reads a message again only when it has changed, and forgets what is gone', () => {
    const cache = newWordCache();
    run(mails, cache);
    const before = cache.entries;
    const [first, second, ...rest] = mails;
    if (first === undefined || second === undefined) throw new Error('no mail');
    run([{ ...first, text: 'Something else' }, ...rest], cache);
    const wordsIn = (entries: WordCache['entries'], { account, messageId }: SentMessage): unknown =>
      entries.get(account)?.get(messageId)?.words;
    expect(wordsIn(cache.entries, first)).toBeDefined();
    expect(wordsIn(cache.entries, first)).not.toBe(wordsIn(before, first));
    expect(wordsIn(cache.entries, second)).toBeUndefined();
    for (const mail of rest) expect(wordsIn(cache.entries, mail)).toBe(wordsIn(before, mail));
  });
});
