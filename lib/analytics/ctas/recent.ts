/** Longer texts are not remembered: they do not come again, and a few of them would push out all others. */
const LONGEST_KEY = 2000;
/** What a remembered text costs beside its letters, in UTF-16 units. */
const OVERHEAD = 100;
/** UTF-16 units remembered at most, `OVERHEAD` included: some 25,000 lines of mail, in a few MB. */
const MOST = 4_000_000;

/**
 * What was found out about texts, for as long as they keep coming. Outreach repeats itself: most lines, sentences and links come many
 * times. Bounded whatever the mail: in two halves, and when the newer one is full, the older one goes. What has come again
 * since it began is in both.
 */
export class Recent<T extends object> {
  private newer = new Map<string, T>();
  private older = new Map<string, T>();
  private size = 0;

  /** @param find told of a text, says what there is to know; must depend on nothing else */
  constructor(private readonly find: (text: string) => T) {}

  of(text: string): T {
    const known = this.newer.get(text);
    if (known !== undefined) return known;
    if (text.length > LONGEST_KEY) return this.find(text);
    // A piece of a long text keeps all of that text in memory; joined and cut again it stands by itself.
    const own = ` ${text}`.slice(1);
    const found = this.older.get(own) ?? this.find(own);
    this.size += own.length + OVERHEAD;
    if (this.size > MOST / 2) {
      this.older = this.newer;
      this.newer = new Map();
      this.size = own.length + OVERHEAD;
    }
    this.newer.set(own, found);
    return found;
  }
}
