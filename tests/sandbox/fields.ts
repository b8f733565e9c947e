/** Partial answers: https://developers.google.com/workspace/gmail/api/guides/performance#partial */

/** null takes all below; a map takes its names; `*` stands for any name. */
type Mask = ReadonlyMap<string, Mask | null>;

/** Every field of the resources that the sandbox answers with; Google refuses a selection that names another. */
const NAMES = new Set(
  `* addLabelIds attachmentId body color data emailAddress filename headers history historyId id internalDate
  labelIds labelListVisibility labels labelsAdded labelsRemoved message messageListVisibility messages messagesAdded
  messagesDeleted messagesTotal messagesUnread mimeType name nextPageToken partId parts payload raw
  resultSizeEstimate size sizeEstimate snippet textColor threadId threads threadsTotal threadsUnread type value
  backgroundColor`.split(/\s+/),
);

/** @throws RangeError for a selection Google refuses */
export function parseFields(text: string): Mask {
  let at = 0;
  const refuse = (): never => {
    throw new RangeError(`Invalid field selection ${text.slice(at) || text}`);
  };
  const name = (): string => {
    const found = /^[A-Za-z0-9_*]{1,100}/.exec(text.slice(at, at + 101))?.[0];
    if (found === undefined || !NAMES.has(found)) return refuse();
    at += found.length;
    return found;
  };
  const list = (): Mask => {
    const mask = new Map<string, Mask | null>();
    for (;;) {
      const path = [name()];
      while (text[at] === '/') {
        at += 1;
        path.push(name());
      }
      let below: Mask | null = null;
      if (text[at] === '(') {
        at += 1;
        below = list();
        if (text[at] !== ')') refuse();
        at += 1;
      }
      for (const step of path.slice(1).reverse()) below = new Map([[step, below]]);
      const first = path[0] ?? refuse();
      const already = mask.get(first);
      mask.set(first, mask.has(first) && already && below ? new Map([...already, ...below]) : below);
      if (text[at] !== ',') return mask;
      at += 1;
    }
  };
  const mask = list();
  if (at < text.length) refuse();
  return mask;
}

/** The part of an answer that a mask asks for. */
export function applyFields(value: unknown, mask: Mask | null): unknown {
  if (mask === null || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => applyFields(item, mask));
  const out: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    const below = mask.has(key) ? mask.get(key) : mask.get('*');
    if (below !== undefined) out[key] = applyFields(inner, below);
  }
  return out;
}
