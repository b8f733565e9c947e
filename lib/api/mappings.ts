import { z } from 'zod';
import { EVENT_KINDS } from '../facts/event';
import { stableHash } from '../facts/hash';
import { MEANINGS } from '../trackers/headings';
import type { Mapping } from '../trackers/mapping';
import { zoneOf } from '../trackers/zone';

/** Remembered mappings, checked where they come in: from a view, a file, an older version's settings. */

const column = z.int().min(0).max(400);

const mapping = z.object({
  version: z.literal(1),
  headings: z.array(z.string().max(500)).max(400),
  columns: z.partialRecord(z.enum(MEANINGS), column),
  rows: z.enum(['events', 'counters']),
  kind: z.enum(EVENT_KINDS),
  dateOrder: z.enum(['dmy', 'mdy']).nullable(),
  zone: z
    .string()
    .max(60)
    .refine((zone) => zoneOf(zone) !== null, { error: 'This is no time zone that is known.' }),
});

const namedMapping = z.object({
  /** The file it was made for. */
  name: z.string().trim().min(1).max(300),
  mapping,
});

export interface NamedMapping {
  readonly name: string;
  readonly mapping: Mapping;
}

export interface SavedMapping extends NamedMapping {
  /** Of its headings: one table has one mapping. */
  readonly id: string;
  /** Milliseconds UTC. */
  readonly savedAt: number;
}

const savedMapping = namedMapping.extend({ id: z.string().max(100), savedAt: z.number() });

/** zod reads an optional column as "may be undefined"; our own type leaves it out. */
function plain(read: z.infer<typeof mapping>): Mapping {
  const columns: { [meaning in (typeof MEANINGS)[number]]?: number } = {};
  for (const meaning of MEANINGS) {
    const index = read.columns[meaning];
    if (index !== undefined) columns[meaning] = index;
  }
  return { ...read, columns };
}

/** @throws where it is none */
export function readMapping(value: unknown): NamedMapping {
  const read = namedMapping.parse(value);
  return { name: read.name, mapping: plain(read.mapping) };
}

/** Those of a list that can be read: one of a later version is left alone. */
export function readSaved(value: unknown): SavedMapping[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry): SavedMapping[] => {
    const read = savedMapping.safeParse(entry);
    return read.success ? [{ ...read.data, mapping: plain(read.data.mapping) }] : [];
  });
}

export function mappingId({ headings }: Mapping): string {
  return stableHash(headings.map((heading) => heading.trim().toLowerCase()).join('\n'));
}

const file = z.object({
  plumbline: z.literal('mappings'),
  version: z.literal(1),
  mappings: z.array(z.unknown()),
});

/** A file of mappings, to be read by `mappingsIn` on another machine. */
export function mappingsFile(saved: readonly NamedMapping[]): string {
  const mappings = saved.map(({ name, mapping: own }) => ({ name, mapping: own }));
  return `${JSON.stringify({ plumbline: 'mappings', version: 1, mappings }, null, 2)}\n`;
}

/**
 * The mappings in such a file.
 * @throws with one sentence for people where it is none
 */
export function mappingsIn(name: string, text: string): NamedMapping[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Error(`${name} is no JSON. Choose a file that “Export mappings” wrote.`, { cause: error });
  }
  const read = file.safeParse(json);
  if (!read.success)
    throw new Error(`${name} holds no mappings. Choose a file that “Export mappings” wrote.`);
  return read.data.mappings.map((entry, index) => {
    try {
      return readMapping(entry);
    } catch (error) {
      throw new Error(`${name}: mapping ${index + 1} cannot be read. Nothing of the file was taken.`, {
        cause: error,
      });
    }
  });
}
