import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../shared/', import.meta.url));

/**
 * Test data that lies beside the checkout and is never copied into it.
 * @returns its absolute path, or null where it is absent: the test then skips and says so.
 */
export function sharedData(path: string): string | null {
  const full = ROOT + path;
  return existsSync(full) ? full : null;
}

/** What a skipped test says. */
export function absent(path: string): string {
  return `skipped: ../shared/${path} is not on this machine`;
}
