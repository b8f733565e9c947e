/** Chrome's and Firefox's words for a background that was stopped while it was being asked, or is just being stopped. */
const GONE =
  /Receiving end does not exist|message port closed|message channel closed|Could not establish connection|No response/i;

/**
 * Milliseconds before each further try. A stopped background starts at the first of them; one that is busy while it is
 * being stopped (Chromium gives it a second) hears nobody until it is gone.
 */
const PAUSES = [0, 50, 150, 300, 500, 1000, 1500];

/** The background did not answer, however often it was asked. */
export class BackgroundGone extends Error {}

/**
 * Asks until somebody hears. Only a background that is gone is asked again, so what is asked must be idempotent; an error of its
 * own goes to the caller as it is.
 * @param send one try
 * @param pause resolves after so many milliseconds
 * @throws BackgroundGone after `PAUSES.length + 1` tries in some 3.5 s
 */
export async function askAgain<T>(send: () => Promise<T>, pause: (ms: number) => Promise<void>): Promise<T> {
  for (let tries = 0; ; tries++)
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof Error) || !GONE.test(error.message)) throw error;
      const ms = PAUSES[tries];
      if (ms === undefined) throw new BackgroundGone(error.message, { cause: error });
      await pause(ms);
    }
}
