import { FILTER_VERSION } from '../analytics/definitions';
import type { Rate } from '../analytics/rates/rate';
import { clicksUntracked, UNTRACKED } from '../analytics/rates/tracked';
import type { Figures, Report } from '../analytics/report-types';
import { percent, rateText } from './table';

/** Text from mail is data, never markup. */
function plain(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}

/** Addresses that a subject may hold. */
const ADDRESS = /[^\s@<>"]{1,64}@[^\s@<>"]{1,255}/g;

function nameOf(text: string): string {
  return plain(text.replace(ADDRESS, '(address)'));
}

const STYLE = `
:root{color-scheme:light dark;--ink:#17202c;--soft:#566173;--line:#e3e6ec;--ground:#fff;--reply:#0a7d5a;--reply-band:#b9e4d4;--click:#2457d6;--click-band:#c6d6fb}
@media (prefers-color-scheme:dark){:root{--ink:#e8ecf3;--soft:#a3afc2;--line:#2b3443;--ground:#12171f;--reply:#4fd1a5;--reply-band:#1d4a3c;--click:#86a8ff;--click-band:#26386b}}
body{margin:0 auto;max-width:960px;padding:40px 24px;background:var(--ground);color:var(--ink);font:15px/1.5 system-ui,sans-serif;font-variant-numeric:tabular-nums}
h1{font-size:24px;margin:0}p{margin:4px 0 24px}.soft{color:var(--soft);font-size:13px}
table{width:100%;border-collapse:collapse}th,td{padding:10px 12px 10px 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
thead th{font-size:12px;color:var(--soft)}tbody th{font-weight:600}td.num{white-space:nowrap}
svg{display:block;margin:4px 0;width:160px;height:8px}dt{font-weight:600;margin-top:12px}dd{margin:0;color:var(--soft)}
@media print{body{padding:0}}`;

/** The interval as a bar with its value, on a scale that all bars of a column share. */
function bar({ value, low, high }: Rate, top: number, tone: 'reply' | 'click'): string {
  if (value === null || low === null || high === null) return '';
  const x = (share: number): string => (Math.min(1, share / top) * 160).toFixed(1);
  const width = (Math.max(0, Math.min(1, high / top) - low / top) * 160).toFixed(1);
  return `<svg viewBox="0 0 160 8" aria-hidden="true"><rect y="3" width="160" height="2" fill="var(--line)"/><rect x="${x(low)}" y="1" width="${width}" height="6" rx="3" fill="var(--${tone}-band)"/><rect x="${x(value)}" width="2" height="8" fill="var(--${tone})"/></svg>`;
}

function topOf(rates: readonly Rate[]): number {
  return Math.max(0.02, ...rates.map(({ high }) => high ?? 0));
}

function rowOf(name: string, figures: Figures, replyTop: number, clickTop: number): string {
  const { reply, click } = figures.rates;
  const untracked = clicksUntracked(figures.rates);
  const flags = figures.flags.map(({ message }) => `<div class="soft">${nameOf(message)}</div>`).join('');
  return `<tr><th scope="row">${nameOf(name)}${flags}</th><td class="num">${figures.prospects.delivered}<div class="soft">of ${figures.prospects.reached}</div></td><td>${percent(reply.value)}${bar(reply, replyTop, 'reply')}<div class="soft">${rateText(reply)}</div></td><td>${untracked ? '–' : percent(click.value)}${untracked ? '' : bar(click, clickTop, 'click')}<div class="soft">${untracked ? plain(UNTRACKED) : `${rateText(click)}; ${figures.rates.rawClick.hits} with any click`}</div></td></tr>`;
}

/**
 * One page to pass on: the rates of every sequence with their intervals, flags and definitions. It holds no prospect's
 * name or address, no script, and loads nothing.
 */
export function toPage(report: Report): string {
  const all = [report.totals, ...report.sequences];
  const replyTop = topOf(all.map(({ rates }) => rates.reply));
  const clickTop = topOf(all.map(({ rates }) => rates.click));
  const rows = all.map((entry) => rowOf(entry.name, entry, replyTop, clickTop)).join('\n');
  const definitions = Object.entries(report.definitions)
    .map(([word, meaning]) => `<dt>${plain(word)}</dt><dd>${plain(meaning)}</dd>`)
    .join('');
  const day = report.generatedAt.slice(0, 10);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>Outreach, ${day}</title><style>${STYLE}</style></head><body>
<h1>Outreach, as of ${day}</h1>
<p class="soft">Rates count prospects, with the 90 % interval. Clicks by machines are taken out (filter ${FILTER_VERSION}); bounces and automatic answers are no replies.</p>
<table><thead><tr><th scope="col">Sequence</th><th scope="col">Delivered</th><th scope="col">Reply rate</th><th scope="col">Click rate</th></tr></thead><tbody>
${rows}
</tbody></table>
<h2>What the numbers mean</h2><dl>${definitions}</dl>
</body></html>
`;
}
