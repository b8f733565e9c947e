import type { ReactElement, ReactNode } from 'react';
import { Button, Tooltip, TooltipTrigger } from 'react-aria-components';

/** An icon button with its name in a tooltip, on hover and on focus. */
export function IconButton({
  label,
  onPress,
  children,
  disabled = false,
}: {
  readonly label: string;
  onPress(): void;
  readonly children: ReactNode;
  readonly disabled?: boolean;
}): ReactElement {
  return (
    <TooltipTrigger delay={300}>
      <Button className="ui-icon-button" aria-label={label} onPress={onPress} isDisabled={disabled}>
        {children}
      </Button>
      <Tooltip className="ui-tooltip">{label}</Tooltip>
    </TooltipTrigger>
  );
}
