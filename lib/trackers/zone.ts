/** Time zones: `UTC`, `+02:00`, `GMT-5`, the usual abbreviations, and IANA names such as `Europe/Berlin`. */

const HOUR = 3_600_000;

/** Abbreviations that mean one offset in practice (RFC 5322 section 4.3 for the American ones). */
const NAMED: ReadonlyMap<string, number> = new Map([
  ['Z', 0],
  ['UTC', 0],
  ['GMT', 0],
  ['UT', 0],
  ['WET', 0],
  ['EST', -5],
  ['EDT', -4],
  ['CST', -6],
  ['CDT', -5],
  ['MST', -7],
  ['MDT', -6],
  ['PST', -8],
  ['PDT', -7],
  ['BST', 1],
  ['CET', 1],
  ['MEZ', 1],
  ['WEST', 1],
  ['CEST', 2],
  ['MESZ', 2],
  ['EET', 2],
  ['EEST', 3],
  ['MSK', 3],
  ['SGT', 8],
  ['HKT', 8],
  ['JST', 9],
  ['KST', 9],
  ['AEST', 10],
  ['AEDT', 11],
  ['NZST', 12],
  ['NZDT', 13],
  ['AKST', -9],
  ['AKDT', -8],
  ['HST', -10],
]);

const formats = new Map<string, Intl.DateTimeFormat | null>();

/** One spelling of a zone: `UTC`, `+02:00`, `Europe/Berlin`; null where it is no zone that is known. */
export function zoneOf(text: string): string | null {
  const word = text.trim().replace(/^[([]|[)\]]$/g, '');
  const upper = word.toUpperCase();
  const hours = NAMED.get(upper);
  if (hours !== undefined) return hours === 0 ? 'UTC' : spelled(hours * 60);
  const offset = /^(?:UTC|GMT)?\s?([+\-\u2212])(\d{1,2})(?::?(\d{2}))?$/.exec(upper);
  if (offset) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0);
    if (minutes > 14 * 60) return null;
    return minutes === 0 ? 'UTC' : spelled(offset[1] === '+' ? minutes : -minutes);
  }
  return /^[A-Za-z]{2,20}\/[A-Za-z0-9_+\-/]{2,40}$/.test(word) && formatOf(word) !== null ? word : null;
}

function spelled(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** Clock time in a zone to UTC; both in ms. An unknown zone is UTC. */
export function toUtc(local: number, zone: string): number {
  if (zone === 'UTC') return local;
  const fixed = /^([+-])(\d{2}):(\d{2})$/.exec(zone);
  if (fixed) {
    const size = (Number(fixed[2]) * 60 + Number(fixed[3])) * 60_000;
    return fixed[1] === '+' ? local - size : local + size;
  }
  // The offset depends on the UTC time that is looked for: twice is enough, a change of clocks included.
  const first = local - offsetAt(local, zone);
  return local - offsetAt(first, zone);
}

const offsets = new Map<string, number>();

/** The zone's offset at a UTC time, ms. */
function offsetAt(at: number, zone: string): number {
  // Clocks change on the quarter hour at the most; one answer serves the rows around it.
  const slot = Math.floor(at / (HOUR / 4));
  const name = `${zone}|${slot}`;
  let offset = offsets.get(name);
  if (offset === undefined) {
    const format = formatOf(zone);
    offset = 0;
    if (format !== null) {
      const part = new Map(
        format.formatToParts(slot * (HOUR / 4)).map(({ type, value }) => [type, Number(value)]),
      );
      const local = Date.UTC(
        part.get('year') ?? 1970,
        (part.get('month') ?? 1) - 1,
        part.get('day') ?? 1,
        part.get('hour') ?? 0,
        part.get('minute') ?? 0,
        part.get('second') ?? 0,
      );
      offset = local - slot * (HOUR / 4);
    }
    if (offsets.size >= 20_000) offsets.clear();
    offsets.set(name, offset);
  }
  return offset;
}

function formatOf(zone: string): Intl.DateTimeFormat | null {
  let format = formats.get(zone);
  if (format === undefined) {
    try {
      format = new Intl.DateTimeFormat('en-US', {
        timeZone: zone,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      });
    } catch {
      // RangeError: no such zone.
      format = null;
    }
    formats.set(zone, format);
  }
  return format;
}
