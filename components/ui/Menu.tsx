import { EllipsisVertical } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { Menu as AriaMenu, Button, MenuItem, MenuTrigger, Popover } from 'react-aria-components';

export interface MenuEntry {
  readonly id: string;
  readonly text: string;
  readonly disabled?: boolean;
  onChoose(): void;
}

export interface MenuProps {
  /** Name of the button for those who do not see it, or its words where `children` is left out and `plain` is set. */
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  /** What the button shows; three dots where it is left out. */
  readonly children?: ReactNode;
}

/** A button that opens a menu of actions. */
export function Menu({ label, entries, children }: MenuProps): ReactElement {
  return (
    <MenuTrigger>
      <Button className={children === undefined ? 'ui-icon-button' : 'quiet small'} aria-label={label}>
        {children ?? <EllipsisVertical size={16} aria-hidden="true" />}
      </Button>
      <Popover className="ui-popover">
        <AriaMenu
          className="ui-menu"
          aria-label={label}
          onAction={(key) => entries.find((entry) => entry.id === key)?.onChoose()}
          disabledKeys={entries.filter((entry) => entry.disabled).map((entry) => entry.id)}
        >
          {entries.map((entry) => (
            <MenuItem key={entry.id} id={entry.id} className="ui-menu-item">
              {entry.text}
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
