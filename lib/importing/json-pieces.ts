/** One value of a JSON stream: a record, or what should have been one. */
export interface JsonPiece {
  readonly text: string;
  /** Line it begins in, from 1. */
  readonly line: number;
  /** True: it cannot be JSON, the reason is in the text's own shape. */
  readonly broken: boolean;
  /** Stands in a list, so that people count records; else they count lines. */
  readonly listed: boolean;
  /** Stands beside the list in an envelope that was too large to hold: a stranger here is no mistake. */
  readonly aside: boolean;
}

const QUOTE = 34;
const BACKSLASH = 92;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const COMMA = 44;
const COLON = 58;
const NEWLINE = 10;

/** Lists in lists (pages of pages) are gone through this deep; below, a list is a value. */
const DEEPEST_LIST = 8;

/**
 * Cuts a stream of JSON into its records without holding the file: the elements of a list (of lists), the lines of
 * NDJSON, values one after the other. A broken record ends at the next place where a record can begin, so one slip
 * costs one record. Only a value over `limit` characters is gone into: an API page of any size is then read element
 * by element. (`JSON.parse` on each record is several times as fast as a streaming parser.)
 */
export class JsonPieces {
  private buffer = '';
  private at = 0;
  /** Where the open piece begins in the buffer; -1 between pieces. */
  private start = -1;
  private startLine = 1;
  private line = 1;
  /** Open brackets of the piece and where they stand. */
  private stack: number[] = [];
  private places: number[] = [];
  /** Containers gone into: their elements are the pieces. */
  private walked: number[] = [];
  private before = 0;
  private inText = false;
  /** Where stray characters began; -1 for none. */
  private stray = -1;
  /** After a broken record of many lines: the indentation at which the next one begins. */
  private indent: string | null = null;
  private lineStart = 0;
  /** Nothing has come yet in the list that was opened last. */
  private fresh = false;
  private out: JsonPiece[] = [];

  constructor(private readonly limit = 16 * 1024 * 1024) {}

  push(text: string): JsonPiece[] {
    this.buffer += text;
    this.scan();
    this.cut();
    return this.take();
  }

  end(): JsonPiece[] {
    this.scan();
    if (this.start >= 0) this.emit(this.buffer.length, true);
    else if (this.stray >= 0) this.emitStray(this.buffer.length);
    return this.take();
  }

  private take(): JsonPiece[] {
    const out = this.out;
    this.out = [];
    return out;
  }

  private cut(): void {
    const keep = this.start >= 0 ? this.start : this.stray >= 0 ? this.stray : this.at;
    // The indentation of the line is still needed.
    const from = Math.min(keep, Math.max(this.lineStart, keep - 200));
    this.buffer = this.buffer.slice(from);
    this.at -= from;
    this.lineStart -= from;
    if (this.start >= 0) this.start -= from;
    if (this.stray >= 0) this.stray -= from;
    for (let i = 0; i < this.places.length; i++) this.places[i] = (this.places[i] ?? 0) - from;
  }

  private scan(): void {
    const { buffer } = this;
    for (;;) {
      if (this.inText && !this.passText()) return;
      if (this.at >= buffer.length) return;
      if (this.start < 0) {
        if (!this.between(buffer.charCodeAt(this.at))) return;
      } else this.inside(buffer.charCodeAt(this.at));
      if (this.start >= 0 && this.at - this.start > this.limit) this.goInto();
    }
  }

  /** One character between pieces. False: more text is needed. */
  private between(code: number): boolean {
    const here = this.at;
    if (code === NEWLINE) {
      if (this.stray >= 0) this.emitStray(here);
      this.newline();
      this.at++;
      return this.indent === null || this.skipTo(this.indent);
    }
    if (this.indent !== null) {
      // Still in a line that is passed over.
      const newline = this.buffer.indexOf('\n', here);
      this.at = newline < 0 ? this.buffer.length : newline;
      return true;
    }
    this.at++;
    const inside = this.walked.at(-1);
    switch (code) {
      case OPEN_OBJECT:
        this.open(here, code);
        break;
      case OPEN_LIST:
        if (this.walked.length < DEEPEST_LIST) {
          this.walked.push(OPEN_LIST);
          this.stray = -1;
          this.fresh = true;
        } else this.open(here, code);
        break;
      case CLOSE_LIST:
      case CLOSE_OBJECT:
        if (inside === (code === CLOSE_LIST ? OPEN_LIST : OPEN_OBJECT)) {
          // `[2026-03-05 08:00] INFO {…}`: brackets in a line of a log are no list.
          if (this.fresh) this.stray = -1;
          if (this.stray >= 0) this.emitStray(here);
          this.walked.pop();
          this.fresh = false;
        } else if (this.stray < 0) this.stray = here;
        break;
      case QUOTE:
        if (inside === OPEN_OBJECT) {
          // The name of a field beside the list that is gone into.
          this.inText = true;
          this.stray = -1;
        } else if (this.stray < 0) {
          this.start = here;
          this.startLine = this.line;
          this.inText = true;
        }
        break;
      case COMMA:
        if (this.stray >= 0 && inside !== undefined) this.emitStray(here);
        this.fresh = false;
        break;
      default:
        // Space, tab, CR, and what stands beside the list in an envelope.
        if (code > 32 && code !== 0xfeff && inside !== OPEN_OBJECT && this.stray < 0) this.stray = here;
    }
    return true;
  }

  private inside(code: number): void {
    const here = this.at++;
    switch (code) {
      case QUOTE:
        this.inText = true;
        this.before = QUOTE;
        return;
      case OPEN_OBJECT:
      case OPEN_LIST: {
        const frame = this.stack.at(-1);
        const allowed =
          frame === OPEN_OBJECT ? this.before === COLON : this.before === OPEN_LIST || this.before === COMMA;
        if (!allowed && code === OPEN_OBJECT) {
          // No value can begin here: the record before was never closed.
          this.emit(here, true);
          this.open(here, code);
          return;
        }
        this.stack.push(code);
        this.places.push(here);
        this.before = code;
        return;
      }
      case CLOSE_OBJECT:
      case CLOSE_LIST:
        if (this.stack.at(-1) !== (code === CLOSE_OBJECT ? OPEN_OBJECT : OPEN_LIST)) {
          this.emit(here + (code === CLOSE_OBJECT ? 1 : 0), true);
          if (code === CLOSE_LIST) this.at = here;
          return;
        }
        this.stack.pop();
        this.places.pop();
        this.before = code;
        if (this.stack.length === 0) this.emit(this.at, false);
        return;
      case NEWLINE:
        this.newline();
        return;
      case COLON:
      case COMMA:
        this.before = code;
        return;
      default:
        if (code > 32) this.before = 0;
    }
  }

  /** Goes to the end of a text. False: it ends in a later chunk. */
  private passText(): boolean {
    const { buffer } = this;
    const newline = buffer.indexOf('\n', this.at);
    let from = this.at;
    for (;;) {
      const quote = buffer.indexOf('"', from);
      // A text cannot go over a line: it was never closed.
      if (newline >= 0 && (quote < 0 || newline < quote)) {
        this.inText = false;
        this.at = newline;
        if (this.start >= 0) this.breakAt(newline);
        return true;
      }
      if (quote < 0) {
        this.at = Math.max(this.at, buffer.length - 1);
        // A backslash at the very end belongs to what follows.
        while (this.at > this.start && buffer.charCodeAt(this.at - 1) === BACKSLASH) this.at--;
        if (this.start >= 0 && buffer.length - this.start > this.limit) this.goInto();
        return false;
      }
      let slashes = 0;
      while (buffer.charCodeAt(quote - 1 - slashes) === BACKSLASH && quote - 1 - slashes > this.start)
        slashes++;
      if (slashes % 2 === 0) {
        this.at = quote + 1;
        this.inText = false;
        if (this.start >= 0 && this.stack.length === 0) this.emit(this.at, false);
        return true;
      }
      from = quote + 1;
    }
  }

  private open(here: number, code: number): void {
    this.start = here;
    this.startLine = this.line;
    this.stray = -1;
    this.stack.push(code);
    this.places.push(here);
    this.before = code;
  }

  private newline(): void {
    this.line++;
    this.lineStart = this.at;
  }

  private emit(end: number, broken: boolean): void {
    this.fresh = false;
    this.out.push({
      text: this.buffer.slice(this.start, end),
      line: this.startLine,
      broken,
      listed: this.walked.length > 0,
      aside: this.walked.at(-1) === OPEN_OBJECT,
    });
    this.start = -1;
    this.stack.length = 0;
    this.places.length = 0;
    this.inText = false;
    this.before = 0;
  }

  /** The open record is broken in this line: what is left of it is passed over. */
  private breakAt(end: number): void {
    const from = this.buffer.lastIndexOf('\n', this.start) + 1;
    const lead = this.buffer.slice(from, this.start);
    this.indent = /^[ \t]{0,100}$/.test(lead) ? lead : null;
    this.emit(end, true);
  }

  private emitStray(end: number): void {
    const text = this.buffer.slice(this.stray, end);
    this.stray = -1;
    if (text.trim() !== '')
      this.out.push({
        text: text.slice(0, 1000),
        line: this.line,
        broken: true,
        listed: this.walked.length > 0,
        aside: false,
      });
  }

  /** Passes over lines until one at this indentation begins a record or ends the list. False: more text is needed. */
  private skipTo(indent: string): boolean {
    for (;;) {
      if (this.buffer.length < this.at + indent.length + 1) {
        // The next chunk decides; back onto the newline, so that this is asked again.
        this.at--;
        this.line--;
        return false;
      }
      const next = this.buffer.charCodeAt(this.at + indent.length);
      const indented = this.buffer.startsWith(indent, this.at);
      if ((indented && next === OPEN_OBJECT) || this.buffer.charCodeAt(this.at) === CLOSE_LIST) {
        this.indent = null;
        return true;
      }
      const newline = this.buffer.indexOf('\n', this.at);
      if (newline < 0) {
        this.at = this.buffer.length;
        return false;
      }
      this.at = newline + 1;
      this.newline();
    }
  }

  /** A value too large to hold: its first list is gone through instead. */
  private goInto(): void {
    const list = this.stack.indexOf(OPEN_LIST);
    if (list < 0 || this.walked.length + list >= DEEPEST_LIST) {
      this.emit(this.start + 1000, true);
      this.indent = '';
      return;
    }
    const place = this.places[list] ?? this.start;
    this.walked.push(...this.stack.slice(0, list + 1));
    this.line = this.startLine;
    for (
      let i = this.buffer.indexOf('\n', this.start);
      i >= 0 && i < place;
      i = this.buffer.indexOf('\n', i + 1)
    )
      this.line++;
    this.start = -1;
    this.stack.length = 0;
    this.places.length = 0;
    this.inText = false;
    this.at = place + 1;
    this.lineStart = this.at;
  }
}
