import { useCallback, useEffect, useState } from 'react';
import { ask, onNotice } from './client';
import type { Protocol } from './protocol';

export type Loading<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly error: string };

/**
 * Asks the background, and again whenever something changed. The last answer stays until the next one is here, so that
 * nothing flickers.
 */
export function useAnswer<K extends keyof Protocol>(
  what: K,
  ...data: Parameters<Protocol[K]>
): Loading<Awaited<ReturnType<Protocol[K]>>> & { retry: () => void } {
  type Answer = Loading<Awaited<ReturnType<Protocol[K]>>>;
  const [answer, setAnswer] = useState<Answer>({ state: 'loading' });
  const [round, setRound] = useState(0);
  const question = JSON.stringify(data);
  const retry = useCallback(() => setRound((n) => n + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `question` is `data` by value; `round` asks again.
  useEffect(() => {
    let current = true;
    ask(what, ...data).then(
      (value) => current && setAnswer({ state: 'ready', value }),
      (error: unknown) =>
        current &&
        setAnswer({ state: 'failed', error: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      current = false;
    };
  }, [what, question, round]);
  useEffect(() => onNotice(({ notice }) => notice === 'changed' && retry()), [retry]);
  return { ...answer, retry };
}
