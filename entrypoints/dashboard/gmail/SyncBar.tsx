import type { ReactElement } from 'react';
import { SyncLine } from '../../../components/SyncLine';
import { useSyncState } from '../../../lib/api/sync-hook';
import { hrefTo } from '../useRoute';

/** Above every page but Gmail's own: figures are of a mailbox that is still being read, or that needs somebody. */
export function SyncBar(): ReactElement | null {
  const sync = useSyncState();
  if (sync.state !== 'ready') return null;
  return (
    <SyncLine
      views={sync.value}
      onOpen={() => {
        location.hash = hrefTo('gmail');
      }}
    />
  );
}
