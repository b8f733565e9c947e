import { ChevronDown } from 'lucide-react';
import type { ReactElement } from 'react';
import {
  Select as AriaSelect,
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
} from 'react-aria-components';

export interface Option<K extends string> {
  readonly id: K;
  readonly text: string;
}

export interface SelectProps<K extends string> {
  readonly label: string;
  /** The label is read, not shown: where a heading beside it says the same. */
  readonly hideLabel?: boolean;
  readonly value: K;
  readonly options: readonly Option<K>[];
  onChange(value: K): void;
}

/** One of several, in a drop-down list. */
export function Select<K extends string>({
  label,
  hideLabel = false,
  value,
  options,
  onChange,
}: SelectProps<K>): ReactElement {
  return (
    <AriaSelect
      className="ui-field"
      value={value}
      {...(hideLabel ? { 'aria-label': label } : {})}
      onChange={(key) => {
        const chosen = options.find((option) => option.id === key);
        if (chosen !== undefined) onChange(chosen.id);
      }}
    >
      {!hideLabel && <Label>{label}</Label>}
      <Button className="ui-select">
        <SelectValue />
        <ChevronDown size={14} aria-hidden="true" />
      </Button>
      <Popover className="ui-popover">
        <ListBox className="ui-menu">
          {options.map((option) => (
            <ListBoxItem key={option.id} id={option.id} className="ui-menu-item" textValue={option.text}>
              {option.text}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
