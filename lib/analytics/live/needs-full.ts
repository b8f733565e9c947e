/** What came cannot be added to what is known without a run over all facts, and why, in plain words. */
export class NeedsFull {
  constructor(readonly why: string) {}
}
