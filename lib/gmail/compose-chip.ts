/** The count in a compose box: one small element of fixed size at the end of the editor's frame, moving nothing of Gmail's. */

export interface ChipItem {
  /** What kind of CTA, in words. */
  readonly kind: string;
  readonly words: string;
}

/** All words of the chip; this room knows none. */
export interface ChipTexts {
  /** "2 CTAs" */
  count(items: number): string;
  readonly title: string;
  readonly none: string;
  readonly hide: string;
  readonly loading: string;
}

export interface ChipOptions {
  readonly texts: ChipTexts;
  /** From this many on the count is marked. */
  readonly many: number;
  /** What the user's own data shows, asked for when the list is opened; null where it cannot tell. */
  shown(): Promise<string | null>;
  onHide(): void;
}

export interface Chip {
  /** Puts the chip at the end of a frame, where it is not there already. */
  place(frame: HTMLElement, editor: HTMLElement): void;
  show(items: readonly ChipItem[]): void;
  remove(): void;
}

const STYLE = `
  :host { all: initial; display: block; position: relative; height: 0; overflow: visible; z-index: 2; font: 500 12px/1.45 "Google Sans", Roboto, system-ui, sans-serif; color-scheme: light dark; }
  .chip { position: absolute; right: 12px; bottom: 6px; display: flex; width: 108px; height: 26px; box-sizing: border-box; border: 1px solid light-dark(#d5dae2, #4a5462); border-radius: 13px; background: light-dark(#fff, #232a33); color: light-dark(#3f4a5a, #c6d0dc); opacity: .92; overflow: hidden; }
  :host(.rtl) .chip { right: auto; left: 12px; }
  .chip.empty { visibility: hidden; }
  button { all: unset; box-sizing: border-box; cursor: pointer; font: inherit; color: inherit; }
  button:focus-visible { outline: 2px solid #2457d6; outline-offset: -2px; border-radius: 13px; }
  .count { flex: 1; display: flex; align-items: center; gap: 6px; padding: 0 2px 0 10px; white-space: nowrap; }
  .dot { width: 7px; height: 7px; border-radius: 50%; background: light-dark(#8b97a7, #8b97a7); flex: none; }
  .many .dot { background: light-dark(#c26a00, #ffb547); }
  .hide { width: 24px; text-align: center; font-size: 14px; color: light-dark(#5d6878, #9aa7b8); }
  .hide:hover, .count:hover { background: light-dark(#eef1f6, #2f3844); }
  .list { position: fixed; inset: auto; margin: 0; box-sizing: border-box; width: 320px; max-width: calc(100vw - 16px); max-height: 320px; overflow: auto; padding: 12px 14px; border: 1px solid light-dark(#d5dae2, #4a5462); border-radius: 12px; background: light-dark(#fff, #1d242d); color: light-dark(#17202c, #e8edf4); box-shadow: 0 8px 28px rgb(10 14 20 / 22%); font-weight: 400; }
  .title { font-weight: 600; margin: 0 0 6px; }
  ol { margin: 0; padding: 0 0 0 18px; }
  li { margin: 3px 0; overflow-wrap: anywhere; }
  .kind { color: light-dark(#566173, #9aa7b8); }
  .shown { margin: 10px 0 0; padding: 8px 0 0; border-top: 1px solid light-dark(#e3e6ec, #2f3844); }
  .shown:empty { display: none; }
`;
/** Longer words are cut: the list is to remind, not to read. */
const LONGEST = 140;

function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  if (className !== '') node.className = className;
  node.append(...children);
  return node;
}

/** Light text is on a dark ground: Gmail's own theme counts, not the system's. */
function isLight(color: string): boolean {
  const [red = 0, green = 0, blue = 0] = (color.match(/\d{1,3}/g) ?? []).map(Number);
  return 0.3 * red + 0.6 * green + 0.1 * blue > 140;
}

const short = (words: string): string => {
  const plain = words.replace(/\s+/g, ' ').trim();
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST - 1)}…` : plain;
};

export function makeChip({ texts, many, shown, onHide }: ChipOptions): Chip {
  const host = document.createElement('plumbline-ctas');
  // Closed: what the user's own mail shows is none of the page's business. Its focus comes where the host stands.
  const root = host.attachShadow({ mode: 'closed', delegatesFocus: true });
  const label = element('span', '');
  const count = element('button', 'count', element('span', 'dot'), label);
  count.type = 'button';
  const hide = element('button', 'hide', '×');
  hide.type = 'button';
  hide.setAttribute('aria-label', texts.hide);
  hide.title = texts.hide;
  const chip = element('div', 'chip empty', count, hide);
  const items = element('ol', '');
  const none = element('p', '', texts.none);
  none.style.margin = '0';
  const own = element('p', 'shown');
  const list = element('div', 'list', element('p', 'title', texts.title), none, items, own);
  list.popover = 'auto';
  list.setAttribute('role', 'dialog');
  list.setAttribute('aria-label', texts.title);
  count.popoverTargetElement = list;
  root.append(element('style', '', STYLE), chip, list);

  let found: readonly ChipItem[] = [];
  const draw = (): void => {
    none.hidden = found.length > 0;
    items.replaceChildren(
      ...found.map(({ kind, words }) =>
        element('li', '', element('span', 'kind', `${kind}: `), element('bdi', '', short(words))),
      ),
    );
  };

  // Gmail listens for keys everywhere: Escape in our list would close its box, Enter might send.
  for (const type of ['keydown', 'keypress', 'keyup'] as const)
    host.addEventListener(type, (event) => event.stopPropagation());
  // The caret stays where it was.
  chip.addEventListener('mousedown', (event) => event.preventDefault());
  hide.addEventListener('click', onHide);
  list.addEventListener('toggle', (event) => {
    if (event.newState !== 'open') return;
    draw();
    const at = chip.getBoundingClientRect();
    list.style.left = `${Math.max(8, Math.min(at.right - list.offsetWidth, innerWidth - list.offsetWidth - 8))}px`;
    const above = at.top - 6 - list.offsetHeight;
    list.style.top = `${above >= 8 ? above : Math.min(at.bottom + 6, innerHeight - list.offsetHeight - 8)}px`;
    own.textContent = texts.loading;
    shown().then(
      (sentence) => {
        own.textContent = sentence ?? '';
      },
      (error: unknown) => {
        own.textContent = ''; // the list stands without it
        console.warn('Plumbline:', error);
      },
    );
  });

  return {
    place: (frame, editor) => {
      if (host.parentElement === frame && host.isConnected) return;
      // Gmail gives the parts of its box one positive index: with it, Tab goes from the text to the count.
      host.tabIndex = Math.max(0, editor.tabIndex);
      const style = getComputedStyle(editor);
      host.style.colorScheme = isLight(style.color) ? 'dark' : 'light';
      // Lines end on the left there: the count never lies over where they begin.
      host.classList.toggle('rtl', style.direction === 'rtl');
      frame.append(host);
    },
    show: (next) => {
      found = next;
      const words = texts.count(next.length);
      // Most keystrokes change nothing that is seen: then nothing is drawn.
      if (label.textContent !== words) {
        chip.className = next.length >= many ? 'chip many' : 'chip';
        label.textContent = words;
        count.setAttribute('aria-label', `${words}. ${texts.title}`);
      }
      if (list.matches(':popover-open')) draw();
    },
    remove: () => host.remove(),
  };
}
