import type { EntityTable } from 'dexie';
import { filledFrom } from '../facts/merge';
import type { Message } from '../facts/message';

interface Lacking {
  /** Place in the list of messages, by natural key. */
  readonly places: Map<string, number>;
  /** Messages looked at so far. */
  upTo: number;
}

/** What lacks something is found once for each list in memory, and the list only grows. */
const LACKING = new WeakMap<readonly Message[], Lacking>();

/** Nothing could be filled in: of received mail no labels are kept. */
function isFull({ threadId, gmailId, direction, labels }: Message): boolean {
  return (
    threadId !== null &&
    gmailId !== null &&
    (direction === 'received' || labels.some((label) => label !== 'SENT'))
  );
}

function lackingIn(messages: readonly Message[], keyOf: (message: Message) => string): Lacking {
  const known = LACKING.get(messages) ?? { places: new Map<string, number>(), upTo: 0 };
  LACKING.set(messages, known);
  for (; known.upTo < messages.length; known.upTo++) {
    const message = messages[known.upTo];
    if (message !== undefined && !isFull(message)) known.places.set(keyOf(message), known.upTo);
  }
  return known;
}

/**
 * A message that comes twice in one batch (in two files of one drop) is one, in its first place, that knows what either of
 * them does: as if they had come one after the other.
 */
export function joinedTwins(
  incoming: readonly Message[],
  keyOf: (message: Message) => string,
): readonly Message[] {
  const found = new Map<string, Message>();
  for (const message of incoming) {
    const key = keyOf(message);
    const twin = found.get(key);
    found.set(key, twin === undefined ? message : (filledFrom(twin, message) ?? twin));
  }
  return found.size === incoming.length ? incoming : [...found.values()];
}

/** What messages that come again know and the stored ones do not: places in `stored`, and what belongs there. */
export function fillsFor(
  stored: readonly Message[],
  incoming: readonly Message[],
  keyOf: (message: Message) => string,
): Map<string, { readonly place: number; readonly message: Message }> {
  const fills = new Map<string, { readonly place: number; readonly message: Message }>();
  const { places } = lackingIn(stored, keyOf);
  if (places.size === 0) return fills;
  for (const other of incoming) {
    const key = keyOf(other);
    const place = places.get(key);
    const known = place === undefined ? undefined : stored[place];
    const message = known === undefined ? null : filledFrom(known, other);
    if (place !== undefined && message !== null) fills.set(key, { place, message });
  }
  return fills;
}

/** Writes them into the packs that hold these messages; inside the caller's transaction. */
export async function fillPacks(
  table: EntityTable<{ id: number; importId: string; items: Message[] }, 'id'>,
  fills: ReadonlyMap<string, { readonly message: Message }>,
  keyOf: (message: Message) => string,
): Promise<void> {
  if (fills.size === 0) return;
  await table.toCollection().modify((pack) => {
    const items = pack.items.map((item) => fills.get(keyOf(item))?.message ?? item);
    if (items.every((item, n) => item === pack.items[n])) return false; // nothing to write
    pack.items = items;
    return true;
  });
}
