import { useEffect, useState } from 'react';
import { ask, onNotice } from '../../lib/api/client';
import type { GmailView } from '../../lib/api/protocol';

/** What the Gmail tab around this frame shows; null until it has said so. The frame's name comes with its address. */
export function useGmailView(): GmailView | null {
  const [view, setView] = useState<GmailView | null>(null);
  useEffect(() => {
    const frame = location.hash.slice(1);
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
    return onNotice((notice) => {
      if (notice.notice === 'gmail' && notice.frame === frame) look();
    });
  }, []);
  return view;
}
