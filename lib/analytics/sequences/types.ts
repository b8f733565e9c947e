import type { Outbound } from '../mailbox';

export type SequenceOrigin = 'tracker' | 'label' | 'template' | 'user';

export interface FoundSequence {
  /** Stable from run to run; with the ledger of known sequences also under new, older and re-imported mail. */
  readonly id: string;
  readonly name: string;
  /** Who says that it is one: a tracker or sending tool, a Gmail label, the templates in the mail, the user. */
  readonly origin: SequenceOrigin;
}

export interface Placement {
  readonly sequence: FoundSequence;
  /** 1-based. */
  readonly step: number;
  /** `A`, `B`, … where the step has variants. */
  readonly variant: string | null;
}

/** A sequence as it was named once: what keeps ids and names where they are. JSON-safe; kept by the store. */
export interface KnownSequence {
  readonly id: string;
  readonly name: string;
  readonly origin: SequenceOrigin;
  /** A fair sample of its messages, as hashes of their natural keys: by them it is recognised. */
  readonly members: readonly string[];
  /** The campaign or label it is; absent where only its templates show it. */
  readonly key?: string;
  /** The message its name was proposed from, as one of `members`. A name that the user gave is a decision. */
  readonly namedBy?: string;
  /** The last run did not find it. */
  readonly missed?: true;
}

/**
 * What the user decided, in the order it was decided. Taking an entry out of the list undoes it. JSON-safe.
 * `sequence`, `from` and `into` are ids of sequences, `message` is a `messageKey`.
 */
export type SequenceDecision = { readonly id: string } & (
  | { readonly kind: 'rename'; readonly sequence: string; readonly name: string }
  /** `from` becomes part of `into`, step by step. */
  | { readonly kind: 'merge'; readonly from: string; readonly into: string }
  /** As merge; the emails of `from` are a variant of each step. */
  | { readonly kind: 'variants'; readonly from: string; readonly into: string }
  /** Step `step` and those after it become a sequence of their own. */
  | { readonly kind: 'split'; readonly sequence: string; readonly step: number; readonly name: string }
  /** One message goes elsewhere; null makes it a one-off. */
  | {
      readonly kind: 'move';
      readonly message: string;
      readonly to: { readonly sequence: string; readonly step: number } | null;
    }
  | { readonly kind: 'hide'; readonly sequence: string }
  /** All mail with this Gmail label is one sequence. */
  | { readonly kind: 'label'; readonly label: string; readonly name: string }
);

export interface SequenceOptions {
  readonly known?: readonly KnownSequence[];
  readonly decisions?: readonly SequenceDecision[];
}

export interface Sequences {
  readonly sequences: readonly FoundSequence[];
  /** Every outreach message's place; sent messages that are not in it are one-offs or internal. */
  readonly placements: ReadonlyMap<Outbound, Placement>;
  /** What the user hid: for a list to bring back from. Their messages have no place. */
  readonly hidden: readonly FoundSequence[];
  /** The ledger to keep for the next run. */
  readonly known: readonly KnownSequence[];
}
