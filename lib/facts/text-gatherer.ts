import { DIFFERENT, type TextColumn, TextJoiner } from './columns';

/** After so many texts it is asked once whether nearly all differ: then the rest are not looked for either. */
const ENOUGH = 1000;

/** A column of texts as they come: as long as all are alike they are counted, then numbered, and where nearly all differ only joined. */
export class TextGatherer {
  private readonly numbers = new Map<string, number>();
  private readonly values: string[] = [];
  private which: Uint32Array | null = null;
  private joiner: TextJoiner | null = null;
  private count = 0;
  private last: string | null = null;
  private lastNumber = 0;
  private lettersOfValues = 0;

  /** How long the column is: each different text once while they are numbered. */
  get letters(): number {
    return this.joiner?.length ?? this.lettersOfValues;
  }

  add(text: string | null): void {
    if (this.joiner !== null) {
      this.joiner.add(text);
      return;
    }
    if (text !== this.last) {
      // The first of all is no change, whatever it is.
      if (this.count > 0)
        this.which ??= new Uint32Array(2 * (ENOUGH + this.count)).fill(this.lastNumber, 0, this.count);
      this.last = text;
      this.lastNumber = text === null ? 0 : this.numberOf(text);
    }
    if (this.which !== null) {
      if (this.count === this.which.length) this.which = longer(this.which);
      this.which[this.count] = this.lastNumber;
    }
    this.count++;
    if (this.count === ENOUGH && this.values.length > ENOUGH * DIFFERENT) this.join();
  }

  end(): TextColumn {
    if (this.joiner !== null) return this.joiner.end();
    const { values, which, count } = this;
    if (which === null) return { all: this.last, count };
    const given = which.subarray(0, count);
    return { values, which: values.length < 0xffff ? new Uint16Array(given) : given.slice() };
  }

  private numberOf(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    this.values.push(text);
    this.lettersOfValues += text.length;
    this.numbers.set(text, this.values.length);
    return this.values.length;
  }

  private join(): void {
    const joiner = new TextJoiner();
    for (let at = 0; at < this.count; at++)
      joiner.add(this.values[(this.which?.[at] ?? this.lastNumber) - 1] ?? null);
    this.joiner = joiner;
    this.numbers.clear();
  }
}

/** A column of numbers as they come; empty where nobody has one. */
export class NumberGatherer {
  private values = new Float64Array(1024);
  private count = 0;
  private some = false;

  add(value: number | null): void {
    if (this.count === this.values.length) {
      const longer = new Float64Array(this.count * 2);
      longer.set(this.values);
      this.values = longer;
    }
    this.some ||= value !== null;
    this.values[this.count++] = value ?? Number.NaN;
  }

  end(): Float64Array {
    return this.values.slice(0, this.some ? this.count : 0);
  }
}

function longer(numbers: Uint32Array): Uint32Array {
  const more = new Uint32Array(numbers.length * 2);
  more.set(numbers);
  return more;
}
