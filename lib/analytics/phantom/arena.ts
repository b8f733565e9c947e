/**
 * Columns that are used again. The model walks through the companies in portions; each portion's columns are views of
 * the same memory. Why: fresh typed arrays for every portion (or one set for all clicks at once) press the engine into
 * collecting the whole heap, which with a year of mail in it takes longer than the judgement.
 */
export class Arena {
  private floatBlock = new Float64Array(0);
  private intBlock = new Int32Array(0);
  private byteBlock = new Uint8Array(0);
  private floatsUsed = 0;
  private intsUsed = 0;
  private bytesUsed = 0;

  /** Everything taken so far may be handed out again. */
  reset(): void {
    this.floatsUsed = 0;
    this.intsUsed = 0;
    this.bytesUsed = 0;
  }

  /** All 0. */
  floats(length: number): Float64Array {
    if (this.floatsUsed + length > this.floatBlock.length) {
      this.floatBlock = new Float64Array(Math.max(length, this.floatBlock.length * 2, 1 << 14));
      this.floatsUsed = 0;
    }
    const view = this.floatBlock.subarray(this.floatsUsed, this.floatsUsed + length);
    this.floatsUsed += length;
    return view.fill(0);
  }

  ints(length: number): Int32Array {
    if (this.intsUsed + length > this.intBlock.length) {
      this.intBlock = new Int32Array(Math.max(length, this.intBlock.length * 2, 1 << 14));
      this.intsUsed = 0;
    }
    const view = this.intBlock.subarray(this.intsUsed, this.intsUsed + length);
    this.intsUsed += length;
    return view.fill(0);
  }

  bytes(length: number): Uint8Array {
    if (this.bytesUsed + length > this.byteBlock.length) {
      this.byteBlock = new Uint8Array(Math.max(length, this.byteBlock.length * 2, 1 << 14));
      this.bytesUsed = 0;
    }
    const view = this.byteBlock.subarray(this.bytesUsed, this.bytesUsed + length);
    this.bytesUsed += length;
    return view.fill(0);
  }
}
