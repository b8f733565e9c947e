/**
 * Builds lib/analytics/phantom/networks-table.ts, the compact table of cloud networks, from lists of IPv4 ranges.
 * Usage: `npx tsx scripts/networks.ts FOLDER DATE`, FOLDER with amazon-ipv4.txt, google-ipv4.txt, … of
 * https://github.com/lord-alfred/ipranges (CC0) and DATE the day they were fetched (YYYY-MM-DD).
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Who rents out machines. Cloudflare and Apple's relay are left out: people browse through them (WARP, Private Relay).
 */
const CLOUDS = ['amazon', 'digitalocean', 'google', 'linode', 'microsoft', 'oracle', 'vultr'];
const RELAYS = ['apple-proxy', 'cloudflare'];
/**
 * Exchange Online's own addresses, from which Microsoft's link scanner was seen (public reports of 2018 to 2024:
 * gophish 973, opencollective 3656, laravel-passwordless-login 79); the cloud list has customers' ranges only.
 */
const EXCHANGE = ['40.92.0.0/15', '40.94.0.0/16', '40.107.0.0/16', '52.96.0.0/12', '104.47.0.0/17'];

type Range = readonly [from: number, to: number];

/** One range or none, as a list. */
function rangeOf(line: string): Range[] {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(line.trim());
  if (match === null) return [];
  const [a = 0, b = 0, c = 0, d = 0, bits = 32] = match.slice(1).map((part) => Number(part ?? 32));
  const size = 2 ** (32 - bits);
  const from = Math.floor((((a * 256 + b) * 256 + c) * 256 + d) / size) * size;
  return [[from, from + size]];
}

async function readRanges(folder: string, name: string): Promise<Range[]> {
  const text = await readFile(join(folder, `${name}-ipv4.txt`), 'utf8');
  return text.split('\n').flatMap(rangeOf);
}

function merge(ranges: readonly Range[]): Range[] {
  const merged: Range[] = [];
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last[1]) merged[merged.length - 1] = [last[0], Math.max(last[1], to)];
    else merged.push([from, to]);
  }
  return merged;
}

function without(ranges: readonly Range[], holes: readonly Range[]): Range[] {
  let left = [...ranges];
  for (const [from, to] of holes)
    left = left.flatMap(([a, b]): Range[] => {
      if (to <= a || from >= b) return [[a, b]];
      const before: Range[] = a < from ? [[a, from]] : [];
      return to < b ? [...before, [to, b]] : before;
    });
  return left;
}

const [folder, date] = process.argv.slice(2);
if (folder === undefined || date === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(date))
  throw new Error('usage: networks.ts FOLDER YYYY-MM-DD');
const all = EXCHANGE.flatMap(rangeOf);
for (const name of CLOUDS) all.push(...(await readRanges(folder, name)));
const holes = merge((await Promise.all(RELAYS.map((name) => readRanges(folder, name)))).flat());
const ranges = without(merge(all), holes);
let end = 0;
const words: string[] = [];
// Gaps and lengths in base 36: small numbers, few characters.
for (const [from, to] of ranges) {
  words.push((from - end).toString(36), (to - from).toString(36));
  end = to;
}
const out = fileURLToPath(new URL('../lib/analytics/phantom/networks-table.ts', import.meta.url));
await writeFile(
  out,
  `/**
 * IPv4 networks of ${CLOUDS.join(', ')} and of Exchange Online, as of ${date}.
 * Source: lists of https://github.com/lord-alfred/ipranges (CC0). Written by scripts/networks.ts, which says how.
 * Gap before and length of each range, in turn, in base 36.
 */
export const CLOUD_RANGES =
  '${words.join(' ')}';
`,
);
process.stderr.write(`${ranges.length} ranges, ${words.join(' ').length} characters\n`);
