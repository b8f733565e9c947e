import { writeFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Measurement, printTable } from '../shared/table';
import type { Figure } from './figures';

/**
 * `one.ts FILE [OUT]`: runs one bench in this process, which has nothing else to do, prints its tables and writes its
 * figures. Started by scripts/bench.ts.
 */
const [file = '', out] = process.argv.slice(2);
const path = fileURLToPath(new URL(`./${file}`, import.meta.url));
// A file of this folder is a Measurement: its name says so, and the types of its exports are checked by tsc.
const module = (await import(pathToFileURL(path).href)) as Measurement;
const figures: Figure[] = [];
for (const table of await module.measure()) {
  process.stdout.write(printTable(table));
  figures.push(...(table.figures ?? []));
}
if (out !== undefined) await writeFile(out, JSON.stringify(figures));
