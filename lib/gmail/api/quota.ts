/** What Gmail counts for each call, in units, and how many a user may spend a minute. */
export interface QuotaTable {
  readonly perMinute: number;
  readonly cost: Readonly<Record<ApiMethod, number>>;
}

export type ApiMethod =
  | 'profile'
  | 'labels.list'
  | 'history.list'
  | 'messages.list'
  | 'messages.get'
  | 'threads.get';

export type QuotaName = '2026' | 'classic';

/**
 * `classic`: developers.google.com/gmail/api/reference/quota, for projects that were in use by April 2026. `2026`: Cloud projects
 * made since 1 May 2026 (developer.nylas.com/docs/cookbook/email/gmail-api-quotas). A team's new client gets the latter, so
 * that is where we begin.
 */
export const QUOTAS: Readonly<Record<QuotaName, QuotaTable>> = {
  '2026': {
    perMinute: 6000,
    cost: {
      profile: 1,
      'labels.list': 1,
      'history.list': 2,
      'messages.list': 5,
      'messages.get': 20,
      'threads.get': 40,
    },
  },
  classic: {
    perMinute: 15_000,
    cost: {
      profile: 1,
      'labels.list': 1,
      'history.list': 2,
      'messages.list': 5,
      'messages.get': 5,
      'threads.get': 10,
    },
  },
};

/** Whether this can be a limit that Google has granted: units a minute and user. */
export function isGranted(perMinute: number): boolean {
  return Number.isInteger(perMinute) && perMinute >= 100 && perMinute <= 1e9;
}

/**
 * A project's quota.
 * @param perMinute what Google has granted it instead of the table's own, units a minute and user (console, “Quotas and system
 *   limits”: the owner may lower it there or ask for more); null: the table's own
 */
export function tableOf(name: QuotaName, perMinute: number | null): QuotaTable {
  const table = QUOTAS[name];
  return perMinute === null || !isGranted(perMinute) ? table : { ...table, perMinute };
}
