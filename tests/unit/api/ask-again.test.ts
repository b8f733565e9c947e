import { describe, expect, it } from 'vitest';
import { askAgain, BackgroundGone } from '../../../lib/api/ask-again';

const GONE = 'Could not establish connection. Receiving end does not exist.';

/** A background that is gone for the first `times` tries. */
function stopping(times: number, words = GONE) {
  const waited: number[] = [];
  let tries = 0;
  const asked = askAgain(
    async () => {
      tries += 1;
      if (tries <= times) throw new Error(words);
      return 'an answer';
    },
    async (ms) => void waited.push(ms),
  );
  return { asked, tries: () => tries, waited };
}

describe('asking a background that is being stopped', () => {
  it('asks once where it is heard', async () => {
    const { asked, tries, waited } = stopping(0);
    expect(await asked).toBe('an answer');
    expect([tries(), waited]).toEqual([1, []]);
  });

  it('starts a stopped one with the second try, at once', async () => {
    const { asked, waited } = stopping(1, 'The message port closed before a response was received.');
    expect(await asked).toBe('an answer');
    expect(waited).toEqual([0]);
  });

  it('waits longer and longer for one that is still being stopped', async () => {
    const { asked, waited } = stopping(5);
    expect(await asked).toBe('an answer');
    expect(waited).toHaveLength(5);
    expect(waited).toEqual([...waited].sort((a, b) => a - b));
  });

  it('gives up on one that never comes back, after a few seconds', async () => {
    const { asked, tries, waited } = stopping(Number.POSITIVE_INFINITY);
    await expect(asked).rejects.toBeInstanceOf(BackgroundGone);
    expect(tries()).toBe(waited.length + 1);
    expect(waited.reduce((sum, ms) => sum + ms, 0)).toBe(3500);
  });

  it('hands an error of the background’s own on, unasked again', async () => {
    const { asked, tries } = stopping(9, 'The disk is full.');
    await expect(asked).rejects.toThrow('The disk is full.');
    expect(tries()).toBe(1);
  });

  it('hands on such an error after it came back, too', async () => {
    let tries = 0;
    const asked = askAgain(
      async () => {
        tries += 1;
        throw new Error(tries < 3 ? GONE : 'The disk is full.');
      },
      async () => {},
    );
    await expect(asked).rejects.toThrow('The disk is full.');
    expect(tries).toBe(3);
  });
});
