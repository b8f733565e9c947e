/**
 * One destination, one spelling. Tracking parameters are those ClearURLs lists as global
 * (https://docs.clearurls.xyz, list read through shared facts, 2026-11); everything else stays untouched.
 */
const TRACKING =
  /^(utm_[a-z_]+|mkt_tok|_hsenc|_hsmi|__hs[a-z]+|hsctatracking|mc_(?:eid|cid|tc)|gclid|gclsrc|dclid|fbclid|msclkid|yclid|igshid|_ga|_gl|vero_(?:id|conv)|oly_(?:anon|enc)_id|ml_subscriber(?:_hash)?|s_cid|wickedid|_openstat)$/i;

/**
 * The canonical form of a link's destination: lower-case scheme and host, no default port, no tracking parameters, no
 * trailing slash on a bare path, no fragment unless it routes (`#/…`, `#!…`). Text that is no URL comes back trimmed.
 */
export function canonical(href: string): string {
  const raw = href.trim();
  let url: URL;
  try {
    url = new URL(/^[a-z][a-z0-9+.-]*:/i.test(raw) ? raw : `https://${raw}`);
  } catch {
    // Not a URL: two equal spellings still compare equal, which is all that a destination is for.
    return raw;
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return raw;
  if (url.search !== '') {
    const drop = [...url.searchParams.keys()].filter((name) => TRACKING.test(name));
    // Untouched where nothing is dropped: URLSearchParams re-encodes what it writes.
    if (drop.length > 0) for (const name of drop) url.searchParams.delete(name);
  }
  const fragment = /^#[!/]/.test(url.hash) ? url.hash : '';
  const path = url.pathname.length > 1 ? url.pathname.replace(/\/$/, '') : '';
  // http and https lead to one place for everybody we write to.
  return `https://${url.host.replace(/^www\./, '')}${path}${url.search}${fragment}`;
}
