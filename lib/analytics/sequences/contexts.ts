import { IntMap, type Lists } from './int-map';

/** So many emails under one whole subject are enough to tell. */
const COMMON_SUBJECT = 4;

/**
 * One number per email: equal for those that came at one place of their threads under one subject. Where too few have
 * the whole subject (merge values that no address tells), the commonest three words of it stand for it.
 * @param places keys of each email's place: with its whole masked subject, then with each three words of it
 */
export function contextsOf({ values, starts }: Lists): Int32Array {
  const seen = new IntMap(1024);
  for (let at = 0; at < values.length; at++) seen.add(values[at] ?? 0);
  const contexts = new Int32Array(starts.length - 1);
  for (let index = 0; index < contexts.length; index++) {
    const start = starts[index] ?? 0;
    const end = starts[index + 1] ?? 0;
    if (start === end) continue;
    const whole = values[start] ?? 0;
    let best = whole;
    let most = seen.get(whole);
    if (most < COMMON_SUBJECT)
      for (let at = start + 1; at < end; at++) {
        const key = values[at] ?? 0;
        const count = seen.get(key);
        if (count > most || (count === most && count > 1 && key < best)) {
          best = key;
          most = count;
        }
      }
    contexts[index] = best;
  }
  return contexts;
}
