import type { ReactElement } from 'react';
import { Switch as AriaSwitch } from 'react-aria-components';

/** On or off, at once. */
export function Switch({
  label,
  hint,
  on,
  onChange,
}: {
  readonly label: string;
  /** Below the switch, always shown. */
  readonly hint?: string;
  readonly on: boolean;
  onChange(on: boolean): void;
}): ReactElement {
  return (
    <div className="ui-field">
      <AriaSwitch className="ui-switch" isSelected={on} onChange={onChange}>
        <span className="ui-switch-track" aria-hidden="true">
          <span className="ui-switch-knob" />
        </span>
        {label}
      </AriaSwitch>
      {hint !== undefined && <span className="ui-hint">{hint}</span>}
    </div>
  );
}
