import { z } from 'zod';
import type { TrackerAccount } from '../trackers/connect/connector';

/** What a view says of a tracker to be connected, and what it is told of the connections. */

export const trackerLogin = z.object({
  /** The connector's. */
  id: z.string().max(40),
  key: z.string().trim().min(1, { error: 'A key is needed.' }).max(500),
  domain: z.string().trim().max(255).optional(),
  region: z.enum(['us', 'eu']).optional(),
});
export type TrackerLogin = z.input<typeof trackerLogin>;

/** What a connector needs to know beside the key. */
export type LoginPart = 'domain' | 'domain-number' | 'region';

const NEEDS: Readonly<Record<string, readonly LoginPart[]>> = {
  mailgun: ['domain', 'region'],
  shortio: ['domain-number'],
};

export function neededBy(id: string): readonly LoginPart[] {
  return NEEDS[id] ?? [];
}

const MAILGUN_EU = 'https://api.eu.mailgun.net';

/** How the tracker is reached with what the user said. */
export function accountOf(login: TrackerLogin): TrackerAccount {
  const domain = login.domain?.trim() ?? '';
  return {
    key: login.key.trim(),
    ...(neededBy(login.id).some((part) => part !== 'region') && domain !== '' ? { domain } : {}),
    ...(login.id === 'mailgun' && login.region === 'eu' ? { base: MAILGUN_EU } : {}),
  };
}

/**
 * `off`: not connected; `idle`: all well, waits for its turn; `waiting`: goes on by itself after a fault; `failed`:
 * somebody must do something first.
 */
export type ConnectionState = 'off' | 'polling' | 'idle' | 'waiting' | 'failed' | 'paused';

export interface ConnectionView {
  readonly id: string;
  /** As its makers write it. */
  readonly name: string;
  readonly state: ConnectionState;
  /** The host it talks to, and which domain it asks about; null where it is not connected. */
  readonly reach: { readonly host: string; readonly domain: string | null } | null;
  /** A sentence for people; null where the last poll came to its end. */
  readonly error: string | null;
  /** Milliseconds UTC. */
  readonly lastPolledAt: number | null;
  readonly nextPollAt: number | null;
  /** Events that it brought and that are still here. */
  readonly events: number;
}
