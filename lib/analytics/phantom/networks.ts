import { CLOUD_RANGES } from './networks-table';

/** Starts and ends of the ranges, ascending; built on first use. */
let bounds: Float64Array | null = null;

function ranges(): Float64Array {
  if (bounds !== null) return bounds;
  const words = CLOUD_RANGES.split(' ');
  bounds = new Float64Array(words.length);
  let at = 0;
  words.forEach((word, i) => {
    at += Number.parseInt(word, 36);
    if (bounds !== null) bounds[i] = at;
  });
  return bounds;
}

/**
 * An IPv4 address as a number, also when it is mapped into IPv6; null for everything else. Read by hand: an export has
 * as many addresses as people, and a regular expression for each is felt.
 */
export function ipv4(ip: string): number | null {
  let at = ip.length > 7 && ip.slice(0, 7).toLowerCase() === '::ffff:' ? 7 : 0;
  let value = 0;
  for (let part = 0; part < 4; part++) {
    const from = at;
    let byte = 0;
    for (; at < ip.length && at - from < 3; at++) {
      const digit = ip.charCodeAt(at) - 48;
      if (digit < 0 || digit > 9) break;
      byte = byte * 10 + digit;
    }
    if (at === from || byte > 255) return null;
    value = value * 256 + byte;
    if (part === 3) return at === ip.length ? value : null;
    if (ip.charCodeAt(at) !== 46) return null;
    at++;
  }
  return null;
}

/** As `ipv4`, of addresses that are written in the one usual way: no two texts have one number. */
export function dottedQuad(ip: string): number | null {
  const value = ipv4(ip);
  if (value === null) return null;
  // Without leading zeros and without a prefix it is exactly as long as its parts and three dots.
  let length = 3;
  for (let rest = value, part = 0; part < 4; part++, rest = Math.floor(rest / 256)) {
    const byte = rest % 256;
    length += byte > 99 ? 3 : byte > 9 ? 2 : 1;
  }
  return length === ip.length ? value : null;
}

/**
 * Whether an address belongs to a network that rents out machines, or to Exchange Online, as of the table's date.
 * IPv6 addresses are never in it: the lists are IPv4, and mail scanners were only seen there.
 */
export function isCloud(ip: string): boolean {
  const value = ipv4(ip);
  return value !== null && isCloudNumber(value);
}

/** As `isCloud`, of an address that has been read. */
export function isCloudNumber(value: number): boolean {
  const table = ranges();
  let low = 0;
  let high = table.length;
  // Number of bounds at or below the address: odd means inside a range.
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((table[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low % 2 === 1;
}
