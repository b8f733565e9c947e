import { createReadStream, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { build } from 'vite';
import { coreStamp } from '../../scripts/core-stamp';
import { type Extension, launchExtension } from '../shared/browser';

/** A page of no extension, for the yardsticks: same browser, same machine, same minute. */
const HOST = 'bench.localhost';

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript',
  wasm: 'application/wasm',
};

const STOPPING = 300;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Bundles a module of tests/bench/page with all it needs, to be run in a page. */
export async function bundle(name: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    define: { 'import.meta.env.CORE_STAMP': JSON.stringify(coreStamp()) },
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      lib: {
        entry: fileURLToPath(new URL(`./page/${name}.ts`, import.meta.url)),
        formats: ['iife'],
        name: 'page',
      },
    },
  });
  const [first] = Array.isArray(built) ? built : [built];
  if (first === undefined || !('output' in first)) throw new Error(`${name}: nothing was built`);
  return first.output[0].code;
}

export interface Bench {
  readonly extension: Extension;
  /** An empty page of the extension, whose process it shares with the background alone. */
  own(script?: string): Promise<Page>;
  /** Stops the background, and waits until it is gone: a worker that is being stopped hears nobody. */
  kill(): Promise<void>;
  /** An empty page of the local server. */
  plain(script?: string): Promise<Page>;
  close(): Promise<void>;
}

/** The shipped build in a real Chromium, and a local server for the yardsticks. @param roots folders that `/NAME/` serves */
export async function startBench(roots: Readonly<Record<string, string>> = {}): Promise<Bench> {
  const server = createServer((request, response) => {
    const [, root = '', ...rest] = new URL(request.url ?? '/', 'http://x').pathname.split('/');
    const folder = roots[root];
    if (folder === undefined) {
      response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
        .end('<!doctype html><title>bench</title>');
      return;
    }
    const path = join(folder, normalize(decodeURIComponent(rest.join('/'))));
    const type = TYPES[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, 'content-length': statSync(path).size });
    createReadStream(path).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port, not on a pipe
  const extension = await launchExtension({ port, hosts: [HOST] });
  const opened = async (url: string, script: string | undefined): Promise<Page> => {
    const page = await extension.context.newPage();
    page.setDefaultTimeout(0);
    await page.goto(url);
    if (script !== undefined) await page.evaluate(script);
    return page;
  };
  return {
    extension,
    own: (script) => opened(`chrome-extension://${extension.id}/manifest.json`, script),
    kill: async () => {
      await extension.killWorker();
      await pause(STOPPING);
    },
    plain: (script) => opened(`http://${HOST}/`, script),
    close: async () => {
      await extension.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

function processes(): ProcessEntry[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        const parent = Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1] ?? 0);
        return [{ pid: Number(name), parent, command }];
      } catch {
        return []; // it ended while we looked
      }
    });
}

/** The process of the extension's background and pages, of the browser that this process started; null on other systems than Linux. */
export function extensionProcess(): number | null {
  if (process.platform !== 'linux') return null;
  const all = processes();
  const parents = new Map(all.map(({ pid, parent }) => [pid, parent]));
  const isOurs = (pid: number): boolean => {
    for (let at = pid; at > 1; at = parents.get(at) ?? 0) if (at === process.pid) return true;
    return false;
  };
  const found = all.filter(({ pid, command }) => command.includes('--extension-process') && isOurs(pid));
  return found.at(-1)?.pid ?? null;
}

/** Memory that is this process's alone, in MB: not the browser's program, which all its processes share. */
function privateMB(pid: number): number {
  try {
    return Number(/^RssAnon:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1000;
  } catch {
    return 0; // the process has ended
  }
}

/** CPU time so far, in clock ticks. */
function ticks(pid: number): number {
  try {
    const after = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return Number(after[11]) + Number(after[12]);
  } catch {
    return 0; // the process has ended
  }
}

/** Waits until the extension has nothing left to do: kept answers are written behind the answer that was asked for. */
export async function untilQuiet(): Promise<void> {
  const pid = extensionProcess();
  if (pid === null) return pause(15_000);
  for (let quiet = 0, before = ticks(pid); quiet < 3; ) {
    await pause(300);
    const now = ticks(pid);
    quiet = now - before <= 2 ? quiet + 1 : 0;
    before = now;
  }
}

/** The most private memory of the extension's process while the work ran, looked at every 20 ms; null where it cannot be known. */
export async function withPeak<T>(work: () => Promise<T>): Promise<{ result: T; peakMB: number | null }> {
  let peak = 0;
  let pid: number | null = null;
  let rest = 0;
  const timer = setInterval(() => {
    const now = pid === null ? 0 : privateMB(pid);
    peak = Math.max(peak, now);
    // Looking for the process costs far more than asking it.
    if (now === 0 && rest-- <= 0) {
      pid = extensionProcess();
      rest = 5;
    }
  }, 20);
  try {
    const result = await work();
    return { result, peakMB: peak === 0 ? null : peak };
  } finally {
    clearInterval(timer);
  }
}
