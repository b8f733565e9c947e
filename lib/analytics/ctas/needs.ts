/**
 * What a text must hold for a pattern to match it, read off the pattern: of each list at least one string. Most rules need a word that
 * most sentences do not have, and looking for such words is much cheaper than trying every rule.
 */
export type Needs = readonly (readonly string[])[];

/** What a part of a pattern matches. */
interface Part {
  /** Every string it can match, where these are few; a superset where it says more than can be told here (`\b`, `(?!…)`). */
  readonly exact: readonly string[] | null;
  readonly needs: Needs;
}

/** Strings in one list at most. */
const MOST = 60;
/** So many UTF-16 units tell a word from nearly all others; what stands behind them is not looked at. */
export const LONGEST_NEED = 6;
/** Shorter strings are nearly everywhere. */
const SHORTEST_NEED = 3;
/** Stands for itself wherever it comes, and for one of itself where no quantifier follows. */
const LITERAL = /[^\\()[\]|.^$*+?{}]+/y;
const EMPTY: Part = { exact: [''], needs: [] };
/** Matches what cannot be listed. */
const ANYTHING: Part = { exact: null, needs: [] };

/** Nothing is needed of patterns that ignore case: the strings are those of the pattern as it is written. */
export function needsOf({ source, ignoreCase }: RegExp): Needs {
  return ignoreCase ? [] : new PatternReader(source).read();
}

class PatternReader {
  private at = 0;

  constructor(private readonly source: string) {}

  read(): Needs {
    return this.either().needs;
  }

  private either(): Part {
    const parts = [this.sequence()];
    while (this.take('|')) parts.push(this.sequence());
    const [first] = parts;
    if (parts.length === 1 && first !== undefined) return first;
    const all = parts.map(({ exact }) => exact);
    if (all.every((exact) => exact !== null)) {
      const exact = [...new Set(all.flat())];
      if (exact.length <= MOST) return listed(exact);
    }
    // One list for all: of each way the list that says most.
    const lists = parts.map(({ needs }) => fewest(needs));
    return lists.every((list) => list !== null)
      ? { exact: null, needs: [[...new Set(lists.flat())]] }
      : ANYTHING;
  }

  private sequence(): Part {
    const needs: (readonly string[])[] = [];
    let whole = true;
    let run: readonly string[] = [''];
    while (this.at < this.source.length && !this.sees('|') && !this.sees(')')) {
      const { exact, needs: own } = this.repeated();
      const enough = run.every(({ length }) => length >= LONGEST_NEED);
      if (exact !== null && !enough && exact.length * run.length <= MOST) {
        run = joined(run, exact);
        continue;
      }
      whole = false;
      needs.push(...listed(run).needs);
      if (exact === null) needs.push(...own);
      run = exact ?? [''];
    }
    if (whole) return listed([...new Set(run)]);
    needs.push(...listed(run).needs);
    return { exact: null, needs };
  }

  private repeated(): Part {
    const part = this.atom();
    if (!/[*+?{]/.test(this.source[this.at] ?? '')) return part;
    const least = this.quantifier();
    if (least === 'maybe') return part.exact === null ? ANYTHING : listed(['', ...part.exact]);
    return least === 0 ? ANYTHING : { exact: null, needs: part.needs };
  }

  /** @returns how often the part before it comes at least */
  private quantifier(): number | 'maybe' {
    const written = /^(?:[*+?]|\{(\d{1,4})(?:,\d{0,4})?\})\??/.exec(this.source.slice(this.at, this.at + 12));
    if (written === null) throw new Error(`Rules may not have a lone {: ${this.source}`);
    const [text, least] = written;
    this.at += text.length;
    if (text.startsWith('?')) return 'maybe';
    return text.startsWith('+') ? 1 : Number(least ?? 0);
  }

  private atom(): Part {
    LITERAL.lastIndex = this.at;
    const [run] = LITERAL.exec(this.source) ?? [];
    if (run !== undefined) {
      // A quantifier repeats the last letter alone.
      const own =
        run.length > 1 && /[*+?{]/.test(this.source[this.at + run.length] ?? '') ? run.slice(0, -1) : run;
      this.at += own.length;
      return listed([own]);
    }
    const sign = this.source[this.at] ?? '';
    this.at++;
    if (sign === '(') return this.group();
    if (sign === '[') return this.set();
    if (sign === '^' || sign === '$') return EMPTY;
    return sign === '\\' ? this.escape() : ANYTHING;
  }

  private group(): Part {
    const kind =
      /^\?(?:[:=!]|<[=!]|<[A-Za-z]{1,40}>)/.exec(this.source.slice(this.at, this.at + 50))?.[0] ?? '';
    this.at += kind.length;
    const inner = this.either();
    this.take(')');
    // What is looked at, before or behind, is no part of what is matched here.
    return kind === '' || kind === '?:' || kind.endsWith('>') ? inner : EMPTY;
  }

  private set(): Part {
    const from = this.at;
    while (this.at < this.source.length && this.source[this.at] !== ']')
      this.at += this.source[this.at] === '\\' ? 2 : 1;
    const inside = this.source.slice(from, this.at);
    this.at++;
    // Ranges, classes and "anything but" are too many to be listed.
    const few = !/^\^|\\|.-./.test(inside) && inside.length <= 8;
    return few ? { exact: [...inside], needs: [] } : ANYTHING;
  }

  private escape(): Part {
    const sign = this.source[this.at] ?? '';
    this.at++;
    if (sign === 'b' || sign === 'B') return EMPTY;
    if (/[A-Za-z0-9]/.test(sign)) {
      if ((sign === 'p' || sign === 'P') && this.take('{'))
        this.at = Math.max(this.at, this.source.indexOf('}', this.at) + 1);
      else if (!'dDsSwW'.includes(sign)) throw new Error(`Rules may not have \\${sign}: ${this.source}`);
      return ANYTHING;
    }
    return { exact: [sign], needs: [] };
  }

  private sees(sign: string): boolean {
    return this.source[this.at] === sign;
  }

  private take(sign: string): boolean {
    const seen = this.sees(sign);
    if (seen) this.at++;
    return seen;
  }
}

function joined(run: readonly string[], more: readonly string[]): readonly string[] {
  const [only] = more;
  if (only !== undefined && more.length === 1) return run.map((before) => before + only);
  return run.flatMap((before) => more.map((after) => before + after));
}

function listed(exact: readonly string[]): Part {
  return { exact, needs: exact.every(({ length }) => length >= SHORTEST_NEED) ? [exact] : [] };
}

function fewest(needs: Needs): readonly string[] | null {
  let best: readonly string[] | null = null;
  for (const list of needs) if (best === null || list.length < best.length) best = list;
  return best;
}
