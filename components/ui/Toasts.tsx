import type { ReactElement } from 'react';
import {
  Button,
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components';
import { t } from '../../lib/i18n/text';

export interface ToastMessage {
  readonly text: string;
  /** Takes back what the toast tells of. */
  readonly onUndo?: (() => void) | undefined;
}

/** A person reads a sentence and finds the button in this time, ms. */
const SHOWN = 8000;

const queue = new ToastQueue<ToastMessage>({ maxVisibleToasts: 3 });

/** Says that something was done, for a while, with a button to take it back where it can be. */
export function toast(message: ToastMessage): void {
  queue.add(message, { timeout: SHOWN });
}

/** Once around a page: where toasts appear. F6 goes to them. */
export function Toasts(): ReactElement {
  return (
    <ToastRegion queue={queue} className="ui-toasts">
      {({ toast: shown }) => (
        <Toast toast={shown} className="ui-toast">
          <ToastContent>
            <Text slot="title">{shown.content.text}</Text>
          </ToastContent>
          {shown.content.onUndo !== undefined && (
            <Button
              className="quiet small"
              onPress={() => {
                shown.content.onUndo?.();
                queue.close(shown.key);
              }}
            >
              {t('ui.undo')}
            </Button>
          )}
          <Button slot="close" className="quiet small">
            {t('ui.close')}
          </Button>
        </Toast>
      )}
    </ToastRegion>
  );
}
