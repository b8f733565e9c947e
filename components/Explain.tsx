import { type ReactElement, type ReactNode, type ToggleEvent, useId, useRef } from 'react';

export interface ExplainProps {
  /** The sentence that opens. */
  readonly text: string;
  readonly className: string;
  /** For a button whose content is no name. */
  readonly label?: string;
  /** Below the sentence: a link to more. */
  readonly more?: ReactNode;
  readonly children: ReactNode;
}

/** Room between the popover and its button, and between the popover and the edge of the window, in pixels. */
const GAP = 6;

/**
 * A button that opens a sentence: by mouse, touch and keyboard. The browser's own popover opens, closes (Escape, a click
 * elsewhere) and announces it; only the place is ours, as not every browser can anchor one yet.
 */
export function Explain({ text, className, label, more, children }: ExplainProps): ReactElement {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const place = ({ newState, currentTarget }: ToggleEvent<HTMLElement>): void => {
    if (newState !== 'open' || button.current === null) return;
    const at = button.current.getBoundingClientRect();
    const { offsetWidth, offsetHeight, style } = currentTarget;
    const below = at.bottom + GAP;
    const top = below + offsetHeight > innerHeight ? at.top - GAP - offsetHeight : below;
    style.left = `${Math.max(GAP, Math.min(at.left, document.documentElement.clientWidth - offsetWidth - GAP))}px`;
    style.top = `${Math.max(GAP, top)}px`;
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        popoverTarget={id}
        aria-label={label}
        aria-describedby={id}
      >
        {children}
      </button>
      <span id={id} popover="auto" className="explain" onToggle={place}>
        {text}
        {more !== undefined && <span className="explain-more">{more}</span>}
      </span>
    </>
  );
}

/** The small “?” beside a heading or label. */
export function Definition({ of, text }: { of: string; text: string | undefined }): ReactElement | null {
  if (text === undefined) return null;
  return (
    <Explain text={text} className="what" label={`What is “${of}”?`}>
      ?
    </Explain>
  );
}
