import { useEffect, useState } from 'react';
import { ask, onNotice } from '../../lib/api/client';
import type { GmailView } from '../../lib/api/protocol';

/** What the Gmail tab around this frame shows; null until it has said so. The frame's name comes with its address. */
export function useGmailView(): GmailView | null {
  const [view, setView] = useState<GmailView | null>(null);
  useEffect(() => {
    const frame = location.hash.slice(1);
    let newer = false;
    const stop = onNotice((notice) => {
      if (notice.notice !== 'gmail' || notice.view.frame !== frame) return;
      newer = true;
      setView(notice.view);
    });
    ask('gmailView', { frame }).then(
      (known) => {
        if (!newer && known !== null) setView(known);
      },
      (error: unknown) => console.warn('Plumbline:', error), // the next route change says it again
    );
    return stop;
  }, []);
  return view;
}
