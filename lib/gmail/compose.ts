import { draftHtml } from './compose-text';

/** Gmail's compose boxes: found, followed while they are typed in, and let go when they close. */

/** A compose box: "New Message", a reply in its thread, or one that was popped out. */
export interface ComposeBox {
  readonly editor: HTMLElement;
  /** Whether it answers in a thread; a new message begins one. */
  readonly reply: boolean;
  /** Around the scrolling part of the editor: what is put at its end does not scroll away and moves nothing. */
  readonly frame: HTMLElement;
}

const EDITOR =
  '[contenteditable="true"][g_editable="true"][role="textbox"], [contenteditable="true"][role="textbox"][aria-multiline="true"]';
/** What holds the editor together with its fields; Gmail's chat has editors too, but no subject. */
const BOX = '.aoI, .M9, [role="region"], [role="dialog"]';
const FIELDS = 'input[name="subjectbox"], input[name="subject"], input[name="composeid"]';

function frameOf(editor: HTMLElement): HTMLElement {
  const cell = editor.closest<HTMLElement>('td.GQ') ?? editor.closest('.GP')?.parentElement ?? null;
  if (cell !== null) return cell;
  // A layout we have not seen: the parent of what scrolls, else of the editor.
  let scroller: HTMLElement | null = null;
  for (
    let at: HTMLElement | null = editor, steps = 0;
    at !== null && steps < 8;
    at = at.parentElement, steps++
  )
    if (/auto|scroll/.test(getComputedStyle(at).overflowY)) scroller = at;
  return (scroller ?? editor).parentElement ?? editor;
}

/** Every compose box on the page, minimised ones too. */
export function findBoxes(root: Document): ComposeBox[] {
  const boxes: ComposeBox[] = [];
  for (const editor of root.querySelectorAll<HTMLElement>(EDITOR)) {
    const box = editor.closest(BOX);
    if (box === null || box.querySelector(FIELDS) === null) continue;
    const thread = box.querySelector<HTMLInputElement>('input[name="rt"]')?.value ?? '';
    boxes.push({ editor, reply: thread !== '', frame: frameOf(editor) });
  }
  return boxes;
}

/** Told of one box as long as it is open. */
export interface BoxWatcher {
  /** The draft's own words as plain HTML, some time after they changed. */
  onDraft(html: string): void;
  /** Called again and again while Gmail redraws: must put back what Gmail threw away, and do nothing otherwise. */
  onRedraw(box: ComposeBox): void;
  onClose(): void;
}

/** After this long without a change somebody has paused, in milliseconds; reading waits for it. */
const PAUSE = 300;
/** Gmail draws in many small steps; one look for all of them. */
const SETTLE = 200;

/**
 * Follows all compose boxes of the page. A keystroke costs one timer set anew; the draft is read when the typing pauses.
 * @param open called for each new box
 */
export function watchBoxes(open: (box: ComposeBox) => BoxWatcher, signal: AbortSignal): void {
  const watched = new Map<HTMLElement, { readonly watcher: BoxWatcher; stop(): void }>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const follow = (box: ComposeBox): void => {
    const watcher = open(box);
    let pause: ReturnType<typeof setTimeout> | undefined;
    let last: string | null = null;
    const read = (): void => {
      const html = draftHtml(box.editor);
      if (html === last) return;
      last = html;
      watcher.onDraft(html);
    };
    // Typing, pasting, templates, undo: all of them change the editor, and not all of them fire an input event.
    const changes = new MutationObserver(() => {
      clearTimeout(pause);
      pause = setTimeout(read, PAUSE);
    });
    changes.observe(box.editor, {
      childList: true,
      characterData: true,
      subtree: true,
      attributeFilter: ['href'],
    });
    watched.set(box.editor, {
      watcher,
      stop: () => {
        changes.disconnect();
        clearTimeout(pause);
        watcher.onClose();
      },
    });
    watcher.onRedraw(box);
    read();
  };

  const scan = (): void => {
    timer = undefined;
    if (document.hidden) return;
    const boxes = new Map(findBoxes(document).map((box) => [box.editor, box]));
    for (const [editor, { stop }] of watched)
      if (!boxes.has(editor)) {
        watched.delete(editor);
        stop();
      }
    for (const box of boxes.values()) {
      const known = watched.get(box.editor);
      if (known === undefined) follow(box);
      else known.watcher.onRedraw(box);
    }
  };
  const soon = (): void => {
    timer ??= setTimeout(scan, SETTLE);
  };
  const observer = new MutationObserver(soon);
  observer.observe(document.body, { childList: true, subtree: true });
  document.addEventListener('visibilitychange', soon, { signal });
  signal.addEventListener('abort', () => {
    observer.disconnect();
    clearTimeout(timer);
    for (const { stop } of watched.values()) stop();
    watched.clear();
  });
  scan();
}
