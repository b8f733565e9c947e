import { canonical } from './canonical';
import { unwrap } from './unwrap';

/** Where a link leads: unwrapped (without any request) and in its canonical spelling. */
export function destination(href: string): string {
  return canonical(unwrap(href));
}
