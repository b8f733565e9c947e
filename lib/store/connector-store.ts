import type { EntityTable } from 'dexie';

/** A tracker that is polled. Its key is not here: it lies in extension storage, so that no backup or export holds it. */
export interface ConnectorRow {
  /** The connector's: `mailgun`. */
  readonly id: string;
  /** Where polling stands; the store does not know what it means. */
  readonly cursor: unknown;
  readonly paused: boolean;
  /** Why the last poll stopped, a sentence for people; null where it came to its end. */
  readonly error: string | null;
  /** Milliseconds UTC; null before the first. */
  readonly lastPolledAt: number | null;
  /** Milliseconds UTC; null where somebody must do something first. */
  readonly nextPollAt: number | null;
}

/** A step of polling: written with its events in one transaction. */
export interface PolledStep {
  readonly id: string;
  /** As its makers write it: the name its facts have in the list of imports. */
  readonly name: string;
  readonly cursor: unknown;
  /** Milliseconds UTC. */
  readonly at: number;
}

/** The pseudo import that holds what a tracker brought, so that it can be taken back as a whole. */
export function trackerImport(id: string): string {
  return `tracker:${id}`;
}

/** The rows of polled trackers. */
export class ConnectorStore {
  constructor(
    private readonly table: EntityTable<ConnectorRow, 'id'>,
    private readonly inTurn: <T>(work: () => PromiseLike<T>) => Promise<T>,
  ) {}

  async all(): Promise<ConnectorRow[]> {
    return this.table.toArray();
  }

  async get(id: string): Promise<ConnectorRow | null> {
    return (await this.table.get(id)) ?? null;
  }

  async put(row: ConnectorRow): Promise<void> {
    await this.inTurn(() => this.table.put(row));
  }

  /** Changes nothing where the tracker was disconnected in between. */
  async change(id: string, changes: Partial<Omit<ConnectorRow, 'id'>>): Promise<void> {
    await this.inTurn(() => this.table.where({ id }).modify(changes));
  }

  async remove(id: string): Promise<void> {
    await this.inTurn(() => this.table.delete(id));
  }
}
