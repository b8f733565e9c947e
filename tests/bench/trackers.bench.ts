import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { readJson, readTable } from '../../lib/importing/tracker-file';
import type { Table } from '../shared/table';
import { type Row, write } from './event-rows';
import type { Figure } from './figures';

interface Run {
  readonly seconds: number;
  readonly rows: number;
  /** Most heap in use at any step, MB. */
  readonly heap: number;
}

/** CPU seconds of this process: the machine is shared, the clock on the wall is not ours. */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

async function timed(work: (see: () => void) => Promise<number>): Promise<Run> {
  globalThis.gc?.();
  let heap = 0;
  let steps = 0;
  const began = cpu();
  let spent = 0;
  const rows = await work(() => {
    // What is still held, not what is waiting to be swept: now and then only, and out of the time that is measured.
    if (++steps % 40 !== 0) return;
    const pause = cpu();
    globalThis.gc?.();
    heap = Math.max(heap, process.memoryUsage().heapUsed / 1e6);
    spent += cpu() - pause;
  });
  return { seconds: cpu() - began - spent, rows, heap };
}

function barePapa(path: string): Promise<Run> {
  return timed(
    (see) =>
      new Promise((resolve, reject) => {
        let rows = 0;
        Papa.parse<string[]>(createReadStream(path, { encoding: 'utf8', highWaterMark: 262_144 }), {
          chunk: (result) => {
            rows += result.data.length;
            see();
          },
          complete: () => resolve(rows),
          error: reject,
        });
      }),
  );
}

function ours(path: string, read: typeof readTable): Promise<Run> {
  return timed(async (see) => {
    let rows = 0;
    for await (const step of read('bench', createReadStream(path, { highWaterMark: 262_144 }))) {
      rows += step.events.length;
      see();
    }
    return rows;
  });
}

/** A million rows read into events, against bare Papa Parse cutting the same file into cells. Floor: at most 4 times. */
export async function measure(): Promise<readonly Table[]> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-bench-'));
  try {
    const iso = (at: number) => new Date(at).toISOString();
    const plain = join(folder, 'plain.csv');
    const quoted = join(folder, 'quoted.csv');
    const sendgrid = join(folder, 'sendgrid.csv');
    const lines = join(folder, 'events.ndjson');
    const list = join(folder, 'events.json');
    const sizes = new Map([
      [
        plain,
        await write(
          plain,
          'Email,Event,Timestamp,URL,IP\n',
          (r) => `${r.email},${r.event},${iso(r.at)},${r.url},${r.ip}\n`,
        ),
      ],
      [
        quoted,
        await write(
          quoted,
          'Email,Event,Timestamp,URL,IP,User Agent\n',
          (r) => `"${r.email}","${r.event}","${iso(r.at)}","${r.url}","${r.ip}","${r.agent}"\n`,
        ),
      ],
      [
        sendgrid,
        await write(
          sendgrid,
          'email,event,timestamp,url,ip,useragent,sg_event_id,smtp-id\n',
          (r) =>
            `${r.email},${r.event},${r.at / 1000},${r.url},${r.ip},"${r.agent}",e${r.at},<m${r.at}@s.example>\n`,
        ),
      ],
    ]);
    const record = (r: Row) =>
      JSON.stringify({
        email: r.email,
        event: r.event,
        timestamp: r.at / 1000,
        url: r.url,
        ip: r.ip,
        useragent: r.agent,
        sg_event_id: `e${r.at}`,
        'smtp-id': `<m${r.at}@s.example>`,
      });
    sizes.set(lines, await write(lines, '', (r) => `${record(r)}\n`));
    sizes.set(
      list,
      await write(list, '[', (r) => `${r.at === Date.UTC(2026, 0, 1) ? '' : ',\n'}${record(r)}`),
    );
    const rows: (string | number)[][] = [];
    const figures: Figure[] = [];
    for (const [name, path] of [
      ['by headings, no quotes', plain],
      ['by headings, every cell quoted', quoted],
      ['records of a tracker (SendGrid)', sendgrid],
    ] as const) {
      // The faster of two each: the machine is shared.
      const bare = [await barePapa(path), await barePapa(path)].sort((a, b) => a.seconds - b.seconds)[0];
      const own = [await ours(path, readTable), await ours(path, readTable)].sort(
        (a, b) => a.seconds - b.seconds,
      )[0];
      if (bare === undefined || own === undefined) continue;
      const common = { size: { count: own.rows, of: 'rows' }, where: 'Node' } as const;
      figures.push(
        {
          ...common,
          name: `CSV read into events, ${name}`,
          unit: 'ms',
          runs: [own.seconds * 1000],
          yardstick: { name: 'bare Papa Parse', runs: [bare.seconds * 1000] },
          floor: { of: 'ratio', atMost: 4 },
        },
        { ...common, name: `CSV read into events, ${name}, most heap`, unit: 'MB', runs: [own.heap] },
      );
      rows.push([
        name,
        own.rows,
        Math.round((sizes.get(path) ?? 0) / 1e6),
        bare.seconds,
        own.seconds,
        own.seconds / bare.seconds,
        Math.round(own.heap),
      ]);
    }
    const json: (string | number)[][] = [];
    for (const [name, path] of [
      ['NDJSON', lines],
      ['one JSON list (unclosed)', list],
    ] as const) {
      const run = await ours(path, (file, chunks) => readJson(file, chunks));
      json.push([
        name,
        run.rows,
        Math.round((sizes.get(path) ?? 0) / 1e6),
        run.seconds,
        Math.round(run.rows / run.seconds),
        Math.round(run.heap),
      ]);
    }
    return [
      {
        title: 'CSV into events, against bare Papa Parse on the same file',
        columns: ['file', 'rows', 'MB', 'bare Papa s', 'ours s', 'ratio', 'most heap MB'],
        rows,
        note: 'CPU seconds. Floor: ratio at most 4. Heap after collection, measured during the run: it must not grow with the file.',
        figures,
      },
      {
        title: 'JSON into events',
        columns: ['file', 'events', 'MB', 's', 'events/s', 'most heap MB'],
        rows: json,
      },
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}
