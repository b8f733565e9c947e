/**
 * The headless report (DESIGN.md section 6): the extension's own pipeline without a browser.
 * Standard output carries the report alone; progress and problems go to standard error.
 */
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { analyse } from '../lib/analytics/analyse';
import { report, UNJOINED } from '../lib/analytics/report';
import type { Report } from '../lib/analytics/report-types';
import { toCsv } from '../lib/export/csv';
import { toMarkdown, toTextTable } from '../lib/export/text';
import type { Counter, Problem, TrackerEvent } from '../lib/facts/event';
import type { Message } from '../lib/facts/message';
import { importFile } from '../lib/importing/import-file';
import { MailFacts } from '../lib/importing/mail-facts';
import { UnusableFile } from '../lib/importing/source';
import type { MailRead } from '../lib/mail/read';
import { UnusableTeamFile } from '../lib/team/files';
import { reportOfFacts, writeFacts } from './team-facts';

const USAGE =
  'usage: npm run -s report -- --mail PATH… --clicks PATH… [--account EMAIL…] [--now ISO] [--format table|json|csv|markdown] [--detail] [--text] [--write-facts FOLDER [--team-key KEY]] | --facts FOLDER';
const FORMATS = ['table', 'json', 'csv', 'markdown'] as const;
type Format = (typeof FORMATS)[number];

/** What the user must put right: one line, exit status 2. */
class UsageError extends Error {}

interface Arguments {
  readonly mail: readonly string[];
  readonly clicks: readonly string[];
  readonly accounts: readonly string[];
  readonly now: number;
  readonly format: Format;
  readonly detail: boolean;
  readonly text: boolean;
  /** A folder that many Plumblines write to; null: mail and clicks are read. */
  readonly facts: string | null;
  /** Where to write the facts for the team. */
  readonly writeFacts: string | null;
  readonly teamKey: string | null;
}

/** Text from a file must not steer the terminal: no control characters, no marks that turn the direction of writing. */
const plain = (text: string): string => text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, ' ');

/** `--mail a b --mail c` means three paths: an option takes every word up to the next option. */
function spreadLists(words: readonly string[]): string[] {
  const out: string[] = [];
  let list: string | null = null;
  let given = false;
  for (const word of words) {
    if (word.startsWith('--')) {
      if (list !== null && !given) throw new UsageError(`${list} wants at least one value: ${USAGE}`);
      given = false;
      list = /^--(?:mail|clicks|account)$/.test(word) ? word : null;
      if (list === null) out.push(word);
    } else if (list !== null && word !== '') {
      out.push(`${list}=${word}`);
      given = true;
    } else if (list === null) out.push(word);
  }
  if (list !== null && !given) throw new UsageError(`${list} wants at least one value: ${USAGE}`);
  return out;
}

function readArguments(words: readonly string[]): Arguments {
  let values: ReturnType<typeof parse>;
  const parse = () =>
    parseArgs({
      args: spreadLists(words),
      options: {
        mail: { type: 'string', multiple: true },
        clicks: { type: 'string', multiple: true },
        account: { type: 'string', multiple: true },
        now: { type: 'string' },
        format: { type: 'string' },
        detail: { type: 'boolean' },
        text: { type: 'boolean' },
        facts: { type: 'string' },
        'write-facts': { type: 'string' },
        'team-key': { type: 'string' },
      },
    }).values;
  try {
    values = parse();
  } catch (error) {
    throw new UsageError(
      `${error instanceof Error ? error.message.split('\n')[0] : String(error)} (${USAGE})`,
    );
  }
  const format = FORMATS.find((name) => name === (values.format ?? 'table'));
  if (format === undefined)
    throw new UsageError(`--format ${values.format}: must be one of ${FORMATS.join(', ')}`);
  const now = values.now === undefined ? Date.now() : Date.parse(values.now);
  if (!Number.isFinite(now))
    throw new UsageError(`--now ${values.now}: is no ISO time, such as 2026-05-01T12:00:00Z`);
  const mail = values.mail ?? [];
  const clicks = values.clicks ?? [];
  const facts = values.facts ?? null;
  const reads = mail.length > 0 || clicks.length > 0;
  if (reads && facts !== null)
    throw new UsageError(`--facts stands alone, without --mail and --clicks: ${USAGE}`);
  if (!reads && facts === null) throw new UsageError(`nothing to read: ${USAGE}`);
  const accounts = (values.account ?? []).map((address) => address.trim().toLowerCase());
  const wrong = accounts.find((address) => !/^[^\s@]+@[^\s@]+$/.test(address));
  if (wrong !== undefined) throw new UsageError(`--account ${wrong}: is no email address`);
  return {
    mail,
    clicks,
    accounts,
    now,
    format,
    detail: values.detail ?? false,
    text: values.text ?? false,
    facts,
    writeFacts: values['write-facts'] ?? null,
    teamKey: values['team-key'] ?? null,
  };
}

/** A path's files: itself, or every .eml and mbox below a folder, in a fixed order. */
async function filesOf(path: string): Promise<string[]> {
  const info = await stat(path).catch(() => null);
  if (info === null) throw new UsageError(`${path}: there is no such file or folder`);
  if (!info.isDirectory()) return [path];
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

interface Collected {
  readonly messages: Message[];
  readonly events: TrackerEvent[];
  readonly counters: Counter[];
  readonly problems: Problem[];
  readonly texts: Map<string, string>;
}

async function collect(given: Arguments): Promise<Collected & { accounts: readonly string[] }> {
  const facts = new MailFacts(given.accounts);
  const all: Collected = { messages: [], events: [], counters: [], problems: [], texts: new Map() };
  const keep = (reads: readonly MailRead[]): void => {
    for (const { message, text } of reads) {
      all.messages.push(message);
      if (given.text) all.texts.set(message.messageId, text);
    }
  };
  for (const path of [...given.mail, ...given.clicks]) {
    const files = await filesOf(path);
    const inFolder = files.length !== 1 || files[0] !== path;
    if (files.length === 0) throw new UsageError(`${path}: the folder is empty`);
    let used = 0;
    for (const file of files) {
      try {
        for await (const step of importFile(
          { name: basename(file), chunks: createReadStream(file) },
          facts,
        )) {
          keep(step.mail);
          for (const event of step.events) all.events.push(event);
          for (const counter of step.counters) all.counters.push(counter);
          for (const problem of step.problems) all.problems.push(problem);
        }
        used++;
      } catch (error) {
        if (!(error instanceof UnusableFile)) throw error;
        // A stray file in a folder costs itself alone; a file named on the command line is what was asked for.
        if (!inFolder) throw error;
        all.problems.push({
          file: basename(file),
          where: '',
          message: error.message.replace(`${basename(file)}: `, ''),
        });
      }
    }
    if (used === 0) throw new UsageError(`${path}: no file in this folder can be used`);
  }
  keep(facts.finish());
  return { ...all, accounts: facts.own };
}

function print(result: Report, format: Format): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(result, null, 2)}\n`;
    case 'csv':
      return toCsv(result);
    case 'markdown':
      return toMarkdown(result);
    case 'table':
      return toTextTable(result);
  }
}

async function main(): Promise<void> {
  const given = readArguments(process.argv.slice(2));
  if (given.facts !== null) {
    const team = await reportOfFacts(given.facts, given.now);
    for (const { message } of team.problems) process.stderr.write(`${plain(message)}\n`);
    await write(print(team, given.format));
    return;
  }
  const { messages, events, counters, problems, texts, accounts } = await collect(given);
  const analysis = analyse({ messages, events }, { now: given.now, accounts });
  const result = report(analysis, { problems, counters, detail: given.detail, texts });
  tell(result, given, accounts);
  if (given.writeFacts !== null)
    await writeFacts(given.writeFacts, analysis, accounts[0] ?? 'unknown', given.teamKey, Date.now());
  await write(print(result, given.format));
}

function write(text: string): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

/** What the report itself lists in full, in short on standard error. */
function tell(result: Report, given: Arguments, accounts: readonly string[]): void {
  const say = (line: string): void => void process.stderr.write(`${plain(line)}\n`);
  if (given.mail.length > 0 && result.totals.emails.sent === 0)
    say(
      `No outreach found in mail from ${accounts.join(', ') || 'anybody'}: is that your own address? (--account EMAIL)`,
    );
  const unjoined = result.problems.filter((problem) => problem.message.startsWith(UNJOINED));
  const others = result.problems.filter((problem) => !problem.message.startsWith(UNJOINED));
  for (const { file, where, message } of others.slice(0, 20))
    say(`${[file, where].filter(Boolean).join(', ')}: ${message}`);
  if (others.length > 20) say(`… and ${others.length - 20} more problems (--format json lists them all)`);
  const [first] = unjoined;
  if (first !== undefined)
    say(
      `${unjoined.length === 1 ? 'One click belongs' : `${unjoined.length} clicks belong`} to no email, such as ${first.where}: ${first.message.slice(UNJOINED.length).trim()}`,
    );
}

// A reader that has seen enough (`| head`) is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

main().catch((error: unknown) => {
  if (
    error instanceof UsageError ||
    error instanceof UnusableFile ||
    error instanceof UnusableTeamFile ||
    (error instanceof Error && 'code' in error && typeof error.code === 'string')
  ) {
    process.stderr.write(`plumbline: ${plain(error.message)}\n`);
    process.exitCode = 2;
    return;
  }
  throw error;
});
