/** Page tokens: opaque, good for one query, and a place in the order rather than a number of items. */
import { ERRORS } from './errors';
import { ApiFailure } from './failure';
import type { Fault } from './faults';

/** A place in a list that runs downward by `at`, then by `id`. */
interface Place {
  readonly at: number;
  readonly id: string;
}

interface Cursor {
  readonly query: string;
  /** The page starts behind this; null: at the beginning. */
  readonly after: Place | null;
  /** Where the page before started. */
  readonly before: Place | null;
}

export class PageTokens {
  private readonly cursors = new Map<string, Cursor>();
  private given = 0n;

  make(cursor: Cursor): string {
    this.given += 1n;
    // 20 digits, as Gmail's look; no two alike.
    const token = String((this.given * 11400714819323198485n) % 100000000000000000000n).padStart(20, '0');
    this.cursors.set(token, cursor);
    return token;
  }

  /** @throws ApiFailure for a token that is unknown, or of another query */
  read(token: string, query: string): Cursor {
    const cursor = this.cursors.get(token);
    if (cursor === undefined || cursor.query !== query) throw new ApiFailure(ERRORS.invalidPageToken);
    return cursor;
  }

  clear(): void {
    this.cursors.clear();
  }
}

function isBehind(key: Place, place: Place | null): boolean {
  return place === null || key.at < place.at || (key.at === place.at && key.id < place.id);
}

/** One page of a list in order, with the faults that lists can have. */
export function page<T extends { readonly key: Place }>(
  tokens: PageTokens,
  query: string,
  all: readonly T[],
  parameters: URLSearchParams,
  fault: Fault | null,
  size: number,
): { readonly items: readonly T[]; readonly next: string | null } {
  const token = parameters.get('pageToken');
  const cursor =
    token === null || token === '' ? { query, after: null, before: null } : tokens.read(token, query);
  const from = (place: Place | null): T[] => {
    const at = all.findIndex(({ key }) => isBehind(key, place));
    return at < 0 ? [] : all.slice(at, at + size);
  };
  if (fault?.kind === 'empty-page') return { items: [], next: tokens.make(cursor) };
  if (fault?.kind === 'repeat-page') return { items: from(cursor.before), next: tokens.make(cursor) };
  const items = from(cursor.after);
  const last = items.at(-1);
  const more = last !== undefined && all.at(-1) !== last;
  return {
    items: fault?.kind === 'duplicates' ? items.flatMap((item) => [item, item]) : items,
    next: more ? tokens.make({ query, after: last.key, before: cursor.after }) : null,
  };
}
