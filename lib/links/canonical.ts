import { schemeEnd } from './parts';

/**
 * One destination, one spelling. Parameters that only say how somebody came are those that ClearURLs lists as global
 * (https://docs.clearurls.xyz; facts, section 3, 2026-11), as far as their names cannot be a shop's own: everything
 * else stays untouched, byte for byte.
 */
const TRACKING =
  /^(?:utm(?:_[a-z_]{0,40})?|mkt_tok|_hsenc|_hsmi|__hs[a-z]{1,20}|hsctatracking|mc_(?:eid|cid|tc)|gclid|gclsrc|dclid|gbraid|wbraid|fbclid|msclkid|yclid|igshid|_ga|_gl|ga_(?:source|medium|term|content|campaign|place)|vero_(?:id|conv)|oly_(?:anon|enc)_id|ml_subscriber(?:_hash)?|s_cid|wickedid|_openstat|fb_(?:source|ref|action_ids|action_types)|itm_(?:campaign|medium|source)|otm_[a-z_]{1,40}|__twitter_impression|wt_z?mc|trk_(?:contact|msg|module|sid))$/i;

/** Whether a parameter begins like one of the names above (or is escaped): most queries are done after one look. */
const MAYBE_TRACKING = /(?:^|[?&])[ufmghidwyv_ost%]/i;

/** What the quick way may meet: all of it comes out of a URL parser as it went in. */
const PLAIN_HOST = /^[a-z0-9][a-z0-9.-]{0,252}$/;
const PLAIN_REST = /^[A-Za-z0-9\-_.~!$&()*+,;=:@/%]*(?:\?[A-Za-z0-9\-_.~!$&()*+,;=:@/%?]*)?$/;
/** A segment that starts with a dot may be `.` or `..`, and `%2e` is one too. */
const DOT_SEGMENT = /\/\.|%2e/i;

/**
 * The canonical form of a link's destination: https, lower-case host without `www.`, no default port, no user, no
 * tracking parameters, no slash at the end of the path, no fragment unless it routes (`#/…`, `#!…`). Text that is no
 * http link comes back trimmed. Idempotent; never throws.
 */
export function canonical(href: string): string {
  return quick(href) ?? thorough(href);
}

/** For the plain links that nearly all are. Null: `thorough` must see it. */
function quick(href: string): string | null {
  const start = schemeEnd(href);
  if (start < 0) return null;
  const hash = href.indexOf('#', start);
  const end = hash < 0 ? href.length : hash;
  // A fragment that routes is rare and may hold anything.
  if (hash >= 0 && (href[hash + 1] === '/' || href[hash + 1] === '!')) return null;
  let query = href.indexOf('?', start);
  if (query < 0 || query > end) query = end;
  let path = href.indexOf('/', start);
  if (path < 0 || path > query) path = query;
  const host = href.slice(start, path);
  const dot = host.lastIndexOf('.');
  // The last label must begin with a letter: `1.2.3` and `0x7f.1` are numbers, which a URL parser rewrites. Two
  // hyphens may be punycode.
  const top = host.charCodeAt(dot + 1);
  if (dot < 1 || top < 97 || !PLAIN_HOST.test(host) || host.includes('..') || host.includes('--'))
    return null;
  const rest = href.slice(path, end);
  if (!PLAIN_REST.test(rest) || DOT_SEGMENT.test(rest)) return null;
  let pathEnd = query;
  while (pathEnd > path && href.charCodeAt(pathEnd - 1) === 47) pathEnd--;
  const search = end - query < 2 ? '' : withoutTracking(href.slice(query, end));
  return `https://${bareHost(host)}${href.slice(path, pathEnd)}${search}`;
}

function thorough(href: string): string {
  // A URL parser drops these anywhere; links broken over lines in plain text hold them.
  const raw = href.replace(/[\t\r\n]/g, '').trim();
  let url: URL;
  try {
    url = new URL(/^[a-z][a-z0-9+.-]*:(?!\d)/i.test(raw) ? raw : `https://${raw}`);
  } catch {
    // Not a URL: two equal spellings still compare equal, which is all that a destination is for.
    return raw;
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return raw;
  const fragment = /^#[!/]/.test(url.hash) ? url.hash : '';
  let path = url.pathname;
  while (path.endsWith('/')) path = path.slice(0, -1);
  const search = url.search === '' ? '' : withoutTracking(url.search);
  // http and https lead to one place for everybody we write to; so do their two default ports.
  const host = bareHost(url.port === '443' || url.port === '80' ? url.hostname : url.host);
  return `https://${host}${path}${search}${fragment}`;
}

function bareHost(host: string): string {
  let bare = host;
  while (bare.startsWith('www.') && bare.indexOf('.', 4) > 0) bare = bare.slice(4);
  return bare;
}

/** @param search with its `?`. What is kept is kept as written. */
function withoutTracking(search: string): string {
  if (!MAYBE_TRACKING.test(search)) return search === '?' ? '' : search;
  let kept: string[] | null = null;
  const pieces = search.slice(1).split('&');
  for (const [index, piece] of pieces.entries()) {
    if (isTracking(piece)) kept ??= pieces.slice(0, index);
    else kept?.push(piece);
  }
  if (kept === null) return search === '?' ? '' : search;
  const rest = kept.join('&');
  return rest === '' ? '' : `?${rest}`;
}

function isTracking(piece: string): boolean {
  const equals = piece.indexOf('=');
  let name = equals < 0 ? piece : piece.slice(0, equals);
  if (name.length > 120) return false;
  if (name.includes('%')) {
    try {
      name = decodeURIComponent(name);
    } catch {
      // An escape that is none: not one of the names.
      return false;
    }
  }
  return TRACKING.test(name);
}
