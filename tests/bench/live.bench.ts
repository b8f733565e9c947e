import { work } from '../../lib/analytics/analyse';
import { LiveAnalysis } from '../../lib/analytics/live/live';
import { NeedsFull } from '../../lib/analytics/live/needs-full';
import { Readings } from '../../lib/analytics/readings/readings';
import { report } from '../../lib/analytics/report';
import { makeOutreach, type OutreachWorld } from '../shared/outreach-world';
import type { Table } from '../shared/table';

/** Facts in one portion of news, and portions: half of them messages, half events. */
const NEW = 100;
const PORTIONS = 15;
const SIZES = (process.env['BENCH_MESSAGES'] ?? '10000,50000').split(',').map(Number);

/** Milliseconds of this process: the machine is shared, the clock on the wall is not ours. */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

interface Spent {
  readonly yardstick: number;
  readonly full: number;
  readonly ready: number;
  readonly extend: readonly number[];
  readonly touched: readonly number[];
}

function timed<T>(run: () => T): { result: T; ms: number } {
  const began = cpu();
  const result = run();
  return { result, ms: cpu() - began };
}

function runOn({ account, now, ...world }: OutreachWorld): Spent {
  const half = NEW / 2;
  // News is what came last.
  const messages = [...world.messages].sort((a, b) => a.at - b.at);
  const events = [...world.events].sort((a, b) => a.at - b.at);
  const text = JSON.stringify({ messages, events });
  globalThis.gc?.();
  const yardstick = timed(() => JSON.parse(text) as unknown).ms;
  const facts = {
    messages: messages.slice(0, -half * PORTIONS),
    events: events.slice(0, -half * PORTIONS),
  };
  const readings = new Readings();
  globalThis.gc?.();
  const full = timed(() => {
    const workings = work(facts, { now, accounts: [account], readings });
    return { workings, report: report(workings.analysis) };
  });
  globalThis.gc?.();
  const ready = timed(() => new LiveAnalysis(facts, full.result.workings, full.result.report, { readings }));
  const extend: number[] = [];
  const touched: number[] = [];
  for (let portion = 0; portion < PORTIONS; portion++) {
    const part = <T>(list: readonly T[], from: number): readonly T[] =>
      list.slice(from + portion * half, from + (portion + 1) * half);
    const news = {
      messages: part(messages, facts.messages.length),
      events: part(events, facts.events.length),
    };
    const done = timed(() => ready.result.extend(news, now));
    if (done.result instanceof NeedsFull)
      throw new Error(`The bench's news needs a full run: ${done.result.why}`);
    extend.push(done.ms);
    touched.push(done.result.changed.length);
  }
  return { yardstick, full: full.ms, ready: ready.ms, extend, touched };
}

function quantile(list: readonly number[], share: number): number {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** A report after a hundred new facts, against the full one. */
export async function measure(): Promise<readonly Table[]> {
  // The compiler's warming-up is not what is measured.
  runOn(makeOutreach({ seed: 1, messages: 5000, events: 5 }));
  const rows = SIZES.map((messages) => {
    const world = makeOutreach({ seed: 9, messages, events: 5 });
    const { extend, full, ready, touched, yardstick } = runOn(world);
    const p50 = quantile(extend, 0.5);
    return [
      `${world.messages.length} + ${world.events.length}`,
      Math.round(yardstick),
      Math.round(full),
      full / yardstick,
      Math.round(ready),
      p50,
      quantile(extend, 0.95),
      full / p50,
      p50 / yardstick,
      Math.round(quantile(touched, 0.5)),
    ];
  });
  return [
    {
      title: `A report after ${NEW} new facts`,
      columns: [
        'messages + events',
        'JSON.parse ms',
        'full run ms',
        'ratio',
        'making ready ms',
        'new facts ms, p50',
        'p95',
        'full / p50',
        'p50 / JSON.parse',
        'emails touched',
      ],
      rows,
      note: `CPU milliseconds, ${PORTIONS} portions of ${NEW / 2} messages and ${NEW / 2} events, one after the other. JSON.parse: of the same facts.`,
    },
  ];
}
