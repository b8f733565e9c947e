import type { Grant, GrantStore } from './auth';

/**
 * Grants, remembered: every call to Gmail needs one, and asking the browser's storage takes as long as reading a message. One
 * that another background has taken back is refused by Google, and a new one asked for.
 */
export function atHand(kept: GrantStore): GrantStore {
  const known = new Map<string, Grant>();
  return {
    get: async (account) => {
      const grant = known.get(account) ?? (await kept.get(account));
      if (grant !== null) known.set(account, grant);
      return grant;
    },
    set: async (account, grant) => {
      await kept.set(account, grant);
      known.set(account, grant);
    },
    remove: async (account) => {
      known.delete(account);
      await kept.remove(account);
    },
  };
}
