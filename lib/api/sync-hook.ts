import { useEffect } from 'react';
import { onNotice } from './client';
import type { SyncView } from './gmail-types';
import { type Loading, useAnswer } from './hooks';

/**
 * How the reading of each mailbox stands, and again with every notice about it (one a second at most). Asking also makes a reading
 * go on that was left.
 */
export function useSyncState(): Loading<SyncView[]> & { retry: () => void } {
  const answer = useAnswer('syncState');
  const { retry } = answer;
  useEffect(() => onNotice(({ notice }) => notice === 'sync' && retry()), [retry]);
  return answer;
}
