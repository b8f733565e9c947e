import type { Link } from '../../facts/message';
import { type Cta, findCtas } from '../ctas/find';
import { SentenceReader } from '../ctas/reader';

/** What stands in a compose box. Links carry their destination (lib/links) and their offset in `text`. */
export interface Draft {
  readonly text: string;
  readonly links: readonly Link[];
}

/**
 * Counts the CTAs of a draft at every keystroke: sentences that have not changed are not read again, so that a keystroke costs
 * one sentence and one pass over the text. Holds nothing but readings of sentences; drop it with the box.
 */
export class DraftCounter {
  private readonly reader = new SentenceReader();
  private last: { readonly draft: Draft; readonly ctas: readonly Cta[] } | null = null;

  count(draft: Draft): readonly Cta[] {
    const { last } = this;
    if (last !== null && last.draft.text === draft.text && sameLinks(last.draft.links, draft.links))
      return last.ctas;
    const ctas = findCtas(draft, this.reader);
    this.last = { draft, ctas };
    return ctas;
  }
}

function sameLinks(a: readonly Link[], b: readonly Link[]): boolean {
  return (
    a.length === b.length &&
    a.every((link, i) => {
      const other = b[i];
      return (
        other !== undefined &&
        link.href === other.href &&
        link.offset === other.offset &&
        link.text === other.text &&
        link.place === other.place
      );
    })
  );
}
