/** Writes the sample files into a folder: `tsx scripts/sample.ts FOLDER [ISO]`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeSample } from '../lib/sample/sample';

const [folder = '.output/sample', now] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
for (const file of makeSample(now === undefined ? Date.now() : Date.parse(now)).files)
  writeFileSync(join(folder, file.name), file.text);
