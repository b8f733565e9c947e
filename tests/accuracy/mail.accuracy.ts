import { existsSync, readdirSync, readFileSync } from 'node:fs';
import Baunsu from 'baunsu';
import EmailReplyParser from 'email-reply-parser';
import planer from 'planer';
import type { Reading } from '../../lib/facts/message';
import { type Body, readBody } from '../../lib/mail/body/body';
import { readKind } from '../../lib/mail/kind/kind';
import { parseMail } from '../../lib/mail/parse';
import { absent, sharedData } from '../shared/data';
import type { Table } from '../shared/table';

/** How well mail is understood, on the corpora beside the checkout (../shared/corpora/INDEX.md). */

export interface Share {
  readonly right: number;
  readonly of: number;
  readonly wrong: readonly string[];
}

function share(results: readonly (readonly [name: string, right: boolean])[]): Share {
  const wrong = results.filter(([, right]) => !right).map(([name]) => name);
  return { right: results.length - wrong.length, of: results.length, wrong };
}

export function ratio({ right, of }: Share): number {
  return of === 0 ? 0 : right / of;
}

async function read(bytes: Uint8Array): Promise<{ reading: Reading; body: Body }> {
  const mail = await parseMail(bytes);
  const body = readBody(mail);
  return { reading: readKind(mail, body), body };
}

function readText(text: string): Promise<{ reading: Reading; body: Body }> {
  return read(new TextEncoder().encode(text));
}

function rows(path: string): string[][] {
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
}

/**
 * sisimai counts a notice that the server is still trying among its bounces. DESIGN.md does not: where the notice
 * itself says "delayed", that is the label.
 */
function saysDelayed(raw: string): boolean {
  if (/^Action:\s*failed/im.test(raw)) return false;
  return (
    /^Action:\s*delayed/im.test(raw) ||
    /^Subject:.*(?:\bdelayed\b|\(Delay\)|could not send (?:message|mail) for past|notification: warning)/im.test(
      raw,
    )
  );
}

type Expected = 'bounce' | 'delay' | 'complaint' | 'auto-reply' | 'challenge' | 'not a notice';

function expectedKind(label: string, raw: string): Expected {
  if (label === 'bounce_temporary_warning') return 'delay';
  if (label.startsWith('bounce')) return saysDelayed(raw) ? 'delay' : 'bounce';
  if (label === 'complaint_arf') return 'complaint';
  if (label === 'autoreply') return 'auto-reply';
  if (label === 'challenge_response') return 'challenge';
  return 'not a notice';
}

export interface KindFigures {
  readonly byKind: ReadonlyMap<Expected, Share>;
  /** Bounces found by baunsu, the library on npm that takes whole messages. */
  readonly baunsu: { readonly found: number; readonly of: number; readonly wrong: number };
  readonly failedAddresses: Share;
  readonly recipientCounts: Share;
}

/** The bounce corpus: kinds, failed addresses. */
export async function measureBounces(folder: string): Promise<KindFigures> {
  const results = new Map<Expected, [string, boolean][]>();
  const baunsu = { found: 0, of: 0, wrong: 0 };
  const addresses = new Map(
    rows(`${folder}/flufl/failed-addresses.csv`).map(([file = '', failed = '']) => [
      `flufl/${file}`,
      failed.toLowerCase().split(' ').filter(Boolean).sort().join(' '),
    ]),
  );
  const counts = new Map(
    rows(`${folder}/recipients.csv`).map(([file = '', count = '']) => [
      `sisimai/${file.split('/').pop() ?? ''}`,
      Number(count),
    ]),
  );
  const exact: [string, boolean][] = [];
  const counted: [string, boolean][] = [];
  for (const [file = '', label = ''] of rows(`${folder}/labels.csv`)) {
    const bytes = readFileSync(`${folder}/${file}`);
    const raw = bytes.toString('latin1');
    const expected = expectedKind(label, raw);
    const { reading } = await read(bytes);
    const right =
      expected === 'not a notice'
        ? reading.kind === 'person' || reading.kind === 'other'
        : reading.kind === expected;
    const list = results.get(expected) ?? [];
    list.push([`${file}: ${reading.kind}`, right]);
    results.set(expected, list);
    const flagged = new Baunsu().detectSync(raw).bounced;
    if (expected === 'bounce') {
      baunsu.of++;
      if (flagged) baunsu.found++;
    } else if (flagged && expected !== 'delay') baunsu.wrong++;
    const found = reading.failed.map((entry) => entry.address).sort();
    const wanted = addresses.get(file);
    if (wanted !== undefined && wanted !== '')
      exact.push([`${file}: ${found.join(' ')}`, found.join(' ') === wanted]);
    const count = counts.get(file);
    if (count !== undefined && (expected === 'bounce' || expected === 'delay'))
      counted.push([`${file}: ${found.length} of ${count}`, found.length === count]);
  }
  return {
    byKind: new Map([...results].map(([kind, list]) => [kind, share(list)])),
    baunsu,
    failedAddresses: share(exact),
    recipientCounts: share(counted),
  };
}

export interface AutoReplyFigures {
  readonly headerCases: Share;
  readonly bodies: Share;
  readonly peopleKept: Share;
  readonly raw: Share;
  readonly subjects: Share;
}

interface HeaderCase {
  readonly name: string;
  readonly expected: string;
  readonly subject?: string;
  readonly headers: Readonly<Record<string, string>>;
}

const CASE_KINDS: Readonly<Record<string, readonly string[]>> = {
  human: ['person'],
  human_or_rule_forward: ['person'],
  autoreply: ['auto-reply'],
  bounce: ['bounce'],
  other_machine: ['calendar', 'read-receipt', 'other'],
};

/** The auto-reply corpus: header traps, bodies without headers, and people who write about being away. */
export async function measureAutoReplies(folder: string): Promise<AutoReplyFigures> {
  const wrap = (headers: Readonly<Record<string, string>>, text: string): string =>
    `${Object.entries(headers)
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n')}\n\n${text}\n`;
  const plain = {
    From: 'pat@prospect.example',
    To: 'sam@seller.example',
    Date: 'Mon, 6 Oct 2014 10:00:00 +0000',
  };
  const utf8 = { 'Content-Type': 'text/plain; charset=utf-8' };
  const headerCases: [string, boolean][] = [];
  // The file is ours to read and its shape is in INDEX.md.
  for (const item of JSON.parse(readFileSync(`${folder}/header-cases.json`, 'utf8')) as HeaderCase[]) {
    const headers = { ...plain, Subject: item.subject ?? 'Re: Hello', ...item.headers };
    const { reading } = await readText(wrap(headers, 'Some words here.'));
    headerCases.push([
      `${item.name}: ${reading.kind}`,
      (CASE_KINDS[item.expected] ?? []).includes(reading.kind),
    ]);
  }
  const bodies: [string, boolean][] = [];
  for (const line of readFileSync(`${folder}/bodies.jsonl`, 'utf8').trim().split('\n')) {
    // One JSON object a line; `text` is all we use.
    const { text, source } = JSON.parse(line) as { text: string; source: string };
    const { reading } = await readText(wrap({ ...plain, ...utf8, Subject: 'Re: Hello' }, text));
    bodies.push([`${source}: ${reading.kind}`, reading.kind === 'auto-reply']);
  }
  const people: [string, boolean][] = [];
  for (const file of readdirSync(`${folder}/human-out-of-office`)) {
    const { reading } = await read(readFileSync(`${folder}/human-out-of-office/${file}`));
    people.push([`${file}: ${reading.kind}`, reading.kind === 'person']);
  }
  const raw: [string, boolean][] = [];
  for (const file of readdirSync(`${folder}/raw`)) {
    const { reading } = await read(readFileSync(`${folder}/raw/${file}`));
    // Two are not what the folder's name says: a challenge (its own name says so) and a person's apology.
    const expected = file.includes('challenge')
      ? 'challenge'
      : file.includes('1234241664')
        ? 'person'
        : 'auto-reply';
    raw.push([`${file}: ${reading.kind}`, reading.kind === expected]);
  }
  const subjects: [string, boolean][] = [];
  for (const line of readFileSync(`${folder}/multilingual-subject-prefixes.tsv`, 'utf8')
    .trim()
    .split('\n')
    .slice(1)) {
    const prefix = line.split('\t')[1] ?? '';
    const { reading } = await readText(
      wrap({ ...plain, ...utf8, Subject: `${prefix} Quick question` }, 'Nyaan'),
    );
    subjects.push([`${prefix}: ${reading.kind}`, reading.kind === 'auto-reply']);
  }
  return {
    headerCases: share(headerCases),
    bodies: share(bodies),
    peopleKept: share(people),
    raw: share(raw),
    subjects: share(subjects),
  };
}

/** Blanks, line breaks and rules (which HTML draws and text spells) do not make a text another one. */
function normal(text: string): string {
  return text
    .replace(/^\s*[_-]{20,}\s*$/gm, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

export interface QuoteFigures {
  /** Quotes taken off, signatures left in: what unquotemail's and talon's expected texts hold. */
  readonly withoutQuotes: Share;
  readonly textCases: Share;
  readonly htmlCases: Share;
  /** Own words against the same expected texts: the mails that carry a signature differ on purpose. */
  readonly ownWords: Share;
  readonly emptied: Share;
  readonly talon: Share;
  readonly others: readonly { readonly name: string; readonly cases: Share; readonly emptied: number }[];
}

/** The quote corpora: unquotemail's samples and talon's replies. */
export async function measureQuotes(folder: string): Promise<QuoteFigures> {
  const others: {
    name: string;
    read: (text: string) => string;
    results: [string, boolean][];
    emptied: number;
  }[] = [
    { name: 'planer 1.2.0', read: (text) => planer.extractFrom(text, 'text/plain'), results: [], emptied: 0 },
    {
      name: 'email-reply-parser 1.9.4',
      read: (text) => new EmailReplyParser().parseReply(text),
      results: [],
      emptied: 0,
    },
  ];
  const text: [string, boolean][] = [];
  const html: [string, boolean][] = [];
  const own: [string, boolean][] = [];
  const emptied: [string, boolean][] = [];
  const samples = `${folder}/unquotemail/samples`;
  for (const file of readdirSync(`${folder}/unquotemail/expecteds`)) {
    const source = [`${samples}/${file}`, `${samples}/failing/${file}`].find(existsSync);
    if (source === undefined) continue;
    const raw = readFileSync(source, 'utf8');
    const wanted = readFileSync(`${folder}/unquotemail/expecteds/${file}`, 'utf8');
    const isHtml = file.endsWith('.html');
    const body = readBody(isHtml ? { text: null, html: raw } : { text: raw, html: null });
    const expected = normal(isHtml ? readBody({ text: null, html: wanted }).full : wanted);
    const words = normal(body.text);
    const reply = normal(body.reply);
    (isHtml ? html : text).push([file, reply === expected || words === expected]);
    own.push([file, words === expected]);
    emptied.push([file, words !== '' || expected === '']);
    if (isHtml) continue;
    for (const other of others) {
      const got = normal(other.read(raw));
      other.results.push([file, got === expected]);
      if (got === '' && expected !== '') other.emptied++;
    }
  }
  const talon: [string, boolean][] = [];
  const replies = `${folder}/talon/fixtures`;
  for (const file of readdirSync(`${replies}/standard_replies`)) {
    if (!file.endsWith('.eml')) continue;
    const mail = await parseMail(readFileSync(`${replies}/standard_replies/${file}`));
    const expectedFile = `${replies}/standard_replies/${file.replace('.eml', '_reply_text')}`;
    const expected = existsSync(expectedFile) ? normal(readFileSync(expectedFile, 'utf8')) : 'Hello';
    const body = readBody({ text: mail.text, html: null });
    talon.push([file, normal(body.reply) === expected || normal(body.text) === expected]);
  }
  for (const file of readdirSync(`${replies}/html_replies`)) {
    const body = readBody({ text: null, html: readFileSync(`${replies}/html_replies/${file}`, 'utf8') });
    talon.push([file, normal(body.text) === 'Hi. I am fine. Thanks, Alex']);
  }
  return {
    withoutQuotes: share([...text, ...html]),
    textCases: share(text),
    htmlCases: share(html),
    ownWords: share(own),
    emptied: share(emptied),
    talon: share(talon),
    others: others.map(({ name, results, emptied: empty }) => ({
      name,
      cases: share(results),
      emptied: empty,
    })),
  };
}

function row(name: string, figure: Share, floor = ''): (string | number)[] {
  return [
    name,
    figure.right,
    figure.of,
    ratio(figure),
    floor,
    figure.wrong.slice(0, 3).join('; ').slice(0, 110),
  ];
}

const COLUMNS = ['what', 'right', 'of', 'share', 'floor', 'wrong (first)'] as const;

export async function measure(): Promise<readonly Table[]> {
  const tables: Table[] = [];
  const bounces = sharedData('corpora/bounces');
  const autoReplies = sharedData('corpora/autoreplies');
  const quotes = sharedData('corpora/quotes');
  if (bounces === null || autoReplies === null || quotes === null) {
    process.stderr.write(`${absent('corpora')}\n`);
    return tables;
  }
  const kinds = await measureBounces(bounces);
  const human = kinds.byKind.get('not a notice') ?? share([]);
  const other = kinds.baunsu;
  tables.push({
    title: 'Mail: kinds and failed addresses (corpora/bounces)',
    columns: COLUMNS,
    rows: [
      ...[...kinds.byKind].map(([kind, figure]) =>
        row(kind, figure, kind === 'bounce' ? '0.985' : kind === 'delay' ? '0.970' : ''),
      ),
      row('failed addresses exact', kinds.failedAddresses, '0.950'),
      row('number of failed recipients', kinds.recipientCounts),
      [
        'bounces found by baunsu 0.2.3',
        other.found,
        other.of,
        other.found / other.of,
        '',
        `${other.wrong} of the rest called bounces`,
      ],
    ],
    note: `Of ${human.of} mails that are no notices, ${human.of - human.right} are called one. A notice that says "delayed" counts as a delay, where sisimai labels it a bounce.`,
  });
  const auto = await measureAutoReplies(autoReplies);
  tables.push({
    title: 'Mail: auto-replies (corpora/autoreplies)',
    columns: COLUMNS,
    rows: [
      row('header cases', auto.headerCases, 'all'),
      row('bodies without headers', auto.bodies, '0.800'),
      row('people who write "out of office" kept', auto.peopleKept, 'all'),
      row('whole mails', auto.raw),
      row('subject prefixes', auto.subjects),
    ],
  });
  const quoted = await measureQuotes(quotes);
  tables.push({
    title: 'Mail: reply text (corpora/quotes)',
    columns: COLUMNS,
    rows: [
      row('unquotemail, quotes off', quoted.withoutQuotes, '0.900'),
      row('  of them text', quoted.textCases),
      ...quoted.others.map(({ name, cases, emptied }) => [
        `  text, ${name}`,
        cases.right,
        cases.of,
        ratio(cases),
        '',
        `${emptied} replies emptied`,
      ]),
      row('  of them HTML', quoted.htmlCases),
      row('unquotemail, own words (signatures off, too)', quoted.ownWords),
      row('not emptied', quoted.emptied, 'all'),
      row('talon replies', quoted.talon, '0.900'),
    ],
    note: 'unquotemail leaves signatures in its expected texts; own words take them off, so those cases differ on purpose.',
  });
  return tables;
}
