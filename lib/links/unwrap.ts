/**
 * Takes link wrappers off without any request: fetching a wrapper would itself be a click.
 * A wrapper that does not carry its destination comes back as it is.
 */

type Wrapper = (url: URL) => string | null;

const param =
  (host: RegExp, ...names: string[]): Wrapper =>
  (url) => {
    if (!host.test(url.hostname)) return null;
    for (const name of names) {
      const value = url.searchParams.get(name);
      if (value !== null && /^https?:/i.test(value)) return value;
    }
    return null;
  };

const WRAPPERS: readonly Wrapper[] = [
  param(/\.safelinks\.protection\.outlook\.com$/i, 'url'),
  param(/(^|\.)google\.[a-z.]{2,6}$/i, 'q', 'url'),
  param(/\.cudasvc\.com$/i, 'a'),
];

/** @returns the destination after at most five layers, or `href` itself. */
export function unwrap(href: string): string {
  let current = href.trim();
  for (let layer = 0; layer < 5; layer++) {
    if (!URL.canParse(current)) return current;
    const url = new URL(current);
    let next: string | null = null;
    for (const wrapper of WRAPPERS) {
      next = wrapper(url);
      if (next !== null) break;
    }
    if (next === null) return current;
    current = next;
  }
  return current;
}
