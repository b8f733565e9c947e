import type { ParsedMail } from './parse';
import { header } from './parse';

/** Gmail's own names of the Sent label in the languages it is used in most. */
const SENT_LABELS = new Set(
  'sent|sent mail|gesendet|envoyés|messages envoyés|enviados|enviado|posta inviata|inviati|verzonden|wysłane|skickat|sendt|lähetetyt|отправленные|gönderilmiş postalar|送信済み|已发送|已傳送|보낸편지함'.split(
    '|',
  ),
);

/**
 * Finds whose mailbox a file is, message by message, from what only the owner's mail shows: the Sent label and
 * Delivered-To; else the address that takes part in most messages.
 */
export class AccountGuess {
  private readonly sent = new Map<string, number>();
  private readonly delivered = new Map<string, number>();
  private readonly present = new Map<string, number>();
  private seen = 0;

  add(mail: ParsedMail): void {
    this.seen++;
    const count = (map: Map<string, number>, address: string): void => {
      if (address.includes('@')) map.set(address, (map.get(address) ?? 0) + 1);
    };
    if (mail.labels.some((label) => SENT_LABELS.has(label.toLowerCase())))
      count(this.sent, mail.from.address);
    const to = header(mail, 'delivered-to')?.trim().toLowerCase();
    if (to) count(this.delivered, to);
    const everyone = new Set([mail.from, ...mail.to, ...mail.cc, ...mail.bcc].map((entry) => entry.address));
    for (const address of everyone) count(this.present, address);
  }

  /** Enough seen to tell: 20 sent messages of one address, or 500 messages of any kind. */
  get settled(): boolean {
    return this.seen >= 500 || (top(this.sent)?.[1] ?? 0) >= 20;
  }

  /**
   * The own addresses, the account first; empty where no message named anyone.
   * @param hints addresses known to be the user's: those that take part win over a mere majority
   */
  own(hints: readonly string[] = []): string[] {
    const votes = new Map<string, number>();
    for (const [address, n] of this.sent) votes.set(address, n * 10);
    const deliveredTop = top(this.delivered);
    if (votes.size === 0 && deliveredTop) votes.set(deliveredTop[0], deliveredTop[1]);
    if (votes.size === 0)
      for (const hint of hints) if (this.present.has(hint)) votes.set(hint, this.present.get(hint) ?? 1);
    if (votes.size === 0) {
      const busiest = top(this.present);
      if (busiest) votes.set(busiest[0], busiest[1]);
    }
    return [...votes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([address]) => address);
  }
}

function top(votes: Map<string, number>): [string, number] | undefined {
  let best: [string, number] | undefined;
  for (const entry of votes)
    if (!best || entry[1] > best[1] || (entry[1] === best[1] && entry[0] < best[0])) best = entry;
  return best;
}
