import { type ReactElement, type ReactNode, type ToggleEvent, useEffect, useId, useRef } from 'react';
import { t } from '../lib/i18n/text';

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
  const follow = useRef<AbortController | null>(null);
  useEffect(() => () => follow.current?.abort(), []);
  const place = (popover: HTMLElement): void => {
    if (button.current === null) return;
    const at = button.current.getBoundingClientRect();
    const { offsetWidth, offsetHeight, style } = popover;
    const below = at.bottom + GAP;
    const top = below + offsetHeight > innerHeight ? at.top - GAP - offsetHeight : below;
    style.left = `${Math.max(GAP, Math.min(at.left, document.documentElement.clientWidth - offsetWidth - GAP))}px`;
    style.top = `${Math.max(GAP, top)}px`;
    // Its button has been scrolled away: a sentence about nothing must not stay.
    if (at.bottom < 0 || at.top > innerHeight) popover.hidePopover();
  };
  const toggled = ({ newState, currentTarget }: ToggleEvent<HTMLElement>): void => {
    follow.current?.abort();
    if (newState !== 'open') return;
    follow.current = new AbortController();
    const { signal } = follow.current;
    const again = (): void => place(currentTarget);
    place(currentTarget);
    // Whatever scrolls, the page or a table in it: scrolling does not bubble, but it can be caught on its way down.
    addEventListener('scroll', again, { capture: true, passive: true, signal });
    addEventListener('resize', again, { signal });
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
      <span id={id} popover="auto" className="explain" onToggle={toggled}>
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
    <Explain text={text} className="what" label={t('definition.what', [of])}>
      ?
    </Explain>
  );
}
