import type { Page } from '@playwright/test';
import type { Protocol } from '../../lib/api/protocol';

type Question = keyof Protocol;
type Data<K extends Question> = Parameters<Protocol[K]>[0];
type Answer<K extends Question> = Awaited<ReturnType<Protocol[K]>>;

/**
 * Asks the background from a page of the extension, as a view does.
 * @throws with the background's own words where it refuses
 */
export async function ask<K extends Question>(page: Page, what: K, data?: Data<K>): Promise<Answer<K>> {
  const answer = await page.evaluate(
    async ([type, given]) => {
      // The page is the extension's own; its `chrome` is not declared here.
      const { runtime } = (
        globalThis as unknown as { chrome: { runtime: { sendMessage(message: unknown): Promise<unknown> } } }
      ).chrome;
      const message = { id: 1, type, data: given, timestamp: Date.now() };
      // A worker that was just stopped is started by the second try, as in `lib/api/client`.
      return runtime.sendMessage(message).catch(() => runtime.sendMessage(message));
    },
    [what, data] as const,
  );
  const { res, err } = (answer ?? {}) as { res?: unknown; err?: { message?: string } }; // the messaging library's envelope
  if (err !== undefined) throw new Error(err.message ?? `${what} failed`);
  return res as Answer<K>; // the protocol's own type
}
