import { useCallback, useEffect, useState } from 'react';
import { ask, onNotice } from '../../lib/api/client';
import type { FirstGlance } from '../../lib/api/glance';

export interface GlanceState {
  /** Null until there is one. */
  readonly shown: FirstGlance | null;
  readonly error: string | null;
  /** The background has been asked: from now on it may be asked for other things. */
  readonly asked: boolean;
  retry(): void;
}

/** What could be read at once, then the background's own answer, and again whenever something changed. */
export function useGlance(first: FirstGlance | null): GlanceState {
  const [shown, setShown] = useState(first);
  const [error, setError] = useState<string | null>(null);
  const [round, setRound] = useState(0);
  const [asked, setAsked] = useState(false);
  const retry = useCallback(() => setRound((n) => n + 1), []);
  useEffect(() => {
    let wanted = true;
    const freshen = (): void => {
      setAsked(true);
      ask('glance').then(
        (glance) => {
          if (!wanted) return;
          setShown({ glance, current: true });
          setError(null);
        },
        (failure: unknown) => {
          if (wanted) setError(failure instanceof Error ? failure.message : String(failure));
        },
      );
    };
    // To start a background costs what drawing needs: numbers that are there already are drawn first.
    let frame = 0;
    if (round === 0 && first !== null) frame = requestAnimationFrame(() => setTimeout(freshen));
    else freshen();
    return () => {
      wanted = false;
      cancelAnimationFrame(frame);
    };
  }, [round, first]);
  useEffect(
    () =>
      onNotice(({ notice }) => {
        if (notice !== 'changed') return;
        setShown((before) => before && { ...before, current: false });
        retry();
      }),
    [retry],
  );
  return { shown, error, asked, retry };
}
