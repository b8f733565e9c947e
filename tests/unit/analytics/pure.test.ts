import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const LIB = fileURLToPath(new URL('../../../lib', import.meta.url));

/** `Date` and `Math` belong to the language, so the compiler lets them through: this does not. */
const CLOCK_OR_CHANCE = /\bDate\.now\s*\(|new Date\(\s*\)|\bMath\.random\b|\bperformance\./;

it.each(['facts', 'links', 'analytics', 'mail', 'trackers', 'sample'])(
  'lib/%s has no clock and no randomness of its own',
  (room) => {
    const files = readdirSync(join(LIB, room), { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    );
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((file) => CLOCK_OR_CHANCE.test(readFileSync(join(LIB, room, file), 'utf8')))).toEqual(
      [],
    );
  },
);
