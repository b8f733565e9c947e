import type { ReactElement } from 'react';
import { Menu as AriaMenu, Button, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { Option } from './Select';

export interface ChoicesProps<K extends string> {
  readonly label: string;
  readonly options: readonly Option<K>[];
  readonly chosen: readonly K[];
  onChange(chosen: readonly K[]): void;
}

/** A button that opens a list of which any number can be chosen. */
export function Choices<K extends string>({
  label,
  options,
  chosen,
  onChange,
}: ChoicesProps<K>): ReactElement {
  return (
    <MenuTrigger>
      <Button className="quiet">{label}</Button>
      <Popover className="ui-popover">
        <AriaMenu
          className="ui-menu ui-choices"
          aria-label={label}
          selectionMode="multiple"
          selectedKeys={chosen}
          onSelectionChange={(keys) =>
            onChange(options.map(({ id }) => id).filter((id) => keys === 'all' || keys.has(id)))
          }
        >
          {options.map(({ id, text }) => (
            <MenuItem key={id} id={id} className="ui-menu-item" textValue={text}>
              {({ isSelected }) => (
                <>
                  <span className="ui-check" aria-hidden="true">
                    {isSelected ? '✓' : ''}
                  </span>
                  {text}
                </>
              )}
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
