import { useCallback, useEffect, useState } from 'react';
import { ask, onNotice } from '../../lib/api/client';
import type { Loading } from '../../lib/api/hooks';
import type { ThreadView } from '../../lib/api/protocol';

/** Threads that were shown: going back to one draws it at once. Gone with the first change of anything. */
const seen = new Map<string, ThreadView | null>();
const MOST = 50;

function keep(threadId: string, thread: ThreadView | null): void {
  if (seen.size >= MOST) seen.clear();
  seen.set(threadId, thread);
}

function known(threadId: string): Loading<ThreadView | null> {
  const value = seen.get(threadId);
  return value === undefined ? { state: 'loading' } : { state: 'ready', value };
}

/** What is known of a Gmail thread. Use it with a key: another thread is another component. */
export function useThread(threadId: string): Loading<ThreadView | null> & { retry: () => void } {
  const [answer, setAnswer] = useState(() => known(threadId));
  const [round, setRound] = useState(0);
  const retry = useCallback(() => setRound((n) => n + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` asks again.
  useEffect(() => {
    let here = true;
    ask('thread', { threadId }).then(
      (value) => {
        if (!here) return;
        keep(threadId, value);
        setAnswer({ state: 'ready', value });
      },
      (error: unknown) =>
        here && setAnswer({ state: 'failed', error: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      here = false;
    };
  }, [threadId, round]);
  useEffect(
    () =>
      onNotice(({ notice }) => {
        if (notice !== 'changed') return;
        seen.clear();
        retry();
      }),
    [retry],
  );
  return { ...answer, retry };
}
