/**
 * Runs the modules of tests/accuracy or tests/bench and prints their tables.
 * `npm run accuracy [-- NAME…]`, `npm run bench [-- NAME…]`: all, or those whose file name holds NAME.
 */
import { readdir } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Measurement, printTable } from '../tests/shared/table';

const [kind = '', ...names] = process.argv.slice(2);
if (kind !== 'accuracy' && kind !== 'bench') throw new Error('usage: measure.ts accuracy|bench [NAME…]');
const folder = fileURLToPath(new URL(`../tests/${kind}/`, import.meta.url));
const files = (await readdir(folder)).filter((file) => file.endsWith(`.${kind}.ts`)).sort();
for (const file of files) {
  if (names.length > 0 && !names.some((name) => file.includes(name))) continue;
  // A file of that folder is a Measurement: its name says so, and the types of its exports are checked by tsc.
  const module = (await import(pathToFileURL(folder + file).href)) as Measurement;
  for (const table of await module.measure()) process.stdout.write(printTable(table));
}
