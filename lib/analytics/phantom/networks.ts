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

/** An IPv4 address as a number, also when it is mapped into IPv6; null for everything else. */
export function ipv4(ip: string): number | null {
  const match = /^(?:::ffff:)?(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/i.exec(ip);
  if (match === null) return null;
  let value = 0;
  for (let i = 1; i <= 4; i++) {
    const part = Number(match[i]);
    if (part > 255) return null;
    value = value * 256 + part;
  }
  return value;
}

/**
 * Whether an address belongs to a network that rents out machines, or to Exchange Online, as of the table's date.
 * IPv6 addresses are never in it: the lists are IPv4, and mail scanners were only seen there.
 */
export function isCloud(ip: string): boolean {
  const value = ipv4(ip);
  if (value === null) return false;
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
