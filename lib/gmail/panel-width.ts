/** How wide the panel is: dragged by its edge, or moved with the arrow keys while the edge has the focus. */

export const DEFAULT_WIDTH = 340;
export const LEAST = 300;
const MOST = 640;
/** What is left of Gmail beside it, px. */
const REST = 320;
const STEP = 20;

/** Within the limits, and within the window. */
export function fitWidth(width: number, room: number): number {
  return Math.round(Math.max(LEAST, Math.min(width, MOST, Math.max(LEAST, room - REST))));
}

export interface WidthOptions {
  readonly label: string;
  readonly width: number;
  /** Whether the panel is at the left: Gmail in a language that runs to the left. */
  isLeft(): boolean;
  /** Room of the window without Gmail's rail, px. */
  room(): number;
  draw(width: number): void;
  /** While the edge is dragged the frame beside it must not take the pointer. */
  drag(on: boolean): void;
  keep(width: number): void;
}

export interface WidthEdge {
  readonly element: HTMLElement;
  /** Draws the width again, as it fits now. @returns it */
  settle(): number;
}

/** The panel's edge as a separator that can be moved: WAI-ARIA's window splitter. */
export function widthEdge({ label, width, isLeft, room, draw, drag, keep }: WidthOptions): WidthEdge {
  const element = document.createElement('div');
  element.className = 'edge';
  element.tabIndex = 0;
  element.setAttribute('role', 'separator');
  element.setAttribute('aria-orientation', 'vertical');
  element.setAttribute('aria-label', label);
  element.setAttribute('aria-valuemin', String(LEAST));
  let wish = width;
  let shown = width;
  const settle = (): number => {
    shown = fitWidth(wish, room());
    element.setAttribute('aria-valuenow', String(shown));
    element.setAttribute('aria-valuemax', String(fitWidth(MOST, room())));
    draw(shown);
    return shown;
  };
  const wishFor = (next: number): void => {
    wish = fitWidth(next, room());
    settle();
  };
  const end = (): void => {
    drag(false);
    keep(wish);
  };
  element.addEventListener('pointerdown', (down) => {
    if (down.button !== 0) return;
    const { clientX } = down;
    const from = shown;
    element.setPointerCapture(down.pointerId);
    drag(true);
    const moved = ({ clientX: now }: PointerEvent): void =>
      wishFor(from + (isLeft() ? now - clientX : clientX - now));
    const stop = new AbortController();
    element.addEventListener('pointermove', moved, { signal: stop.signal });
    for (const over of ['pointerup', 'pointercancel'] as const)
      element.addEventListener(
        over,
        () => {
          stop.abort();
          end();
        },
        { signal: stop.signal },
      );
    down.preventDefault();
    element.focus();
  });
  element.addEventListener('dblclick', () => {
    wishFor(DEFAULT_WIDTH);
    keep(wish);
  });
  element.addEventListener('keydown', (event) => {
    const wider = isLeft() ? 'ArrowRight' : 'ArrowLeft';
    const narrower = isLeft() ? 'ArrowLeft' : 'ArrowRight';
    const next =
      event.key === wider
        ? shown + STEP
        : event.key === narrower
          ? shown - STEP
          : event.key === 'Home'
            ? LEAST
            : event.key === 'End'
              ? MOST
              : null;
    if (next === null) return;
    // Gmail moves in its list by the same keys.
    event.preventDefault();
    event.stopPropagation();
    wishFor(next);
    keep(wish);
  });
  return { element, settle };
}
