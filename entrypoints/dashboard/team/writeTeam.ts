import { zipSync } from 'fflate';
import type { TeamPart } from '../../../lib/analytics/team/figures';
import type { ClickRow, DeliveryRow, EmailRow } from '../../../lib/analytics/team/rows';
import { ask } from '../../../lib/api/client';
import type { TeamQuery } from '../../../lib/api/surface-types';
import { changeTeamFolder, type TeamFolder } from '../../../lib/api/team-folder';
import { t } from '../../../lib/i18n/text';
import { setFiles, setName, writeTeamFiles } from '../../../lib/team/files';
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
 * @param key of `teamKey`; null: addresses as they are
 */
export async function teamFiles(
  sdr: string,
  key: CryptoKey | null,
): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  const { asOf, part } = await partOf(sdr);
  if (part.emails.length === 0) return new Map();
  return writeTeamFiles(key === null ? part : await hashProspects(part, key), {
    asOf,
    prospectsHashed: key !== null,
    writtenAt: Date.now(),
  });
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

/**
 * Puts a set down. All of it lies on the disk before the first file takes its name, and “about”, which says what the
 * others hold, takes it last: a writing that breaks off leaves the last set as it was, and a reader never takes files of
 * two writings for one set.
 * @throws saying which folder, and what to do: it may lie on a drive that is not there today
 */
export async function writeInto(
  folder: FileSystemDirectoryHandle,
  files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
): Promise<void> {
  const begun: { readonly file: FileSystemFileHandle; readonly stream: FileSystemWritableFileStream }[] = [];
  try {
    for (const [name, bytes] of files) {
      const file = await folder.getFileHandle(name, { create: true });
      const stream = await file.createWritable();
      begun.push({ file, stream });
      await stream.write(bytes);
    }
    for (const { stream } of begun) await stream.close();
  } catch (error) {
    // What broke off is what is told of; tidying up after it does what it can.
    await Promise.allSettled(begun.map(({ stream }) => stream.abort()));
    await Promise.allSettled(
      begun.map(async ({ file }) => {
        if ((await file.getFile()).size === 0) await folder.removeEntry(file.name);
      }),
    );
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(t('team.folderFailed', { folder: folder.name, reason }), { cause: error });
  }
}

/** Takes an SDR's last set out of the folder where they now have another name in it: under both they would count twice. */
export async function removeFormerSet(
  former: TeamFolder,
  folder: FileSystemDirectoryHandle,
  sdr: string,
): Promise<void> {
  const set = setName(former.sdr);
  if (set === setName(sdr) || !(await former.handle.isSameEntry(folder))) return;
  for (const name of setFiles(set))
    try {
      await folder.removeEntry(name);
    } catch (error) {
      // Somebody has taken it out already.
      if (!(error instanceof DOMException && error.name === 'NotFoundError')) throw error;
    }
}

/** One writing at a time, whichever page it comes from: two would write into the same files. */
export const WRITING = 'plumbline-team-writing';

/** @returns how many files; 0: there is no outreach to write */
export async function writeRemembered({ handle, sdr, key }: TeamFolder): Promise<number> {
  const files = await teamFiles(sdr, key);
  if (files.size === 0) return 0;
  await writeInto(handle, files);
  await changeTeamFolder({ writtenAt: Date.now() });
  return files.size;
}

const WRITE = { mode: 'readwrite' } as const;

/** What Chromium's handles of picked folders have besides: not in TypeScript's own types. */
interface Permitted {
  queryPermission(options: typeof WRITE): Promise<PermissionState>;
  requestPermission(options: typeof WRITE): Promise<PermissionState>;
}
const permitted = (folder: FileSystemDirectoryHandle) => folder as FileSystemDirectoryHandle & Permitted; // a browser with the picker that gave this handle has both

export function permissionOf(folder: FileSystemDirectoryHandle): Promise<PermissionState> {
  return permitted(folder).queryPermission(WRITE);
}

/** Asks where it has to: only right after a click. @throws where the answer is no */
export async function demandPermission(folder: FileSystemDirectoryHandle): Promise<void> {
  if ((await permitted(folder).requestPermission(WRITE)) !== 'granted')
    throw new Error(t('team.refused', { folder: folder.name }));
}

/**
 * Asks for the right again, then writes: one click for both.
 * @returns how many files; 0: there is no outreach to write
 * @throws where the answer is no
 */
export async function renewAndWrite(folder: TeamFolder): Promise<number> {
  await demandPermission(folder.handle);
  return navigator.locks.request(WRITING, () => writeRemembered(folder));
}
