import { useEffect, useState } from 'react';

/** What the address names: `#/page/id?key=value`. Every view has its own link. */
export interface Route {
  /** The first page where none is named. */
  readonly page: string;
  readonly id: string | null;
  readonly query: URLSearchParams;
}

/** An address that somebody has typed or cut short names nothing; the page says so. */
function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id; // a stray % is the only thing that can be wrong
  }
}

function routeOf(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?', 2);
  const [, page, id] = path.split('/');
  return { page: page || 'sequences', id: id ? decoded(id) : null, query: new URLSearchParams(query) };
}

/** @returns an address for `href` and `location.hash` */
export function hrefTo(page: string, id?: string, query: Readonly<Record<string, string>> = {}): string {
  const search = new URLSearchParams(query).toString();
  return `#/${page}${id === undefined ? '' : `/${encodeURIComponent(id)}`}${search === '' ? '' : `?${search}`}`;
}

/**
 * Changes the address in place of the one before, and the page with it, at once: the browser tells of a changed address
 * only later, and a field whose text stands in it would lose letters meanwhile. The way back leads off the page, not through
 * every letter of a search.
 */
export function replaceRoute(href: string): void {
  history.replaceState(history.state, '', href);
  dispatchEvent(new Event('hashchange'));
}

/** The page that the address names. */
export function useRoute(): Route {
  const [route, setRoute] = useState(() => routeOf(location.hash));
  useEffect(() => {
    const changed = (): void => setRoute(routeOf(location.hash));
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  return route;
}
