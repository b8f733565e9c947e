import { useEffect, useState } from 'react';
import { ask, onNotice } from '../../lib/api/client';
import type { GmailView } from '../../lib/api/protocol';

/** What the Gmail page of this frame shows; null until it has said so, and where there is none. */
export function useGmailView(frame: string | null): GmailView | null {
  const [view, setView] = useState<GmailView | null>(null);
  useEffect(() => {
    if (frame === null) return;
    let asked = 0;
    const look = (): void => {
      const turn = ++asked;
      ask('gmailView', { frame }).then(
        (known) => {
          // A slow answer for one thread must not be drawn over a later one.
          if (turn === asked && known !== null) setView(known);
        },
        (error: unknown) => console.warn('Plumbline:', error), // the next route change asks again
      );
    };
    look();
    const stop = onNotice((notice) => {
      if (notice.notice === 'gmail' && notice.frame === frame) look();
    });
    return () => {
      asked++;
      stop();
    };
  }, [frame]);
  return view !== null && view.frame === frame ? view : null;
}
