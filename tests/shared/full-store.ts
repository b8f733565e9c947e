import type { Page } from '@playwright/test';
import { stableHash } from '../../lib/facts/hash';
import type { Message } from '../../lib/facts/message';
import { ask } from './ask';
import { makeOutreach } from './outreach-world';

/** A Gmail thread of its own for each prospect of each sequence. */
function threadOf({ direction, from, to, references, messageId }: Message): string {
  const person = direction === 'sent' ? (to[0]?.address ?? '') : from.address;
  const number = Number.parseInt(stableHash(`${person} ${references[0] ?? messageId}`), 36) % 0xfffffff;
  return (0x17_0000_0000_000n + BigInt(number)).toString(16);
}

const BATCH = 2500;

/**
 * Fills the store with outreach whose last email went out yesterday, and waits until its figures are computed and kept.
 * @param page one of the extension's own
 * @returns threads that hold outreach, the latest first, each with its subject and prospect
 */
export async function fillStore(
  page: Page,
  messages: number,
): Promise<{ threadId: string; subject: string; prospect: string }[]> {
  const world = makeOutreach({ seed: 9, messages, events: 3 });
  const last = Math.max(...world.messages.map(({ at }) => at));
  const shift = Date.now() - 86_400_000 - last;
  const threads = new Map<string, { threadId: string; subject: string; prospect: string; at: number }>();
  const stored = world.messages.map((message): Message => {
    const threadId = threadOf(message);
    const moved = { ...message, threadId, at: message.at + shift };
    if (message.direction === 'sent')
      threads.set(threadId, {
        threadId,
        subject: message.subject,
        prospect: message.to[0]?.address ?? '',
        at: moved.at,
      });
    return moved;
  });
  const events = world.events
    .map((event) => ({ ...event, at: event.at + shift }))
    .filter(({ at }) => at < Date.now());
  await ask(page, 'startImport', { id: 'full', name: 'full.mbox' });
  const perMail = Math.ceil((events.length / stored.length) * BATCH);
  for (let n = 0; n * BATCH < stored.length; n++)
    await ask(page, 'addFacts', {
      importId: 'full',
      number: n,
      messages: stored.slice(n * BATCH, (n + 1) * BATCH),
      events: events.slice(n * perMail, (n + 1) * perMail),
      counters: [],
      problems: [],
    });
  await ask(page, 'finishImport', { id: 'full', state: 'done', error: null });
  await ask(page, 'overview');
  return [...threads.values()].sort((a, b) => b.at - a.at);
}
