import { ChevronDown } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover, Text } from 'react-aria-components';
import type { Option } from './Select';

export interface ComboProps<K extends string> {
  readonly label: string;
  readonly value: K;
  readonly options: readonly Option<K>[];
  /** Below the field, always shown. */
  readonly hint?: string;
  onChange(value: K): void;
}

/** One of many, found by typing a part of its name. */
export function Combo<K extends string>({
  label,
  value,
  options,
  hint,
  onChange,
}: ComboProps<K>): ReactElement {
  return (
    <ComboBox
      className="ui-field"
      defaultItems={options}
      value={value}
      onChange={(key) => {
        const chosen = options.find((option) => option.id === key);
        if (chosen !== undefined) onChange(chosen.id);
      }}
    >
      <Label>{label}</Label>
      <div className="ui-combo">
        <Input className="ui-input" />
        <Button className="ui-combo-button">
          <ChevronDown size={14} aria-hidden="true" />
        </Button>
      </div>
      {hint !== undefined && (
        <Text slot="description" className="ui-hint">
          {hint}
        </Text>
      )}
      <Popover className="ui-popover">
        <ListBox<Option<K>> className="ui-menu">
          {(option) => (
            <ListBoxItem id={option.id} className="ui-menu-item" textValue={option.text}>
              {option.text}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
