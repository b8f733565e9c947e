/**
 * The raw parts of a link, cut without `new URL()`: wrappers put whole URLs unescaped into their paths, and a parser
 * that tidies (`//` kept, `..` resolved, escapes added) would break what the wrapper's own decoder expects.
 */

export interface LinkParts {
  readonly href: string;
  /** Lower case, without user, password and port. */
  readonly host: string;
  /** As written, from the first `/` on; `''` where there is none. */
  readonly path: string;
  /** As written, without `?` and fragment. */
  readonly query: string;
}

/** Longer links are nobody's tracked link: they are not looked into. */
const MAX_LENGTH = 16_384;

/** Cuts an http(s) link into its parts; null for anything else. */
export function partsOf(href: string): LinkParts | null {
  if (href.length > MAX_LENGTH) return null;
  const start = schemeEnd(href);
  if (start < 0) return null;
  const hash = href.indexOf('#', start);
  const end = hash < 0 ? href.length : hash;
  let query = href.indexOf('?', start);
  if (query >= end) query = -1;
  const pathEnd = query < 0 ? end : query;
  let path = href.indexOf('/', start);
  if (path >= pathEnd) path = -1;
  const host = hostOf(href.slice(start, path < 0 ? pathEnd : path));
  if (host === '') return null;
  return {
    href,
    host,
    path: path < 0 ? '' : href.slice(path, pathEnd),
    query: query < 0 ? '' : href.slice(query + 1, end),
  };
}

/** Where the authority of an http(s) link begins; -1 where it is none. */
export function schemeEnd(href: string): number {
  // `http` in any case: the four letters' codes with the case bit set.
  if (
    (href.charCodeAt(0) | 32) !== 104 ||
    (href.charCodeAt(1) | 32) !== 116 ||
    (href.charCodeAt(2) | 32) !== 116 ||
    (href.charCodeAt(3) | 32) !== 112
  )
    return -1;
  let at = 4;
  if ((href.charCodeAt(4) | 32) === 115) at = 5;
  return href.startsWith('://', at) ? at + 3 : -1;
}

function hostOf(authority: string): string {
  const user = authority.lastIndexOf('@');
  const port = authority.indexOf(':', user + 1);
  const host =
    user < 0 && port < 0 ? authority : authority.slice(user + 1, port < 0 ? authority.length : port);
  return /[A-Z]/.test(host) ? host.toLowerCase() : host;
}

/**
 * The first parameter of that name, percent-decoded; null where there is none. `&amp;` separates like `&`, because
 * links are often copied out of HTML source. A `+` stays a `+`: the value is a URL, not a form's text.
 */
export function param(parts: LinkParts, name: string): string | null {
  const raw = rawParam(parts, name);
  return raw === null ? null : decodePercent(raw);
}

/** As `param`, but as written. */
export function rawParam({ query }: LinkParts, name: string): string | null {
  let from = 0;
  while (from <= query.length) {
    let to = query.indexOf('&', from);
    if (to < 0) to = query.length;
    const start = query.startsWith('amp;', from) ? from + 4 : from;
    if (query.startsWith(name, start) && query.charCodeAt(start + name.length) === 61 /* = */)
      return query.slice(start + name.length + 1, to);
    from = to + 1;
  }
  return null;
}

/** Percent-decodes; sequences that are no UTF-8 stay as they are. Never throws. */
export function decodePercent(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    // One bad sequence must not spoil the rest: decode the plain ASCII ones alone.
    return text.replace(/%([2-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  }
}

/** Bytes of a base64 or base64url text, padded or not; null where it is none. */
export function base64Bytes(text: string): Uint8Array | null {
  const plain = text.replaceAll('-', '+').replaceAll('_', '/').replaceAll('=', '');
  if (plain === '' || plain.length % 4 === 1 || !/^[A-Za-z0-9+/]+$/.test(plain)) return null;
  const binary = atob(plain);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/** Text of base64 or base64url UTF-8; null where it is none. */
export function base64Text(text: string): string | null {
  const bytes = base64Bytes(text);
  return bytes === null ? null : utf8(bytes);
}

/** Strict UTF-8; null where it is none. */
export function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Not text: the caller's wrapper carries something else.
    return null;
  }
}

/** An object field of text out of JSON; null where the text is no such JSON. */
export function jsonField(json: string | null, name: string): string | null {
  if (json === null) return null;
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value !== 'object' || value === null) return null;
    const field: unknown = Object.getOwnPropertyDescriptor(value, name)?.value;
    return typeof field === 'string' ? field : null;
  } catch {
    // Not JSON: the caller's wrapper carries something else.
    return null;
  }
}

/** A bare `host/path` gets this scheme; a URL stays; anything without a dotted host is null. */
export function withScheme(text: string, scheme: 'http' | 'https'): string | null {
  if (schemeEnd(text) > 0) return text;
  return /^[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}(?=[:/?#]|$)/i.test(text) ? `${scheme}://${text}` : null;
}
