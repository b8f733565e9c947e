/** The one element Plumbline adds to Gmail: a fixed column with the sidebar's frame, an edge to size it and a tab to fold it. */
import { widthEdge } from './panel-width';
import { SIDEBAR_KEYS } from './shortcut';
import { readDark, readSurroundings } from './surroundings';

export interface Panel {
  /** Puts it back where Gmail has removed it, and out of the way of what stands around it now. */
  settle(): void;
  /** By keyboard: unfolds it and goes there; from there, folds it and goes back. */
  toggle(): void;
  remove(): void;
}

export interface PanelOptions {
  /** The sidebar's page. */
  readonly src: string;
  readonly folded: boolean;
  /** px */
  readonly width: number;
  readonly texts: { readonly show: string; readonly hide: string; readonly resize: string };
  /** The user has folded or unfolded it. */
  onFold(folded: boolean): void;
  /** The user has sized it. */
  onWidth(width: number): void;
}

/** Gmail's header with search and account. */
const TOP = 64;
/** With less height than this above a compose window the panel folds instead. */
const LOWEST = 260;

const STYLE = `
  :host { all: initial; }
  .panel { position: fixed; top: ${TOP}px; bottom: var(--foot, 0); inset-inline-end: var(--rail, 56px); width: var(--width); max-width: calc(100vw - var(--rail, 56px) - 28px); z-index: 5; display: flex; }
  .panel.folded { width: 0; }
  iframe { border: 0; width: 100%; height: 100%; background: Canvas; color-scheme: light dark; border-start-start-radius: 12px; box-shadow: 0 0 0 1px rgb(0 0 0 / 8%), 0 8px 24px rgb(0 0 0 / 10%); }
  .folded iframe { visibility: hidden; }
  .sizing iframe { pointer-events: none; }
  button { position: absolute; top: 12px; inset-inline-start: -28px; width: 28px; height: 56px; border: 0; border-start-start-radius: 8px; border-end-start-radius: 8px; cursor: pointer; background: #1d2a3a; color: #fff; font: 600 15px/1 system-ui, sans-serif; padding: 0; box-shadow: 0 2px 8px rgb(0 0 0 / 20%); }
  button:hover { background: #2b3e55; }
  .edge { position: absolute; top: 12px; bottom: 0; inset-inline-start: -4px; width: 8px; cursor: ew-resize; touch-action: none; z-index: 1; }
  .edge::after { content: ""; position: absolute; inset-block: 0; inset-inline-start: 3px; width: 2px; border-radius: 1px; }
  .edge:hover::after, .edge:focus-visible::after, .sizing .edge::after { background: #4c8dff; }
  .folded .edge { display: none; }
  button:focus-visible, .edge:focus-visible { outline: 3px solid #4c8dff; outline-offset: 2px; }
`;

/** Below this width the panel would lie on the mail rather than beside it. */
const ROOMY = 900;

/** Whether the window has room for the panel beside the mail; where it has not, the panel starts folded. */
export function hasRoom(): boolean {
  return innerWidth >= ROOMY;
}

export function mountPanel(options: PanelOptions): Panel {
  const host = document.createElement('plumbline-panel');
  const root = host.attachShadow({ mode: 'open' });
  const style = document.createElement('style');
  style.textContent = STYLE;
  const side = document.createElement('div');
  const panel = document.createElement('div');
  const frame = document.createElement('iframe');
  frame.title = 'Plumbline';
  frame.src = options.src;
  frame.allow = 'clipboard-write'; // to copy the diagnostics
  const tab = document.createElement('button');
  tab.type = 'button';
  tab.setAttribute('aria-keyshortcuts', SIDEBAR_KEYS);
  let wish = options.folded;
  /** Something stands in its place; the user may unfold it all the same, until what stands there changes. */
  let crowded = false;
  let insists = false;
  let around = '';
  let rail = 0;
  let width = options.width;
  /** What had the focus before the keyboard came here. */
  let before: HTMLElement | null = null;
  const isFolded = (): boolean => wish || (crowded && !insists);
  const draw = (): void => {
    const folded = isFolded();
    panel.className = folded ? 'panel folded' : 'panel';
    tab.textContent = folded ? '‹' : '›';
    const words = folded ? options.texts.show : options.texts.hide;
    tab.setAttribute('aria-label', words);
    tab.title = `${words} (${SIDEBAR_KEYS})`;
    tab.setAttribute('aria-expanded', String(!folded));
    frame.tabIndex = folded ? -1 : 0;
  };
  const edge = widthEdge({
    label: options.texts.resize,
    width: options.width,
    isLeft: () => side.dir === 'rtl',
    room: () => innerWidth - rail,
    draw: (next) => {
      width = next;
      side.style.setProperty('--width', `${next}px`);
    },
    drag: (on) => panel.classList.toggle('sizing', on),
    keep: options.onWidth,
  });
  const fold = (): void => {
    if (crowded && !wish) {
      insists = !insists;
      draw();
      return;
    }
    insists = wish;
    wish = !wish;
    draw();
    options.onFold(wish);
  };
  tab.addEventListener('click', fold);
  const toggle = (): void => {
    const inside = document.activeElement === host;
    if (!inside) {
      before = document.activeElement instanceof HTMLElement ? document.activeElement : null;
      if (isFolded()) fold();
      frame.focus();
      return;
    }
    if (!isFolded()) fold();
    frame.blur();
    if (before?.isConnected === true) before.focus();
  };
  const settle = (): void => {
    if (!host.isConnected) document.documentElement.append(host);
    const seen = readSurroundings(document, rail + width);
    const { companion, docked } = seen;
    const dark = readDark(document);
    const direction = document.body.dir || document.documentElement.dir;
    const state = `${seen.rail}|${companion}|${docked}|${direction}|${innerHeight}|${innerWidth}|${dark}`;
    if (state === around) return;
    around = state;
    rail = seen.rail;
    const low = innerHeight - TOP - docked < LOWEST;
    const now = companion || (docked > 0 && low);
    if (now !== crowded) insists = false;
    crowded = now;
    side.dir = direction === 'rtl' ? 'rtl' : 'ltr';
    side.style.setProperty('--rail', `${rail}px`);
    side.style.setProperty('--foot', `${docked > 0 && !low ? docked : 0}px`);
    // The frame's page takes its light or dark colours from it, as a page takes them from the system.
    frame.style.colorScheme = dark === null ? '' : dark ? 'dark' : 'light';
    edge.settle();
    draw();
  };
  edge.settle();
  draw();
  panel.append(edge.element, tab, frame);
  side.append(panel);
  root.append(style, side);
  document.documentElement.append(host);
  requestAnimationFrame(settle);
  addEventListener('resize', settle);
  return {
    settle,
    toggle,
    remove: () => {
      removeEventListener('resize', settle);
      host.remove();
    },
  };
}
