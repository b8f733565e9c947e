import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CtaKind } from '../../lib/analytics/ctas/find';
import { type Body, readBody } from '../../lib/mail/body/body';
import { sharedData } from './data';

/** One labelled email (tests/gold/RULES.md). */
export interface GoldEmail {
  readonly id: string;
  readonly language: string;
  readonly first: boolean;
  readonly kinds: readonly CtaKind[];
  /** Measured only, never read while the detector is written. */
  readonly heldBack: boolean;
  readonly body: Body;
}

const KINDS: readonly CtaKind[] = ['link', 'book', 'ask', 'resource', 'referral', 'call', 'attachment'];
const gold = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../gold/${name}`, import.meta.url)), 'utf8');

function kindsOf(list: string): CtaKind[] {
  if (list.trim() === '-') return [];
  return list.split(',').map((name) => {
    const kind = KINDS.find((known) => known === name.trim());
    if (kind === undefined) throw new Error(`gold set: "${name}" is no kind of CTA`);
    return kind;
  });
}

const escapeHtml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** As mail programs write it: HTML where a link carries words, plain text otherwise. */
function bodyOf(source: string): Body {
  if (!source.includes('](http')) return readBody({ text: source, html: null });
  const html = source
    .split('\n')
    .map((line) => {
      const linked = escapeHtml(line).replace(
        /\[([^\]]{1,200})\]\((https?:[^)\s]{1,400})\)/g,
        '<a href="$2">$1</a>',
      );
      return `<div>${linked === '' ? '<br>' : linked}</div>`;
    })
    .join('');
  return readBody({ text: null, html });
}

/** Emails written for this project. */
export function ownGold(): GoldEmail[] {
  const blocks = gold('ctas-own.txt').split(/^## /m).slice(1);
  return blocks.map((block) => {
    const [head = '', ...lines] = block.split('\n');
    const match = /^(\d+) (\w\w) (first|later) \| (.+)$/.exec(head);
    if (match === null) throw new Error(`gold set: cannot read "## ${head}"`);
    const [, number = '', language = '', position, kinds = ''] = match;
    return {
      id: `own ${number}`,
      language,
      first: position === 'first',
      kinds: kindsOf(kinds),
      heldBack: Number(number) % 3 === 0,
      body: bodyOf(lines.join('\n').trim()),
    };
  });
}

/** Merge fields as a tool would fill them: a field that says "link" becomes one, a long instruction a noun. */
function fill(template: string): string {
  return template.replace(/\{\{?[^{}]{1,80}\}?\}|\[[^\][]{1,400}\]/g, (field) => {
    if (/link/i.test(field) && !/linkedin/i.test(field)) return 'https://acme.example/page';
    if (/date|day/i.test(field)) return 'Tuesday';
    return /first|name|you\b/i.test(field) && field.length < 40 ? 'Dana' : 'Acme';
  });
}

/** Public emails: our labels, their words; empty where the corpus is not on this machine. */
export function publicGold(): GoldEmail[] {
  const path = sharedData('corpora/outreach-sequences/sequences.jsonl');
  if (path === null) return [];
  const bodies = new Map<string, string>();
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (line === '') continue;
    // Rows of a corpus whose fields INDEX.md names.
    const row = JSON.parse(line) as { seq_id: string; step: number; variant: string; body: string };
    bodies.set(`${row.seq_id}\t${row.step}\t${row.variant}`, row.body);
  }
  const rows = gold('ctas-public.tsv').trim().split('\n').slice(1);
  return rows.map((row, index) => {
    const [sequence = '', step = '', variant = '', kinds = ''] = row.split('\t');
    const body = bodies.get(`${sequence}\t${step}\t${variant}`);
    if (body === undefined) throw new Error(`gold set: no public email ${sequence} ${step} ${variant}`);
    return {
      id: `public ${sequence}/${step}${variant}`,
      language: 'en',
      first: step === '1',
      kinds: kindsOf(kinds),
      heldBack: (index + 1) % 3 === 0,
      body: bodyOf(fill(body)),
    };
  });
}
