import { useEffect, useState } from 'react';

export type Route =
  | { readonly page: 'sequences' }
  | { readonly page: 'imports' }
  | { readonly page: 'sequence'; readonly id: string };

/** An address that somebody has typed or cut short names no sequence; the page says so. */
function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id; // a stray % is the only thing that can be wrong
  }
}

function routeOf(hash: string): Route {
  const [, page, id] = hash.replace(/^#/, '').split('/');
  if (page === 'sequence' && id) return { page, id: decoded(id) };
  return page === 'imports' ? { page } : { page: 'sequences' };
}

/** The page that the address names: every view has its own link. */
export function useRoute(): Route {
  const [route, setRoute] = useState(() => routeOf(location.hash));
  useEffect(() => {
    const changed = (): void => setRoute(routeOf(location.hash));
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  return route;
}
