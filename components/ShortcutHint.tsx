import type { ReactElement } from 'react';
import { t } from '../lib/i18n/text';

/** Which keys show and hide the sidebar. */
export function ShortcutHint({ keys }: { keys: string }): ReactElement {
  return (
    <p className="muted shortcut-hint">
      <kbd>{keys}</kbd> {t('attention.shortcut')}
    </p>
  );
}
