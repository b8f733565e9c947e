import type { ReactElement } from 'react';
import { FieldError, Input, Label, Text, TextField } from 'react-aria-components';

export interface FieldProps {
  readonly label: string;
  readonly value: string;
  onChange(value: string): void;
  /** Below the field, always shown. */
  readonly hint?: string;
  /** What is wrong with the value; null where nothing is. */
  readonly error?: string | null;
  readonly type?: 'text' | 'password' | 'search' | 'date' | 'number';
  readonly placeholder?: string;
  readonly hideLabel?: boolean;
}

/** One line of text with its label, its hint and what is wrong with it. */
export function Field({
  label,
  value,
  onChange,
  hint,
  error = null,
  type = 'text',
  placeholder,
  hideLabel = false,
}: FieldProps): ReactElement {
  return (
    <TextField
      className="ui-field"
      value={value}
      onChange={onChange}
      isInvalid={error !== null}
      // Natively, a field once found wrong would keep its form from being sent until it changes; whoever gave `error` looks again.
      validationBehavior="aria"
      type={type}
      {...(hideLabel ? { 'aria-label': label } : {})}
    >
      {!hideLabel && <Label>{label}</Label>}
      <Input
        className="ui-input"
        {...(placeholder === undefined ? {} : { placeholder })}
        autoComplete="off"
        spellCheck={false}
      />
      {hint !== undefined && (
        <Text slot="description" className="ui-hint">
          {hint}
        </Text>
      )}
      {error !== null && <FieldError className="ui-error">{error}</FieldError>}
    </TextField>
  );
}
