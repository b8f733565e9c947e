import { attributeAnswers } from '../../lib/analytics/attribution/answers';
import { type Mailbox, readMailbox } from '../../lib/analytics/mailbox';
import { withOwnWords } from '../../lib/analytics/own-words';
import { Readings } from '../../lib/analytics/readings/readings';
import { findSequences, investigate } from '../../lib/analytics/sequences/find';
import { SequenceIndex } from '../../lib/analytics/sequences/incremental';
import type { Message } from '../../lib/facts/message';
import { ACCOUNT, render, sourceSequences } from '../accuracy/sequences/render';
import { absent } from '../shared/data';
import type { Table } from '../shared/table';

/** One core's time: what the machine's other work takes is not counted. */
function seconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const spent = process.cpuUsage(before);
  return (spent.user + spent.system) / 1e6;
}

/** A fixed piece of work of the same kind, so that runs on different machines compare. */
function yardstick(messages: readonly Message[]): number {
  return seconds(() => {
    const seen = new Map<string, number>();
    for (const message of messages.slice(0, 10_000)) {
      if (message.direction !== 'sent') continue;
      for (const word of message.text.toLowerCase().split(/[^\p{L}\p{N}]+/u))
        seen.set(word, (seen.get(word) ?? 0) + 1);
    }
  });
}

/** Sequences do not grow without end: more mail is mostly more sequences. Mailboxes are laid side by side. */
function mailOf(size: number): Message[] {
  const sources = sourceSequences();
  if (sources === null) return [];
  const messages: Message[] = [];
  for (let seed = 1; messages.length < size; seed++) {
    const part = render(sources, { seed, level: 2, prospects: [60, 300] });
    const shift = seed * 20 * 86_400_000;
    for (const message of part.messages) {
      const threadId = `${seed}-${message.threadId}`;
      // People of different seeds may have one address; here they are different people.
      const to = message.to.map((one) => ({
        ...one,
        address: message.direction === 'sent' ? `${seed}.${one.address}` : one.address,
      }));
      const from =
        message.direction === 'sent'
          ? message.from
          : { ...message.from, address: `${seed}.${message.from.address}` };
      messages.push({ ...message, threadId, to, from, at: message.at + shift });
    }
  }
  return messages.slice(0, size);
}

function mailboxOf(messages: readonly Message[]): Mailbox {
  return readMailbox(messages, [ACCOUNT]);
}

export async function measure(): Promise<readonly Table[]> {
  if (sourceSequences() === null) {
    process.stderr.write(`${absent('corpora/outreach-sequences')}\n`);
    return [];
  }
  const largest = mailOf(200_000);
  const unit = yardstick(largest);
  const rows: (string | number)[][] = [];
  const row = (what: string, size: number, spent: number): void => {
    rows.push([what, size, spent, (spent / size) * 1e6, spent / unit]);
  };
  // The first run of all warms the machine up: what it takes longer is no growth.
  findSequences(mailboxOf(largest.slice(0, 3_000)), [], []);
  const totals: { size: number; spent: number }[] = [];
  for (const size of [10_000, 50_000, 200_000]) {
    const some = largest.slice(0, size);
    globalThis.gc?.();
    let own: readonly Message[] = [];
    const reading = seconds(() => {
      own = withOwnWords(some);
    });
    const mailbox = mailboxOf(own);
    const answers = attributeAnswers(mailbox);
    globalThis.gc?.();
    const finding = seconds(() => findSequences(mailbox, answers, []));
    row('own words', size, reading);
    row('sequences from nothing', size, finding);
    totals.push({ size, spent: reading + finding });
    if (size !== 50_000) continue;
    const readings = new Readings();
    const columns = readings.columns(some);
    const later = new Readings();
    later.recall(some, columns);
    own = withOwnWords(some, (message, cut) => later.without(message, cut));
    const read = mailboxOf(own);
    globalThis.gc?.();
    row(
      'sequences, emails read when they were stored',
      size,
      seconds(() => findSequences(read, attributeAnswers(read), [], {}, later)),
    );
  }
  const known = mailboxOf(largest.slice(0, 50_100));
  const sent = known.sent.slice(0, -100);
  const old = new Set(sent.map(({ fact }) => fact));
  const before = mailboxOf(
    largest.slice(0, 50_100).filter((message) => message.direction === 'received' || old.has(message)),
  );
  const index = new SequenceIndex(investigate(before, attributeAnswers(before), []));
  globalThis.gc?.();
  const fresh = known.sent.slice(-100);
  const spent = seconds(() => index.extend(fresh));
  row('100 new beside 50,000', fresh.length, spent);
  const growth = totals.slice(1).map(({ size, spent }, index) => {
    const before = totals[index] ?? { size, spent };
    return Math.log(spent / before.spent) / Math.log(size / before.size);
  });
  return [
    {
      title: 'Finding sequences',
      columns: ['what', 'messages', 'core seconds', 'µs per message', 'of yardstick'],
      rows,
      note:
        'Yardstick: splitting 10,000 of the emails into words and counting them. Core seconds include the collector’s threads. ' +
        `Growth, own words and sequences together: exponent ${growth.map((one) => one.toFixed(2)).join(' from 10,000 to 50,000, ')} from 50,000 to 200,000.`,
    },
  ];
}
