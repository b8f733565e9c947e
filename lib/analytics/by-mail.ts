import type { Outbound } from './mailbox';

/**
 * Lists by the number of their email, each in the order given; undefined for an email without any. Counted before they are
 * made: a map would look up a quarter of a million emails, and lists that grow take several times the room they need.
 * @param emails the length of a column about the emails (`columnLength`)
 */
export function byMail<T>(
  items: readonly T[],
  emails: number,
  mailOf: (item: T) => Outbound | null,
): readonly (readonly T[] | undefined)[] {
  const numbers = new Int32Array(items.length);
  const sizes = new Int32Array(emails);
  for (let i = 0; i < numbers.length; i++) {
    const item = items[i];
    const number = (item === undefined ? null : mailOf(item))?.number ?? -1;
    numbers[i] = number;
    if (number >= 0) sizes[number] = (sizes[number] ?? 0) + 1;
  }
  const lists = new Array<T[] | undefined>(emails);
  // From here on: how many are in each list already.
  const filled = new Int32Array(emails);
  for (let i = 0; i < numbers.length; i++) {
    const number = numbers[i] ?? -1;
    const item = items[i];
    if (number < 0 || item === undefined) continue;
    let list = lists[number];
    if (list === undefined) {
      list = new Array<T>(sizes[number] ?? 0);
      lists[number] = list;
    }
    const place = filled[number] ?? 0;
    list[place] = item;
    filled[number] = place + 1;
  }
  return lists;
}
