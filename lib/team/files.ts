import { parquetReadObjects } from 'hyparquet';
import { type BasicType, parquetWriteBuffer } from 'hyparquet-writer';
import { FILTER_VERSION } from '../analytics/definitions';
import type { TeamPart } from '../analytics/team/figures';
import type { ClickRow, DeliveryRow, EmailRow, OutcomeColumns } from '../analytics/team/rows';

/** Goes up when a column changes its meaning; new columns alone do not raise it. */
export const TEAM_SCHEMA = 1;

export const TABLES = ['about', 'emails', 'deliveries', 'clicks'] as const;
export type TeamTable = (typeof TABLES)[number];

export interface About {
  readonly sdr: string;
  /** Milliseconds UTC: the time the figures are for. */
  readonly asOf: number;
  readonly filterVersion: string;
  readonly prospectsHashed: boolean;
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

const ABOUT: readonly ColumnOf<About>[] = [
  whole('schema', () => TEAM_SCHEMA),
  time('as_of', (row) => row.asOf),
  text('filter_version', (row) => row.filterVersion),
  flag('prospects_hashed', (row) => row.prospectsHashed),
];

function write<R>(sdr: string, columns: readonly ColumnOf<R>[], rows: readonly R[]): Uint8Array<ArrayBuffer> {
  const own: ColumnOf<R> = text('sdr', () => sdr);
  return new Uint8Array(
    parquetWriteBuffer({
      columnData: [own, ...columns].map(({ name, type, of }) => ({ name, type, data: rows.map(of) })),
      createdBy: 'Plumbline',
    }),
  );
}

/** A name for files: what any file system takes. */
function fileName(sdr: string, table: TeamTable): string {
  return `plumbline-${TEAM_SCHEMA}-${sdr.toLowerCase().replace(/[^a-z0-9@.-]/g, '_')}-${table}.parquet`;
}

/** One SDR's set of files by name. */
export function writeTeamFiles(
  part: TeamPart,
  about: Pick<About, 'asOf' | 'prospectsHashed'>,
): Map<string, Uint8Array<ArrayBuffer>> {
  const { sdr } = part;
  const full: About = { sdr, filterVersion: FILTER_VERSION, ...about };
  return new Map([
    [fileName(sdr, 'about'), write(sdr, ABOUT, [full])],
    [fileName(sdr, 'emails'), write(sdr, EMAILS, part.emails)],
    [fileName(sdr, 'deliveries'), write(sdr, DELIVERIES, part.deliveries)],
    [fileName(sdr, 'clicks'), write(sdr, CLICKS, part.clicks)],
  ]);
}

const NAME = /^plumbline-(\d{1,4})-(.{1,200})-(about|emails|deliveries|clicks)\.parquet$/;

/** What a file of the folder is; null for a file that is none of ours. */
export function teamFile(name: string): { schema: number; sdr: string; table: TeamTable } | null {
  const match = NAME.exec(name);
  const table = TABLES.find((entry) => entry === match?.[3]);
  if (match === null || table === undefined) return null;
  return { schema: Number(match[1]), sdr: match[2] ?? '', table };
}

/** A set that cannot be read; the message names the file and says what to do. */
export class UnusableTeamFile extends Error {}

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

  private of<T>(column: string, take: (value: unknown) => T | undefined): T {
    const value = take(this.cells[column]);
    if (value === undefined)
      throw new UnusableTeamFile(
        `${this.name}: the column “${column}” is missing or of another type. Was it written by another version of Plumbline?`,
      );
    return value;
  }
}

function outcomeOf(cell: Reader): OutcomeColumns {
  return {
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
  };
}

const placeOf = (cell: Reader) => ({
  sequence: cell.text('sequence_id'),
  sequenceName: cell.text('sequence_name'),
  step: cell.number('step'),
  variant: cell.textOrNull('variant'),
  email: cell.text('email'),
});

/**
 * Reads one SDR's set back.
 * @param open gives a table's bytes; null where the folder has no such file
 * @throws {UnusableTeamFile} one sentence that names the file
 */
export async function readTeamFiles(
  sdr: string,
  open: (name: string) => Promise<ArrayBuffer | null>,
): Promise<{ about: About; part: TeamPart }> {
  const rowsOf = async <R>(table: TeamTable, make: (cell: Reader) => R): Promise<R[]> => {
    const name = fileName(sdr, table);
    const bytes = await open(name);
    if (bytes === null)
      throw new UnusableTeamFile(`${name}: this file is missing from the set. Write the set again.`);
    return (await read(name, bytes)).map((cells) => make(new Reader(name, cells)));
  };
  const [about] = await rowsOf('about', (cell) => ({
    sdr: cell.text('sdr'),
    schema: cell.number('schema'),
    asOf: cell.time('as_of'),
    filterVersion: cell.text('filter_version'),
    prospectsHashed: cell.flag('prospects_hashed'),
  }));
  if (about === undefined)
    throw new UnusableTeamFile(`${fileName(sdr, 'about')}: this file is empty. Write the set again.`);
  if (about.schema !== TEAM_SCHEMA)
    throw new UnusableTeamFile(
      `${fileName(sdr, 'about')}: written as version ${about.schema}, this Plumbline reads version ${TEAM_SCHEMA}. Bring both to the same version.`,
    );
  const emails = await rowsOf(
    'emails',
    (cell): EmailRow => ({
      ...placeOf(cell),
      ...outcomeOf(cell),
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
  const deliveries = await rowsOf(
    'deliveries',
    (cell): DeliveryRow => ({ ...placeOf(cell), ...outcomeOf(cell), prospect: cell.text('prospect') }),
  );
  const clicks = await rowsOf(
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
  const { schema: _schema, ...kept } = about;
  return { about: kept, part: { sdr: about.sdr, emails, deliveries, clicks } };
}

function originOf(text: string): EmailRow['origin'] {
  return text === 'tracker' || text === 'label' || text === 'user' ? text : 'template';
}

function verdictOf(text: string): ClickRow['verdict'] {
  return text === 'human' || text === 'scanner' ? text : 'unsure';
}
