/** Gmail's quota in units a minute and user: https://developers.google.com/gmail/api/reference/quota */

export type ApiMethod =
  | 'getProfile'
  | 'labels.list'
  | 'labels.get'
  | 'history.list'
  | 'messages.list'
  | 'messages.get'
  | 'attachments.get'
  | 'threads.list'
  | 'threads.get';

export interface QuotaTable {
  /** Units that one user may spend in a window. */
  readonly units: number;
  readonly costs: Readonly<Record<ApiMethod, number>>;
}

/** Projects from before May 2026. */
export const OLD_QUOTA: QuotaTable = {
  units: 15_000,
  costs: {
    getProfile: 1,
    'labels.list': 1,
    'labels.get': 1,
    'history.list': 2,
    'messages.list': 5,
    'messages.get': 5,
    'attachments.get': 5,
    'threads.list': 10,
    'threads.get': 10,
  },
};

/** Projects made since 1 May 2026 (https://developer.nylas.com/docs/cookbook/email/gmail-api-quotas/). */
export const QUOTA_2026: QuotaTable = {
  units: 6_000,
  costs: { ...OLD_QUOTA.costs, 'messages.get': 20, 'threads.get': 40 },
};

/** Units spent by one user in the last window (sliding); a refused call costs nothing. */
export class QuotaMeter {
  private readonly spent: { readonly at: number; readonly units: number }[] = [];
  private sum = 0;
  /** Units ever granted. */
  total = 0;

  constructor(
    private readonly limit: number,
    private readonly windowMs: number,
  ) {}

  /** Null when granted; else the time (milliseconds UTC) at which the units will be free. */
  take(units: number, now: number): number | null {
    let old = 0;
    for (const entry of this.spent) {
      if (entry.at > now - this.windowMs) break;
      this.sum -= entry.units;
      old += 1;
    }
    if (old > 0) this.spent.splice(0, old);
    if (this.sum + units > this.limit) {
      let free = this.sum + units - this.limit;
      for (const entry of this.spent) {
        free -= entry.units;
        if (free <= 0) return entry.at + this.windowMs;
      }
      return now + this.windowMs;
    }
    this.spent.push({ at: now, units });
    this.sum += units;
    this.total += units;
    return null;
  }
}
