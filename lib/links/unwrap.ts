import { GATEWAYS } from './gateways';
import { type LinkParts, partsOf } from './parts';
import { googleRedirect, REDIRECTORS } from './redirectors';
import { TRACKERS, trackerByForm } from './trackers';
import type { Layer, Wrapper } from './wrapper';

/** What is inside a link, read from its own text alone: fetching a wrapper would itself be a click. */
export interface Unwrapped {
  /** The innermost link that can be read; the link itself where nothing is around it. */
  readonly url: string;
  /** Outermost first; empty for a plain link. The last one is opaque where it is the end of what can be read. */
  readonly layers: readonly Layer[];
  /** To whom the link was sent, by the innermost wrapper that says so; lower case. */
  readonly recipient: string | null;
  /** The message it was sent in, by the innermost wrapper that says so; without `<>`. */
  readonly messageId: string | null;
  /** The wrapper that keeps its destination to itself; null where `url` is a destination. */
  readonly opaque: string | null;
}

/** A reply that quotes a reply nests Safe Links around Mailgun around Safe Links; five layers have been enough. */
const MAX_LAYERS = 5;

const BY_HOST: ReadonlyMap<string, Wrapper> = new Map([
  ...Object.entries(GATEWAYS),
  ...Object.entries(TRACKERS),
  ...Object.entries(REDIRECTORS),
]);

/** The wrapper this link has the form of: by host, then by its parent domains, then by its path. */
function wrapperOf(parts: LinkParts): Wrapper | null {
  const { host } = parts;
  for (let from = 0; ; ) {
    const wrapper = BY_HOST.get(from === 0 ? host : host.slice(from));
    if (wrapper !== undefined) return wrapper;
    const dot = host.indexOf('.', from);
    // A top-level domain is nobody's: stop at the last dot.
    if (dot < 0 || host.indexOf('.', dot + 1) < 0) break;
    from = dot + 1;
  }
  return trackerByForm(parts) ?? (host.includes('google.') ? googleRedirect(host) : null);
}

/** Reads one layer off a link; null where it is no wrapped link. */
function layerOf(href: string): Layer | null {
  const parts = partsOf(href);
  const wrapper = parts === null ? null : wrapperOf(parts);
  const found = parts === null || wrapper === null ? null : wrapper.read(parts);
  if (wrapper === null || found === null) return null;
  const inner = found.to?.trim() ?? '';
  return {
    family: wrapper.family,
    role: wrapper.role,
    to: inner !== href && partsOf(inner) !== null ? inner : null,
    toHost: found.toHost ?? null,
    recipient: found.recipient ?? null,
    messageId: found.messageId ?? null,
  };
}

/** Takes up to five layers of wrapping off a link, without any request. Never throws. */
export function unwrap(href: string): Unwrapped {
  let url = href.trim();
  const layers: Layer[] = [];
  let opaque: string | null = null;
  while (layers.length < MAX_LAYERS) {
    const layer = layerOf(url);
    if (layer === null) break;
    layers.push(layer);
    if (layer.to === null) {
      opaque = layer.family;
      break;
    }
    url = layer.to;
  }
  if (layers.length === 0) return { url, layers, recipient: null, messageId: null, opaque };
  return {
    url,
    layers,
    recipient: layers.findLast((layer) => layer.recipient !== null)?.recipient ?? null,
    messageId: layers.findLast((layer) => layer.messageId !== null)?.messageId ?? null,
    opaque,
  };
}
