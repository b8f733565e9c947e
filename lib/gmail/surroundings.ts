/** What stands around the panel: Gmail's icon rail, its companion panel (Calendar, Tasks, Gemini), docked compose windows. */

import { readMain } from './page';

export interface Surroundings {
  /** What Gmail's own icon rail and the scroll bar beside it take of the window's edge, px. */
  readonly rail: number;
  /** Gmail's own side panel is open: there is no room for two. */
  readonly companion: boolean;
  /** How much of the window's foot compose windows and chats take, px; 0 where there is none at the panel's place. */
  readonly docked: number;
}

/** Gmail's rail where it cannot be measured, px. */
const RAIL = 56;
/** Wider than any rail: what stands there is a panel, px. */
const PANEL = 200;
/** A scroll bar this near the rail would lie under the panel, px. */
const NEAR = 40;
/** Levels above the mail at which its scroll bar is. */
const SCROLLERS = 6;
/** Levels above the rail at which its companion stands beside it. */
const LEVELS = 4;

/**
 * Measures; call it in an animation frame, where layout is due anyway.
 * @param place the left edge of the panel, px from the right of the window
 */
export function readSurroundings(root: Document, place: number): Surroundings {
  const width = root.documentElement.clientWidth;
  const height = root.documentElement.clientHeight;
  // In languages that run to the left Gmail's rail is at the left.
  const toLeft = getComputedStyle(root.documentElement).direction === 'rtl' || root.body.dir === 'rtl';
  const fromEdge = (box: DOMRect): number => (toLeft ? box.left : width - box.right);
  let rail = RAIL;
  let companion = false;
  const strip = root.querySelector('[role="complementary"]');
  if (strip !== null) {
    let at: Element | null = strip;
    for (let level = 0; at !== null && at !== root.body && level < LEVELS; level++) {
      const box = at.getBoundingClientRect();
      if (level === 0 && box.width > 0 && box.width < PANEL) rail = Math.max(RAIL, Math.round(box.width));
      if (level === 0 && box.width >= PANEL) companion = true;
      for (const beside of at.parentElement?.children ?? []) {
        if (beside === at || beside.querySelector('[role="main"]') !== null) continue;
        const other = beside.getBoundingClientRect();
        // A tall box right beside the rail.
        if (
          other.width > PANEL &&
          other.width < width / 2 &&
          other.height > height / 3 &&
          fromEdge(other) <= rail + 8
        )
          companion = true;
      }
      at = at.parentElement;
    }
  }
  let docked = 0;
  for (const box of root.querySelectorAll('[role="dialog"], .dw .no > *')) {
    const { left, right, top, bottom, height: tall, width: wide } = box.getBoundingClientRect();
    if (tall === 0 || wide === 0 || bottom < height - 8 || top < 40) continue;
    const reaches = toLeft ? left < place : right > width - place;
    if (reaches) docked = Math.max(docked, Math.round(height - top));
  }
  return { rail: Math.max(rail, scrollEdge(root, rail, fromEdge, toLeft)), companion, docked };
}

/** The distance of the mail's scroll bar from the window's edge, its own width included; 0 where there is none. */
function scrollEdge(
  root: Document,
  rail: number,
  fromEdge: (box: DOMRect) => number,
  toLeft: boolean,
): number {
  let at: Element | null | undefined = readMain(root)?.value;
  for (let level = 0; at != null && level < SCROLLERS; level++, at = at.parentElement) {
    if (!(at instanceof HTMLElement) || at.scrollHeight <= at.clientHeight) continue;
    const bar = at.offsetWidth - at.clientWidth - 2 * at.clientLeft * Number(!toLeft);
    const gap = fromEdge(at.getBoundingClientRect());
    if (bar > 0 && bar < NEAR && gap <= rail + NEAR) return Math.round(gap + bar);
  }
  return 0;
}

/** Of `rgb(32, 33, 36)`, `rgba(…)`: how light it is, 0 to 1; null where one looks through it. */
function lightness(colour: string): number | null {
  const [red = 0, green = 0, blue = 0, opaque = 1] = (colour.match(/[\d.]{1,20}/g) ?? []).map(Number);
  return opaque < 0.5 ? null : (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
}

/** Whether Gmail's theme is a dark one, by what stands behind the mail; null where that cannot be told. */
export function readDark(root: Document): boolean | null {
  let at: Element | null = readMain(root)?.value ?? root.body;
  for (; at !== null; at = at.parentElement) {
    const light = lightness(getComputedStyle(at).backgroundColor);
    if (light !== null) return light < 0.5;
  }
  return null;
}
