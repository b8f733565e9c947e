import { zipSync } from 'fflate';
import type { TeamPart } from '../../../lib/analytics/team/figures';
import type { ClickRow, DeliveryRow, EmailRow } from '../../../lib/analytics/team/rows';
import { ask } from '../../../lib/api/client';
import type { TeamQuery } from '../../../lib/api/surface-types';
import { writeTeamFiles } from '../../../lib/team/files';
import { hashProspects } from '../../../lib/team/hash';
import { saveFile } from '../saveFile';

/** Figures that change while they are read are read again, so often. */
const TRIES = 3;

async function rowsOf<R>(table: TeamQuery['table']): Promise<{ asOf: number; rows: R[] }> {
  const rows: R[] = [];
  let asOf = 0;
  for (;;) {
    const page = await ask('teamRows', { table, offset: rows.length });
    if (rows.length > 0 && page.asOf !== asOf) throw new Changed();
    asOf = page.asOf;
    for (const row of page.rows) rows.push(row as R); // a table's rows are of its own kind
    if (page.rows.length === 0 || rows.length >= page.total) return { asOf, rows };
  }
}

class Changed extends Error {}

async function partOf(sdr: string): Promise<{ asOf: number; part: TeamPart }> {
  for (let left = TRIES; ; left--) {
    try {
      const emails = await rowsOf<EmailRow>('emails');
      const deliveries = await rowsOf<DeliveryRow>('deliveries');
      const clicks = await rowsOf<ClickRow>('clicks');
      if (deliveries.asOf !== emails.asOf || clicks.asOf !== emails.asOf) throw new Changed();
      return {
        asOf: emails.asOf,
        part: { sdr, emails: emails.rows, deliveries: deliveries.rows, clicks: clicks.rows },
      };
    } catch (error) {
      if (!(error instanceof Changed)) throw error;
      if (left <= 1) throw new Error('New mail keeps coming in. Wait until it is read, then write again.');
    }
  }
}

/**
 * This Plumbline's files for the team, by name; empty where there is no outreach.
 * @param key the team's secret; `''`: addresses as they are
 */
export async function teamFiles(sdr: string, key: string): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  const { asOf, part } = await partOf(sdr);
  if (part.emails.length === 0) return new Map();
  const hashed = key.trim() !== '';
  return writeTeamFiles(hashed ? await hashProspects(part, key) : part, { asOf, prospectsHashed: hashed });
}

export function downloadFiles(files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>): void {
  // Parquet is packed already: the zip only holds the files together.
  const zip = zipSync(Object.fromEntries([...files].map(([name, bytes]) => [name, [bytes, { level: 0 }]])));
  saveFile('plumbline-team.zip', 'application/zip', zip);
}

/** Chromium's directory picker: not in TypeScript's own types. */
type PickDirectory = (options: { mode: 'readwrite' }) => Promise<FileSystemDirectoryHandle>;

/** Null where the browser has none (Firefox): there the zip is the way. */
export function directoryPicker(): PickDirectory | null {
  const { showDirectoryPicker } = window as { showDirectoryPicker?: PickDirectory }; // Chromium alone has it
  return showDirectoryPicker === undefined ? null : (options) => showDirectoryPicker.call(window, options);
}

export async function writeInto(
  folder: FileSystemDirectoryHandle,
  files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
): Promise<void> {
  for (const [name, bytes] of files) {
    const file = await folder.getFileHandle(name, { create: true });
    const stream = await file.createWritable();
    await stream.write(bytes);
    await stream.close();
  }
}
