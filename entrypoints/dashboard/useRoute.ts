import { useEffect, useState } from 'react';

export type Route =
  | { readonly page: 'sequences' }
  | { readonly page: 'imports' }
  | { readonly page: 'sequence'; readonly id: string };

function routeOf(hash: string): Route {
  const [, page, id] = hash.replace(/^#/, '').split('/');
  if (page === 'sequence' && id) return { page, id: decodeURIComponent(id) };
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
