import type { ApiError, ErrorName } from './errors';
import type { ApiMethod } from './quota';

/** What can go wrong with one call. */
export type Fault =
  /** One of `ERRORS` by name, or a body of your own. */
  | { readonly kind: 'error'; readonly error: ErrorName | ApiError }
  /** 429 with the time inside the message's text. */
  | { readonly kind: 'retry-after'; readonly seconds: number }
  /** An HTML page of a Google front end instead of JSON. */
  | { readonly kind: 'html'; readonly status: number }
  /** The connection breaks off after some bytes of the body (default: half of it). */
  | { readonly kind: 'reset'; readonly afterBytes?: number }
  /** A whole answer whose JSON ends early; `keep` is the share that comes (default: half). */
  | { readonly kind: 'truncate'; readonly keep?: number }
  /** The right answer, late. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** No answer at all, until the client gives up or the sandbox closes. */
  | { readonly kind: 'hang' }
  /** A list answers the page before once more; the true page comes with the next token. */
  | { readonly kind: 'repeat-page' }
  /** A list names each of its ids twice. */
  | { readonly kind: 'duplicates' }
  /** A list answers without items, but with a token for the true page. */
  | { readonly kind: 'empty-page' }
  /** The message or thread that is asked for is deleted first: 404, and a history record. */
  | { readonly kind: 'vanish' }
  /** The token dies with this call. */
  | { readonly kind: 'expire-token' };

export interface FaultRule {
  /** Calls of these methods; `*` for all. */
  readonly on: ApiMethod | RegExp | '*';
  readonly fault: Fault;
  /** How many calls it hits; default 1. */
  readonly times?: number;
  /** How many matching calls pass first; default 0. */
  readonly skip?: number;
  /** Only this account. */
  readonly account?: string;
}

interface Armed extends FaultRule {
  left: number;
  passing: number;
}

/** Faults on demand: each call takes the first rule that fits. */
export class Faults {
  private rules: Armed[] = [];

  /** The next calls go wrong. A RegExp is tried on the path with its query. */
  add(rule: FaultRule): void {
    this.rules.push({ ...rule, left: rule.times ?? 1, passing: rule.skip ?? 0 });
  }

  clear(): void {
    this.rules = [];
  }

  /** Rules that have not hit as often as they should: a test asserts that this is 0. */
  get pending(): number {
    return this.rules.filter((rule) => rule.left > 0 && rule.left !== Number.POSITIVE_INFINITY).length;
  }

  /** The fault of one call, if any. */
  take(method: ApiMethod, path: string, account: string): Fault | null {
    for (const rule of this.rules) {
      if (rule.left <= 0) continue;
      if (rule.account !== undefined && rule.account !== account) continue;
      if (rule.on !== '*' && (rule.on instanceof RegExp ? !rule.on.test(path) : rule.on !== method)) continue;
      if (rule.passing > 0) {
        rule.passing -= 1;
        continue;
      }
      rule.left -= 1;
      return rule.fault;
    }
    return null;
  }
}
