import { parquetReadObjects } from 'hyparquet';
import { type BasicType, parquetWriteBuffer } from 'hyparquet-writer';
import { FILTER_VERSION } from '../analytics/definitions';
import type { TeamPart } from '../analytics/team/figures';
import type { ClickRow, DeliveryRow, EmailRow, OutcomeColumns } from '../analytics/team/rows';

/** Goes up when a column changes its meaning; new columns alone do not raise it. */
export const TEAM_SCHEMA = 1;

export const TABLES = ['about', 'emails', 'deliveries', 'clicks'] as const;
export type TeamTable = (typeof TABLES)[number];
type DataTable = Exclude<TeamTable, 'about'>;

export interface About {
  readonly sdr: string;
  /** Milliseconds UTC: the time the figures are for. */
  readonly asOf: number;
  readonly filterVersion: string;
  readonly prospectsHashed: boolean;
  /** Milliseconds UTC: when the set was written. It stands in each of the set's files; null in sets from before it did. */
  readonly writtenAt: number | null;
}

/** What `about` says of the other files, so that a reader sees whether all four are of one writing. */
interface Wholeness {
  readonly writtenAt: number;
  readonly rows: Readonly<Record<DataTable, number>>;
}

interface ColumnOf<R> {
  readonly name: string;
  readonly type: BasicType;
  readonly nullable?: boolean;
  readonly of: (row: R) => unknown;
}

const text = <R>(name: string, of: (row: R) => string | null): ColumnOf<R> => ({ name, type: 'STRING', of });
const whole = <R>(name: string, of: (row: R) => number | null): ColumnOf<R> => ({ name, type: 'INT32', of });
const real = <R>(name: string, of: (row: R) => number): ColumnOf<R> => ({ name, type: 'DOUBLE', of });
const flag = <R>(name: string, of: (row: R) => boolean): ColumnOf<R> => ({ name, type: 'BOOLEAN', of });
const time = <R>(name: string, of: (row: R) => number): ColumnOf<R> => ({
  name,
  type: 'TIMESTAMP',
  of: (row) => new Date(of(row)),
});

const OUTCOME: readonly ColumnOf<OutcomeColumns>[] = [
  flag('reached', (row) => row.reached),
  flag('clickable', (row) => row.clickable),
  real('no_raw', (row) => row.noRaw),
  real('no_click', (row) => row.noClick),
  flag('opened', (row) => row.opened),
  flag('replied', (row) => row.replied),
  flag('auto_replied', (row) => row.autoReplied),
  flag('unsubscribed', (row) => row.unsubscribed),
  real('click_share', (row) => row.clickShare),
  real('reply_share', (row) => row.replyShare),
];

const PLACE: readonly ColumnOf<EmailRow | DeliveryRow>[] = [
  text('sequence_id', (row) => row.sequence),
  text('sequence_name', (row) => row.sequenceName),
  whole('step', (row) => row.step),
  text('variant', (row) => row.variant),
  text('email', (row) => row.email),
];

const EMAILS: readonly ColumnOf<EmailRow>[] = [
  ...PLACE,
  text('origin', (row) => row.origin),
  time('sent_at', (row) => row.at),
  ...OUTCOME,
  flag('open_events', (row) => row.openEvents),
  whole('raw_clicks', (row) => row.rawClicks),
  real('human_clicks', (row) => row.humanClicks),
  whole('replies', (row) => row.replies),
  whole('auto_replies', (row) => row.autoReplies),
  whole('calendar', (row) => row.calendar),
  whole('challenges', (row) => row.challenges),
  whole('ctas', (row) => row.ctas),
];

const DELIVERIES: readonly ColumnOf<DeliveryRow>[] = [
  ...PLACE,
  text('prospect', (row) => row.prospect),
  ...OUTCOME,
];

const CLICKS: readonly ColumnOf<ClickRow>[] = [
  text('sequence_id', (row) => row.sequence),
  text('sequence_name', (row) => row.sequenceName),
  whole('step', (row) => row.step),
  text('email', (row) => row.email),
  text('prospect', (row) => row.prospect),
  time('clicked_at', (row) => row.at),
  text('destination', (row) => row.destination),
  real('human', (row) => row.human),
  text('verdict', (row) => row.verdict),
  flag('waiting', (row) => row.waiting),
];

const ABOUT: readonly ColumnOf<About & Wholeness>[] = [
  whole('schema', () => TEAM_SCHEMA),
  time('as_of', (row) => row.asOf),
  text('filter_version', (row) => row.filterVersion),
  flag('prospects_hashed', (row) => row.prospectsHashed),
  whole('emails', ({ rows }) => rows.emails),
  whole('deliveries', ({ rows }) => rows.deliveries),
  whole('clicks', ({ rows }) => rows.clicks),
];

/** The longest name of a set: with the rest, file systems take 255. */
const MAX_SET = 200;

/**
 * The name of an SDR's set, as it stands in the names of its files: what any file system takes, and another one for
 * another SDR (“Müller” and “Möller”, too). Upper and lower case are one, for to some file systems they are.
 * @throws where the name is too long for a file
 */
export function setName(sdr: string): string {
  const set = sdr
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^a-z0-9@.-]/gu, (other) => `_${(other.codePointAt(0) ?? 0).toString(16)}_`);
  if (set.length > MAX_SET)
    throw new Error(
      `The name “${sdr.slice(0, 40)}…” is too long for the name of a file. Give a shorter one.`,
    );
  return set;
}

const fileName = (set: string, table: TeamTable): string =>
  `plumbline-${TEAM_SCHEMA}-${set}-${table}.parquet`;

/** The names of a set's files. @param set of `setName` */
export const setFiles = (set: string): string[] => TABLES.map((table) => fileName(set, table));

/**
 * One SDR's set of files by name, `about` last: it says what the others hold, so it has to be put down after them.
 * @param about.writtenAt ms UTC; another one for each writing
 */
export function writeTeamFiles(
  part: TeamPart,
  about: { readonly asOf: number; readonly prospectsHashed: boolean; readonly writtenAt: number },
): Map<string, Uint8Array<ArrayBuffer>> {
  const { sdr, emails, deliveries, clicks } = part;
  const set = setName(sdr);
  const write = <R>(columns: readonly ColumnOf<R>[], rows: readonly R[]): Uint8Array<ArrayBuffer> => {
    const own = [text<R>('sdr', () => sdr), ...columns, time<R>('written_at', () => about.writtenAt)];
    return new Uint8Array(
      parquetWriteBuffer({
        columnData: own.map(({ name, type, of }) => ({ name, type, data: rows.map(of) })),
        createdBy: 'Plumbline',
      }),
    );
  };
  const rows = { emails: emails.length, deliveries: deliveries.length, clicks: clicks.length };
  return new Map([
    [fileName(set, 'emails'), write(EMAILS, emails)],
    [fileName(set, 'deliveries'), write(DELIVERIES, deliveries)],
    [fileName(set, 'clicks'), write(CLICKS, clicks)],
    [fileName(set, 'about'), write(ABOUT, [{ sdr, filterVersion: FILTER_VERSION, ...about, rows }])],
  ]);
}

const NAME = /^plumbline-(\d{1,4})-(.{1,200})-(about|emails|deliveries|clicks)\.parquet$/;

/** What a file of the folder is; null for a file that is none of ours. `set` is of `setName`. */
export function teamFile(name: string): { schema: number; set: string; table: TeamTable } | null {
  const match = NAME.exec(name);
  const table = TABLES.find((entry) => entry === match?.[3]);
  if (match === null || table === undefined) return null;
  return { schema: Number(match[1]), set: match[2] ?? '', table };
}

/** A set that cannot be read; the message names the file and says what to do. */
export class UnusableTeamFile extends Error {}

const otherWriting = (name: string): UnusableTeamFile =>
  new UnusableTeamFile(
    `${name}: this file and the set’s “about” were not written together. Has the set been synced to the end? Open it again in a minute, or write it again.`,
  );

type Cells = Readonly<Record<string, unknown>>;

async function read(name: string, bytes: ArrayBuffer): Promise<Cells[]> {
  try {
    return await parquetReadObjects({ file: bytes });
  } catch (error) {
    throw new UnusableTeamFile(
      `${name}: this is no whole Parquet file (${error instanceof Error ? error.message : String(error)}). Has it been synced to the end? Write it again.`,
    );
  }
}

/** Reads cells by name and type; one that is missing or of another type is named. */
class Reader {
  constructor(
    private readonly name: string,
    private readonly cells: Cells,
  ) {}

  text(column: string): string {
    return this.of(column, (value) => (typeof value === 'string' ? value : undefined));
  }

  textOrNull(column: string): string | null {
    return this.cells[column] === null || this.cells[column] === undefined ? null : this.text(column);
  }

  number(column: string): number {
    return this.of(column, (value) => (typeof value === 'number' ? value : undefined));
  }

  numberOrNull(column: string): number | null {
    return this.cells[column] === null || this.cells[column] === undefined ? null : this.number(column);
  }

  flag(column: string): boolean {
    return this.of(column, (value) => (typeof value === 'boolean' ? value : undefined));
  }

  time(column: string): number {
    return this.of(column, (value) => (value instanceof Date ? value.getTime() : undefined));
  }

  timeOrNull(column: string): number | null {
    return this.cells[column] === null || this.cells[column] === undefined ? null : this.time(column);
  }

  private of<T>(column: string, take: (value: unknown) => T | undefined): T {
    const value = take(this.cells[column]);
    if (value === undefined)
      throw new UnusableTeamFile(
        `${this.name}: the column “${column}” is missing or of another type. Was it written by another version of Plumbline?`,
      );
    return value;
  }
}

/**
 * Reads one SDR's set back.
 * @param set of `setName`
 * @param open gives a table's bytes; null where the folder has no such file
 * @throws {UnusableTeamFile} one sentence that names the file; also where the files are of two writings, since one of them
 *   is still on its way
 */
export async function readTeamFiles(
  set: string,
  open: (name: string) => Promise<ArrayBuffer | null>,
): Promise<{ about: About; part: TeamPart }> {
  const rowsOf = async <R>(table: TeamTable, make: (cell: Reader) => R): Promise<R[]> => {
    const name = fileName(set, table);
    const bytes = await open(name);
    if (bytes === null)
      throw new UnusableTeamFile(`${name}: this file is missing from the set. Write the set again.`);
    return (await read(name, bytes)).map((cells) => make(new Reader(name, cells)));
  };
  const [first] = await rowsOf('about', (cell) => ({
    schema: cell.number('schema'),
    about: {
      sdr: cell.text('sdr'),
      asOf: cell.time('as_of'),
      filterVersion: cell.text('filter_version'),
      prospectsHashed: cell.flag('prospects_hashed'),
      writtenAt: cell.timeOrNull('written_at'),
    },
    rows: {
      emails: cell.numberOrNull('emails'),
      deliveries: cell.numberOrNull('deliveries'),
      clicks: cell.numberOrNull('clicks'),
    },
  }));
  if (first === undefined)
    throw new UnusableTeamFile(`${fileName(set, 'about')}: this file is empty. Write the set again.`);
  const { schema, about, rows } = first;
  if (schema !== TEAM_SCHEMA)
    throw new UnusableTeamFile(
      `${fileName(set, 'about')}: written as version ${schema}, this Plumbline reads version ${TEAM_SCHEMA}. Bring both to the same version.`,
    );
  const ofThisWriting = async <R>(table: DataTable, make: (cell: Reader) => R): Promise<R[]> => {
    const found = await rowsOf(table, (cell) => {
      if (about.writtenAt !== null && cell.timeOrNull('written_at') !== about.writtenAt)
        throw otherWriting(fileName(set, table));
      return make(cell);
    });
    if (rows[table] !== null && rows[table] !== found.length) throw otherWriting(fileName(set, table));
    return found;
  };
  // Each column by name, twice: rows put together by spreading take four times as long to make and to count.
  const emails = await ofThisWriting(
    'emails',
    (cell): EmailRow => ({
      sequence: cell.text('sequence_id'),
      sequenceName: cell.text('sequence_name'),
      step: cell.number('step'),
      variant: cell.textOrNull('variant'),
      email: cell.text('email'),
      reached: cell.flag('reached'),
      clickable: cell.flag('clickable'),
      noRaw: cell.number('no_raw'),
      noClick: cell.number('no_click'),
      opened: cell.flag('opened'),
      replied: cell.flag('replied'),
      autoReplied: cell.flag('auto_replied'),
      unsubscribed: cell.flag('unsubscribed'),
      clickShare: cell.number('click_share'),
      replyShare: cell.number('reply_share'),
      origin: originOf(cell.text('origin')),
      at: cell.time('sent_at'),
      openEvents: cell.flag('open_events'),
      rawClicks: cell.number('raw_clicks'),
      humanClicks: cell.number('human_clicks'),
      replies: cell.number('replies'),
      autoReplies: cell.number('auto_replies'),
      calendar: cell.number('calendar'),
      challenges: cell.number('challenges'),
      ctas: cell.number('ctas'),
    }),
  );
  const deliveries = await ofThisWriting(
    'deliveries',
    (cell): DeliveryRow => ({
      sequence: cell.text('sequence_id'),
      sequenceName: cell.text('sequence_name'),
      step: cell.number('step'),
      variant: cell.textOrNull('variant'),
      email: cell.text('email'),
      reached: cell.flag('reached'),
      clickable: cell.flag('clickable'),
      noRaw: cell.number('no_raw'),
      noClick: cell.number('no_click'),
      opened: cell.flag('opened'),
      replied: cell.flag('replied'),
      autoReplied: cell.flag('auto_replied'),
      unsubscribed: cell.flag('unsubscribed'),
      clickShare: cell.number('click_share'),
      replyShare: cell.number('reply_share'),
      prospect: cell.text('prospect'),
    }),
  );
  const clicks = await ofThisWriting(
    'clicks',
    (cell): ClickRow => ({
      sequence: cell.text('sequence_id'),
      sequenceName: cell.text('sequence_name'),
      step: cell.numberOrNull('step'),
      email: cell.textOrNull('email'),
      prospect: cell.textOrNull('prospect'),
      at: cell.time('clicked_at'),
      destination: cell.text('destination'),
      human: cell.number('human'),
      verdict: verdictOf(cell.text('verdict')),
      waiting: cell.flag('waiting'),
    }),
  );
  return { about, part: { sdr: about.sdr, emails, deliveries, clicks } };
}

function originOf(text: string): EmailRow['origin'] {
  return text === 'tracker' || text === 'label' || text === 'user' ? text : 'template';
}

function verdictOf(text: string): ClickRow['verdict'] {
  return text === 'human' || text === 'scanner' ? text : 'unsure';
}
