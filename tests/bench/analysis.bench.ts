import { type Analysis, analyse } from '../../lib/analytics/analyse';
import { attributeAnswers } from '../../lib/analytics/attribution/answers';
import { joinEvents } from '../../lib/analytics/attribution/clicks';
import { placeSequenceOnly } from '../../lib/analytics/attribution/sequence-only';
import { readMailbox } from '../../lib/analytics/mailbox';
import { withOwnWords } from '../../lib/analytics/own-words';
import { judgeClicks } from '../../lib/analytics/phantom/judge';
import { Readings } from '../../lib/analytics/readings/readings';
import { report } from '../../lib/analytics/report';
import { findSequences } from '../../lib/analytics/sequences/find';
import { makeOutreach, type OutreachWorld } from '../shared/outreach-world';
import type { Table } from '../shared/table';

/** Facts that come after the first report. */
const NEW = 100;
const SIZES = (process.env['BENCH_MESSAGES'] ?? '10000,50000').split(',').map(Number);

/** Milliseconds of this process: the machine is shared, the clock on the wall is not ours. */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

class Rooms {
  readonly spent = new Map<string, number>();

  run<T>(room: string, work: () => T): T {
    globalThis.gc?.();
    const began = cpu();
    const result = work();
    this.spent.set(room, (this.spent.get(room) ?? 0) + cpu() - began);
    return result;
  }
}

/** The rooms of the core one after the other, as `analyse` calls them. */
function rooms(world: OutreachWorld, times: Rooms): void {
  const text = JSON.stringify({ messages: world.messages, events: world.events });
  times.run('yardstick: JSON.parse', () => JSON.parse(text) as unknown);
  const own = times.run('own words', () => withOwnWords(world.messages));
  const mailbox = times.run('mailbox', () => readMailbox(own, [world.account]));
  const answers = times.run('answers', () => attributeAnswers(mailbox));
  const ordered = times.run('events in order', () =>
    [...world.events].sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1)),
  );
  const { events: joined } = times.run('join', () => joinEvents(ordered, mailbox));
  const { placements } = times.run('sequences', () => findSequences(mailbox, answers, joined));
  times.run('clicks judged', () =>
    judgeClicks(joined, {
      mailbox,
      answers,
      now: world.now,
      decisions: [],
      sequenceOf: (mail) => placements.get(mail)?.sequence.id ?? null,
    }),
  );
  times.run('clicks of nobody', () => placeSequenceOnly(joined, placements));
  const readings = new Readings();
  times.run('CTAs, every email read', () => {
    for (const mail of mailbox.sent) readings.ctas(mail.fact);
  });
  const stored = new Readings();
  const columns = times.run('words and CTAs, read to be stored', () => stored.columns(world.messages));
  const later = new Readings();
  later.recall(world.messages, columns);
  const read = withOwnWords(world.messages, (message, cut) => later.without(message, cut));
  times.run('words and CTAs, as they were stored', () => {
    for (const message of read)
      if (message.direction === 'sent') {
        later.words(message);
        later.ctas(message);
      }
  });
}

/** The first report of all facts but the last hundred, and the one after these came. */
function whole(world: OutreachWorld, times: Rooms): void {
  const options = { now: world.now, accounts: [world.account], readings: new Readings() };
  const before = {
    messages: world.messages.slice(0, -NEW / 2),
    events: world.events.slice(0, -NEW / 2),
  };
  const analysis = times.run('analyse(), first', (): Analysis => analyse(before, options));
  times.run('report(), first', () => report(analysis));
  times.run(`both, after ${NEW} new facts`, () => report(analyse(world, options)));
}

/** The first complete report from cold, room by room. */
export async function measure(): Promise<readonly Table[]> {
  const worlds = SIZES.map((messages) => makeOutreach({ seed: 9, messages, events: 5 }));
  // The compiler's warming-up is not what is measured.
  const small = makeOutreach({ seed: 1, messages: 2000, events: 5 });
  rooms(small, new Rooms());
  whole(small, new Rooms());
  const times = worlds.map((world) => {
    const spent = new Rooms();
    rooms(world, spent);
    whole(world, spent);
    return spent.spent;
  });
  const [first = new Map<string, number>()] = times;
  const unit = (column: number): number => times[column]?.get('yardstick: JSON.parse') ?? 1;
  return [
    {
      title: 'From facts to the report, room by room',
      columns: ['room', ...worlds.flatMap(({ messages }) => [`${messages.length} messages ms`, 'ratio'])],
      rows: [...first.keys()].map((room) => [
        room,
        ...times.flatMap((spent, i) => {
          const ms = spent.get(room) ?? 0;
          return [Math.round(ms), ms / unit(i)];
        }),
      ]),
      note: `CPU milliseconds, ${worlds.map(({ events }) => events.length).join(' and ')} events. Ratio: to JSON.parse of the same facts.`,
    },
  ];
}
