import type { DBCore, DBCoreCursor, DBCoreTable, Middleware } from 'dexie';
import { TextPool } from '../../facts/columns';
import type { Message } from '../../facts/message';
import { type MessageColumns, MessageUnpacker, packMessages } from './messages';

/** A pack on disk: its items as columns, or as they are, the way of earlier versions. */
type Row<Columns, Item> = { readonly columns: Columns } | { readonly items: Item[] };

/**
 * Finds out what messages say by themselves as they are stored, so that no report has to. The store keeps what it is given and
 * does not know what it is.
 */
export interface MessageReader {
  /** Names the code that reads: what another has found out is not given to it. */
  readonly stamp: string;
  /** What these messages say: plain data that can be cloned. */
  read(messages: readonly Message[]): unknown;
  /** Gives back what `read` once gave for these messages. */
  recall(messages: readonly Message[], read: unknown): void;
}

/** A pack's messages as they were read, beside its columns. */
interface Read {
  readonly stamp: string;
  readonly read: unknown;
}

interface Packing {
  pack(row: unknown): unknown;
  unpack(row: unknown): unknown;
}

function packing<Columns, Item>(
  pack: (items: readonly Item[]) => Columns,
  unpack: (columns: Columns) => Item[],
): Packing {
  return {
    pack: (row) => {
      const given = row as Row<Columns, Item>; // the tables' types let nothing else in
      if ('columns' in given) return given;
      const { items, ...rest } = given;
      return { ...rest, columns: pack(items) };
    },
    unpack: (row) => {
      if (row === undefined) return undefined;
      const stored = row as Row<Columns, Item>; // only `pack` and earlier versions write this table
      if (!('columns' in stored)) return stored;
      const { columns, ...rest } = stored;
      return { ...rest, items: unpack(columns) };
    },
  };
}

/** Messages that lie with what a reader found out about them. Whoever reads is asked at every write: he knows what he has read before. */
function withReadings({ pack, unpack }: Packing, reader: MessageReader, stale: Set<number>): Packing {
  return {
    pack: (row) => {
      const { items, id } = row as { items: Message[]; id?: number }; // as in `packing`
      const readings: Read = { stamp: reader.stamp, read: reader.read(items) };
      if (id !== undefined) stale.delete(id);
      return { ...(pack(row) as object), readings }; // `pack` gives a row
    },
    unpack: (row) => {
      if (row === undefined) return undefined;
      const { readings, ...rest } = row as { id: number; readings?: Read }; // as in `packing`
      const unpacked = unpack(rest) as { items: Message[] }; // it is what the table's own type says
      if (readings?.stamp === reader.stamp) reader.recall(unpacked.items, readings.read);
      else stale.add(rest.id);
      return unpacked;
    },
  };
}

/**
 * Packs of messages lie on disk as columns and are lists of facts for everybody who asks for them: this stands between
 * Dexie and the database. Events stay the columns they are.
 */
export class PackedTables {
  private shared: MessageUnpacker | null = null;
  /** Packs of messages whose readings are another build's, or lack: as far as packs were read. */
  readonly stale = new Set<number>();

  constructor(private readonly reader: MessageReader | null = null) {}

  /**
   * Equal texts in all that is read while this runs are one in memory; afterwards nothing holds them but the facts.
   * @param read gets the pool, for what it takes out of columns itself
   */
  async together<T>(read: (pool: TextPool) => PromiseLike<T>): Promise<T> {
    const pool = new TextPool();
    this.shared = new MessageUnpacker(pool);
    try {
      return await read(pool);
    } finally {
      this.shared = null;
    }
  }

  readonly middleware: Middleware<DBCore> = {
    stack: 'dbcore',
    name: 'packed',
    create: (down) => {
      const messages = packing<MessageColumns, Message>(packMessages, (columns) =>
        (this.shared ?? new MessageUnpacker(new TextPool())).unpack(columns),
      );
      const packed = this.reader === null ? messages : withReadings(messages, this.reader, this.stale);
      return {
        ...down,
        table: (name) => {
          const table = down.table(name);
          return name === 'messagePacks' ? packedTable(table, packed) : table;
        },
      };
    },
  };
}

function packedTable(table: DBCoreTable, { pack, unpack }: Packing): DBCoreTable {
  return {
    ...table,
    mutate: (request) =>
      table.mutate(
        request.type === 'add' || request.type === 'put'
          ? { ...request, values: request.values.map(pack) }
          : request,
      ),
    get: (request) => table.get(request).then(unpack),
    getMany: (request) => table.getMany(request).then((rows: readonly unknown[]) => rows.map(unpack)),
    query: (request) =>
      table
        .query(request)
        .then((found) => (request.values === true ? { ...found, result: found.result.map(unpack) } : found)),
    openCursor: (request) =>
      table
        .openCursor(request)
        .then((cursor) => (cursor === null || request.values !== true ? cursor : unpacked(cursor, unpack))),
  };
}

/** The same cursor but for its values. */
function unpacked(cursor: DBCoreCursor, unpack: (row: unknown) => unknown): DBCoreCursor {
  // The cursor's own functions want the cursor itself as `this`, and its properties change as it goes on.
  return new Proxy(cursor, {
    get: (of, name) => {
      if (name === 'value') return unpack(of.value);
      const found: unknown = Reflect.get(of, name);
      return typeof found === 'function' ? found.bind(of) : found;
    },
  });
}
