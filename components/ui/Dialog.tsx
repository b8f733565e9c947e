import type { ReactElement, ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';

export interface DialogProps {
  readonly title: string;
  readonly open: boolean;
  onClose(): void;
  /** `alertdialog` for what cannot be undone. */
  readonly role?: 'dialog' | 'alertdialog';
  readonly wide?: boolean;
  readonly children: ReactNode;
  /** Buttons at the bottom, the main one last. */
  readonly actions?: ReactNode;
}

/** A modal dialog. Escape and a click outside close it; the focus goes back to where it came from. */
export function Dialog({
  title,
  open,
  onClose,
  role = 'dialog',
  wide = false,
  children,
  actions,
}: DialogProps): ReactElement {
  return (
    <ModalOverlay
      className="ui-overlay"
      isDismissable
      isOpen={open}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Modal className={wide ? 'ui-modal ui-modal-wide' : 'ui-modal'}>
        <AriaDialog className="ui-dialog" role={role}>
          <Heading slot="title">{title}</Heading>
          {children}
          {actions !== undefined && <div className="ui-actions">{actions}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
