import { BEHAVIOURS, DAY, GATEWAY, HUMAN, MINUTE, SECOND } from './weights';

/** Times since sending are read on the scale u = ln(1 + seconds): from 0 (at once) to 14 (two weeks). */
export function scale(seconds: number): number {
  return Math.log1p(Math.max(0, seconds));
}

/** Width of the scale: densities of what may come at any time are 1 / WIDTH. */
const WIDTH = 13;
export const BROAD = 1 / WIDTH;

export interface HumanDelay {
  readonly mean: number;
  readonly spread: number;
}

function normal(u: number, mean: number, spread: number): number {
  const z = (u - mean) / spread;
  return Math.exp(-0.5 * z * z) / (spread * 2.5066282746310002);
}

/** Density per unit of u of a person's click: a log-normal and a small part that clicks at once. */
export function humanDensity(u: number, delay: HumanDelay): number {
  return (
    (1 - HUMAN.quickShare) * normal(u, delay.mean, delay.spread) +
    HUMAN.quickShare * normal(u, HUMAN.quickMean, HUMAN.quickSpread)
  );
}

/** Share of a person's click that belongs to the log-normal: only that part teaches its mean and spread. */
export function patientShare(u: number, delay: HumanDelay): number {
  const patient = (1 - HUMAN.quickShare) * normal(u, delay.mean, delay.spread);
  return patient / (patient + HUMAN.quickShare * normal(u, HUMAN.quickMean, HUMAN.quickSpread) + 1e-300);
}

function edge(x: number, softness: number): number {
  return 1 / (1 + Math.exp(-x / softness));
}

const SOFT = 0.15;
const EDGES = BEHAVIOURS.map(({ from, to }) => ({
  from: from === 0 ? Number.NEGATIVE_INFINITY : scale(from / SECOND),
  to: scale(to / SECOND),
  width: scale(to / SECOND) - scale(from / SECOND),
}));
const LATEST_QUEUE = scale(GATEWAY.queue / SECOND);
const LATEST = scale((2 * DAY) / SECOND);

/** Density per unit of u of a scan by one behaviour; flat between its times, with soft ends. */
export function scanDensity(behaviour: number, u: number): number {
  const edges = EDGES[behaviour];
  if (edges === undefined || edges.width <= 0) return 0;
  // What is scanned at delivery is scanned late when it is delivered late.
  const queued = behaviour === 0 ? (GATEWAY.queued * edge(LATEST_QUEUE - u, SOFT)) / LATEST_QUEUE : 0;
  return (
    queued +
    ((edges.from === Number.NEGATIVE_INFINITY ? 1 : edge(u - edges.from, SOFT)) * edge(edges.to - u, SOFT)) /
      edges.width
  );
}

/** Density per unit of u of a scan at any time up to two days after sending. */
export function anytime(u: number): number {
  return edge(LATEST - u, SOFT) / LATEST;
}

/** The scale cut fine enough that a straight line between two points is the curve to five digits. */
const CUTS = 128;
const TOP = 19;

/** A density read at every point of the scale once, so that a quarter of a million clicks need no exponentials. */
export function tabulate(density: (u: number) => number): Float64Array {
  return Float64Array.from({ length: TOP * CUTS + 2 }, (_, i) => density(i / CUTS));
}

export function lookUp(table: Float64Array, u: number): number {
  const x = u >= TOP ? TOP * CUTS : u * CUTS;
  const i = Math.floor(x);
  const low = table[i] ?? 0;
  return low + (x - i) * ((table[i + 1] ?? 0) - low);
}

const humanTables = new WeakMap<HumanDelay, Float64Array>();

/** `humanDensity`, tabulated: once for what was learned, whatever is judged by it. */
export function humanTable(delay: HumanDelay): Float64Array {
  let table = humanTables.get(delay);
  if (table === undefined) {
    table = tabulate((u) => humanDensity(u, delay));
    humanTables.set(delay, table);
  }
  return table;
}

/** The densities that no data move. */
export const SCAN_TABLES = BEHAVIOURS.map((_, k) => tabulate((u) => scanDensity(k, u)));
export const ANYTIME_TABLE = tabulate(anytime);

export const MINUTES = 60;

export function minuteOf(at: number): number {
  return Math.floor((((at % (MINUTES * MINUTE)) + MINUTES * MINUTE) % (MINUTES * MINUTE)) / MINUTE);
}

/** How sweeps spread over the minutes of an hour before own data: many right after the full hour [facts 1.3: weak to medium]. */
export function minutePrior(minute: number): number {
  return minute <= 1 ? 0.12 : minute === 59 || minute === 2 ? 0.05 : 0.66 / 56;
}
