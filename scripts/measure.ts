/** `npm run accuracy [-- NAME…]`: runs the modules of tests/accuracy, all or those whose file name holds NAME, and prints their tables. */
import { readdir } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Measurement, printTable } from '../tests/shared/table';

const names = process.argv.slice(2);
const folder = fileURLToPath(new URL('../tests/accuracy/', import.meta.url));
const files = (await readdir(folder)).filter((file) => file.endsWith('.accuracy.ts')).sort();
for (const file of files) {
  if (names.length > 0 && !names.some((name) => file.includes(name))) continue;
  // A file of that folder is a Measurement: its name says so, and the types of its exports are checked by tsc.
  const module = (await import(pathToFileURL(folder + file).href)) as Measurement;
  for (const table of await module.measure()) process.stdout.write(printTable(table));
}
