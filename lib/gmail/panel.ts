/** The one element Plumbline adds to Gmail: a fixed column with the sidebar's frame, and a tab to fold it. */

export interface Panel {
  remove(): void;
}

export interface PanelOptions {
  /** The sidebar's page. */
  readonly src: string;
  readonly folded: boolean;
  onFold(folded: boolean): void;
}

const WIDTH = 340;
/** Gmail's own icon rail at the right edge. */
const RAIL = 56;
/** Gmail's header with search and account. */
const TOP = 64;

const STYLE = `
  :host { all: initial; }
  .panel { position: fixed; top: ${TOP}px; bottom: 0; right: ${RAIL}px; width: ${WIDTH}px; max-width: calc(100vw - ${RAIL}px); z-index: 5; display: flex; }
  .panel.folded { width: 0; }
  iframe { border: 0; width: 100%; height: 100%; background: Canvas; color-scheme: light dark; border-radius: 12px 0 0 0; box-shadow: 0 0 0 1px rgb(0 0 0 / 8%), 0 8px 24px rgb(0 0 0 / 10%); }
  .folded iframe { visibility: hidden; }
  button { position: absolute; top: 12px; left: -28px; width: 28px; height: 56px; border: 0; border-radius: 8px 0 0 8px; cursor: pointer; background: #1d2a3a; color: #fff; font: 600 15px/1 system-ui, sans-serif; padding: 0; box-shadow: 0 2px 8px rgb(0 0 0 / 20%); }
  button:hover { background: #2b3e55; }
  button:focus-visible { outline: 3px solid #4c8dff; outline-offset: 2px; }
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
  const panel = document.createElement('div');
  const frame = document.createElement('iframe');
  frame.title = 'Plumbline';
  frame.src = options.src;
  const tab = document.createElement('button');
  tab.type = 'button';
  let folded = options.folded;
  const draw = (): void => {
    panel.className = folded ? 'panel folded' : 'panel';
    tab.textContent = folded ? '‹' : '›';
    tab.setAttribute('aria-label', folded ? 'Show Plumbline' : 'Hide Plumbline');
    tab.setAttribute('aria-expanded', String(!folded));
    frame.tabIndex = folded ? -1 : 0;
  };
  tab.addEventListener('click', () => {
    folded = !folded;
    draw();
    options.onFold(folded);
  });
  draw();
  panel.append(tab, frame);
  root.append(style, panel);
  document.documentElement.append(host);
  return { remove: () => host.remove() };
}
