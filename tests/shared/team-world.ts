import type { TeamPart } from '../../lib/analytics/team/figures';
import type { ClickRow, DeliveryRow, EmailRow } from '../../lib/analytics/team/rows';
import { Random } from './random';

/** An SDR's rows without an SDR: sequences of three steps, two links in five emails, seeded. */
export function teamPart(sdr: string, seed: number, count: number): TeamPart {
  const source = new Random(seed);
  const chance = (): number => source.next();
  const emails: EmailRow[] = [];
  const deliveries: DeliveryRow[] = [];
  const clicks: ClickRow[] = [];
  const prospects = Math.ceil(count / 3);
  for (let i = 0; i < count; i++) {
    const who = i % prospects;
    const step = Math.floor(i / prospects) + 1;
    const sequence = `s${who % 23}`;
    const sequenceName = `Sequence ${who % 23}`;
    const variant = who % 7 === 0 ? (who % 2 === 0 ? 'A' : 'B') : null;
    const email = `${seed}-${i}`;
    // Some prospects are written to by more than one SDR.
    const prospect = who % 11 === 0 ? `shared${who}@them.example` : `p${who}@${sdr}.example`;
    const clicked = chance() < 0.08;
    const noClick = clicked ? (chance() < 0.1 ? 0 : chance()) : 1;
    const noRaw = clicked ? 0 : 1;
    const reached = chance() > 0.04;
    const clickable = chance() < 0.4;
    const opened = chance() < 0.3;
    const replied = chance() < 0.03;
    const autoReplied = chance() < 0.05;
    const unsubscribed = chance() < 0.005;
    const clickShare = chance() < 0.1 ? chance() : 1;
    const replyShare = chance() < 0.1 ? chance() : 1;
    // Each column by name: rows put together by spreading take four times as long, and there are many.
    emails.push({
      sequence,
      sequenceName,
      step,
      variant,
      email,
      origin: 'template',
      reached,
      clickable,
      noRaw,
      noClick,
      opened,
      replied,
      autoReplied,
      unsubscribed,
      clickShare,
      replyShare,
      at: 1_750_000_000_000 + i * 60_000,
      openEvents: who % 23 < 15,
      rawClicks: clicked ? 1 : 0,
      humanClicks: clicked ? 1 - noClick : 0,
      replies: replied ? 1 : 0,
      autoReplies: autoReplied ? 1 : 0,
      calendar: 0,
      challenges: 0,
      ctas: who % 4,
    });
    deliveries.push({
      sequence,
      sequenceName,
      step,
      variant,
      email,
      reached,
      clickable,
      noRaw,
      noClick,
      opened,
      replied,
      autoReplied,
      unsubscribed,
      clickShare,
      replyShare,
      prospect,
    });
    if (clicked)
      clicks.push({
        sequence,
        sequenceName,
        step,
        email: i % 50 === 0 ? null : email,
        prospect: i % 50 === 0 ? null : prospect,
        at: 1_750_000_000_000 + i * 60_000 + 5000,
        destination: 'https://example.com/page',
        human: 1 - noClick,
        verdict: noClick < 0.2 ? 'human' : noClick > 0.8 ? 'scanner' : 'unsure',
        waiting: false,
      });
  }
  return { sdr, emails, deliveries, clicks };
}
