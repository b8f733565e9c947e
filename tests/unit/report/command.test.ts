import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';
import { reportSchema } from '../../../lib/export/schema';
import { makeSample } from '../../../lib/sample/sample';
import { SAMPLE_NOW } from '../../shared/sample';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const NOW = new Date(SAMPLE_NOW).toISOString();

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function run(node: readonly string[], args: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile('node', [...node, ...args], { cwd: ROOT, maxBuffer: 1e9 }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    );
  });
}

/** The command as people start it: it translates its own sources each time. */
const asStarted = (...args: string[]): Promise<Ran> => run(['--import', 'tsx', 'scripts/report.ts'], args);

/** In the project's folder: what the command imports is found from there. */
const BUNDLE = join(ROOT, 'node_modules/.cache/report-command');
/** The same in a process of its own, its sources translated once for all tests here. */
const command = (...args: string[]): Promise<Ran> => run([join(BUNDLE, 'report.js')], args);

beforeAll(() =>
  build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: 'scripts/report.ts',
      outDir: BUNDLE,
      emptyOutDir: true,
      copyPublicDir: false,
      minify: false,
    },
  }),
);

describe('npm run report', () => {
  let folder = '';
  const path = (name: string): string => join(folder, name);
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'plumbline-report-'));
    for (const file of makeSample(SAMPLE_NOW).files) writeFileSync(path(file.name), file.text);
  });
  const sample = (): string[] => [
    '--mail',
    path('sample-mailbox.mbox'),
    '--clicks',
    path('sample-sendgrid-events.json'),
    path('sample-link-clicks.csv'),
    '--now',
    NOW,
  ];

  it('writes JSON that the published schema takes, with every message and click, and the report alone', async () => {
    const { code, out, err } = await asStarted(...sample(), '--format', 'json', '--detail', '--text');
    // The other tests start it from one file.
    expect(await command(...sample(), '--format', 'json', '--detail', '--text')).toEqual({ code, out, err });
    expect(code).toBe(0);
    const result = reportSchema.parse(JSON.parse(out));
    expect(result.generatedAt).toBe(NOW);
    expect(result.sequences).toHaveLength(6);
    expect(result.messages?.find((message) => message.kind === 'reply')?.text).toMatch(/^Hi Sam,/);
    expect(result.clicks).toHaveLength(109);
    expect(err).toContain('belongs to no email');
  });

  it('keeps the text of received mail out unless it is asked for', async () => {
    const { out } = await command(...sample(), '--format', 'json', '--detail');
    const { messages = [] } = reportSchema.parse(JSON.parse(out));
    expect(messages.some((message) => message.direction === 'received' && message.text !== undefined)).toBe(
      false,
    );
    expect(
      messages
        .filter((message) => message.direction === 'sent')
        .every((message) => message.text !== undefined),
    ).toBe(true);
  });

  it.each(['table', 'csv', 'markdown'])('writes %s', async (format) => {
    const { code, out } = await command(...sample(), '--format', format);
    expect(code).toBe(0);
    expect(out).toContain('Closing the books in four days');
    expect(out).toContain('All sequences');
  });

  it('counts a file given twice once', async () => {
    const once = await command(...sample(), '--format', 'json');
    const twice = await command(
      ...sample(),
      '--mail',
      path('sample-mailbox.mbox'),
      '--clicks',
      path('sample-sendgrid-events.json'),
      '--format',
      'json',
    );
    expect(JSON.parse(twice.out)).toEqual(JSON.parse(once.out));
  });

  it('reads a folder of .eml', async () => {
    const eml = path('eml');
    mkdirSync(eml);
    const messages = (makeSample(SAMPLE_NOW).files[0]?.text ?? '').split(/^From \d+@xxx .*\n/m).slice(1);
    for (const [n, message] of messages.entries()) writeFileSync(join(eml, `${n}.eml`), message);
    const { code, out } = await command(
      '--mail',
      eml,
      '--account',
      'sam.reed@tallyhouse.example',
      '--now',
      NOW,
      '--format',
      'json',
    );
    expect(code).toBe(0);
    expect(reportSchema.parse(JSON.parse(out)).totals.rates.reply).toMatchObject({ hits: 18, of: 382 });
  });

  it.each([
    [['--mail', 'no/such/file.mbox'], 'no/such/file.mbox'],
    [[], 'nothing to read'],
    [['--mail', 'x', '--format', 'xml'], '--format xml'],
    [['--mail', 'x', '--now', 'soon'], '--now soon'],
    [['--sideways'], 'sideways'],
    [['--mail', '--clicks', 'x.csv'], '--mail wants'],
    [['--mail', 'package.json', '--account'], '--account wants'],
    [['--mail', 'package.json'], 'package.json'],
  ])('%j: status 2 and one clear line', async (args, words) => {
    const { code, out, err } = await command(...args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(err).toContain(words);
  });

  it('says so when no click belongs to the mail', async () => {
    const lone = path('lone.csv');
    writeFileSync(lone, 'Email,Link,Timestamp\nx@y.example,https://z.example/,2026-04-01T00:00:00Z\n');
    const { code, out } = await command('--clicks', lone, '--format', 'json', '--now', NOW);
    expect(code).toBe(0);
    const result = reportSchema.parse(JSON.parse(out));
    expect(result.sequences).toEqual([]);
    expect(result.totals.rates.click).toMatchObject({ hits: 0, of: 0, value: null, low: null, high: null });
    expect(result.problems).toHaveLength(1);
  });
});
