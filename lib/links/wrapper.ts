import type { LinkParts } from './parts';

/**
 * What kind of wrapper: a *gateway* checks links for the recipient's company, a *tracker* counts clicks for the
 * sender, a *redirector* belongs to neither (a search engine, a webmail).
 */
export type WrapperRole = 'gateway' | 'tracker' | 'redirector';

/** One layer of wrapping that was recognised. */
export interface Layer {
  /** Stable name: `microsoft`, `proofpoint`, `mailgun`, … The gateways' names are those of `GatewayHint.gateway`. */
  readonly family: string;
  readonly role: WrapperRole;
  /** The link inside; null where the wrapper keeps it to itself (an opaque wrapper). */
  readonly to: string | null;
  /** Host of the destination where an opaque wrapper shows at least that; lower case. */
  readonly toHost: string | null;
  /** To whom the wrapped link was sent, lower case. */
  readonly recipient: string | null;
  /** RFC 5322 Message-ID without `<>`. */
  readonly messageId: string | null;
}

/** What a wrapper yields beside its name. */
export type Found = Partial<Omit<Layer, 'family' | 'role'>>;

export interface Wrapper {
  readonly family: string;
  readonly role: WrapperRole;
  /**
   * Reads a link of this wrapper. `{}`: it is one, but opaque; null: the host is the wrapper's, this link is none
   * (a home page, an image).
   */
  readonly read: (parts: LinkParts) => Found | null;
}
