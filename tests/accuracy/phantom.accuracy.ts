import type { Table } from '../shared/table';
import { BEHAVIOURS, type Behaviour } from '../simulator/gateways';
import { type Judged, judgeByRules, judgeWorld, type Score, scoreWorld, summarise } from '../simulator/score';
import { simulate, type World } from '../simulator/simulate';
import { traceTable } from '../simulator/traces';

const METHODS = ['Plumbline', 'R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8', 'any'] as const;
type Method = (typeof METHODS)[number];
export const SHARES = [0, 0.2, 0.4, 0.6, 0.8] as const;

/** Judges worlds of one kind by every method. */
export function compare(world: Omit<World, 'seed'>, worlds: number, seed: number): Map<Method, Score[]> {
  const scores = new Map<Method, Score[]>(METHODS.map((method) => [method, []]));
  for (let i = 0; i < worlds; i++) {
    const made = simulate({ ...world, seed: seed + i * 7919 });
    const by = new Map<Method, Judged[]>([...judgeByRules(made), ['Plumbline', judgeWorld(made)]]);
    for (const [method, judged] of by) scores.get(method)?.push(scoreWorld(made, judged));
  }
  return scores;
}

const COLUMNS = ['bias', 'precision', 'recall', 'Brier', 'calibration', 'rate covered', 'count covered'];

function figures(scores: readonly Score[]): number[] {
  const s = summarise(scores);
  return [s.bias, s.precision, s.recall, s.brier, s.calibration, s.rateCoverage, s.countCoverage];
}

const NOTE =
  'bias: expected clickers over true clickers, less one. precision, recall: of prospects, from probability .5 on. Brier and calibration error: of clicks. covered: share of worlds whose true click rate (and true number of clickers) the 90 % interval holds. Simulated: tests/simulator/README.md.';

function allMethods(worlds: number): [Table, Table] {
  const pooled = new Map<string, Score[]>();
  const rows: (string | number)[][] = [];
  for (const tells of ['time', 'network'] as const)
    for (const links of ['one', 'mixed'] as const)
      for (const scanned of SHARES) {
        const opens = tells === 'network';
        const scores = compare({ emails: 500, scanned, links, tells, opens }, worlds, 101);
        pooled.set(tells, [...(pooled.get(tells) ?? []), ...(scores.get('Plumbline') ?? [])]);
        for (const [method, list] of scores) {
          const own = figures(list);
          // A rule gives no interval: its last two columns would be those of a verdict without doubt.
          rows.push([
            tells,
            links,
            scanned,
            method,
            ...own.slice(0, 5),
            ...(method === 'Plumbline' ? own.slice(5) : ['', '']),
          ]);
        }
      }
  const every: Table = {
    title:
      'Phantom clicks: every method, by what the tracker tells, links per email and share of prospects behind a scanner',
    columns: ['tells', 'links', 'scanned', 'method', ...COLUMNS],
    rows,
    note: NOTE,
  };
  const together: Table = {
    title: 'Phantom clicks: Plumbline on all lines of the table above together',
    columns: ['tells', 'worlds', ...COLUMNS],
    rows: [...pooled].map(([tells, list]) => [tells, list.length, ...figures(list)]),
    note: `A line above has ${worlds} worlds: of an interval that holds in 90 % of them it shows anything from .75 to 1. Coverage is to be judged here.`,
  };
  return [every, together];
}

const TEMPERS = [0.55, 0.7, 0.85];
const NONE_SHARES = [0.5, 0.65, 0.8];

/** Chooses the two tuned numbers without a behaviour, then measures on it alone. */
function leaveOneOut(worlds: number): Table {
  const tunings = TEMPERS.flatMap((temper) => NONE_SHARES.map((noneShare) => ({ temper, noneShare })));
  const makeWorlds = (behaviour: Behaviour) =>
    (['time', 'network'] as const).flatMap((tells) =>
      Array.from({ length: worlds }, (_, i) =>
        simulate({
          seed: 31 + i * 101,
          emails: 500,
          scanned: 0.5,
          links: 'mixed',
          tells,
          behaviours: [behaviour],
        }),
      ),
    );
  const loss = new Map<Behaviour, number[]>();
  const made = new Map(BEHAVIOURS.map((behaviour) => [behaviour, makeWorlds(behaviour)]));
  for (const [behaviour, list] of made)
    loss.set(
      behaviour,
      tunings.map(
        (tuning) => summarise(list.map((world) => scoreWorld(world, judgeWorld(world, tuning)))).brier,
      ),
    );
  const rows = BEHAVIOURS.map((left) => {
    const totals = tunings.map((_, t) =>
      BEHAVIOURS.reduce((sum, other) => sum + (other === left ? 0 : (loss.get(other)?.[t] ?? 0)), 0),
    );
    const tuning = tunings[totals.indexOf(Math.min(...totals))] ?? { temper: 0.7, noneShare: 0.65 };
    const list = made.get(left) ?? [];
    const ours = summarise(list.map((world) => scoreWorld(world, judgeWorld(world, tuning))));
    const rules = list.map((world) => judgeByRules(world));
    const best = (METHODS.filter((method) => method !== 'Plumbline') as Exclude<Method, 'Plumbline'>[]).map(
      (id) => ({
        id,
        brier: summarise(list.map((world, i) => scoreWorld(world, rules[i]?.get(id) ?? []))).brier,
      }),
    ); // filter does not narrow the union
    best.sort((a, b) => a.brier - b.brier);
    return [
      left,
      tuning.temper,
      tuning.noneShare,
      ours.bias,
      ours.precision,
      ours.recall,
      ours.brier,
      ours.calibration,
      ours.rateCoverage,
      best[0]?.id ?? '',
      best[0]?.brier ?? 0,
    ];
  });
  return {
    title:
      'Phantom clicks: each gateway behaviour left out of calibration, then met alone (half the prospects behind it)',
    columns: [
      'left out',
      'temper',
      'none',
      'bias',
      'precision',
      'recall',
      'Brier',
      'calibration',
      'rate covered',
      'best rule',
      'its Brier',
    ],
    rows,
    note: 'temper and none: the two numbers chosen on the other eight behaviours. Half of the worlds give recipient, url and time alone.',
  };
}

function bySize(worlds: number): Table {
  const rows: (string | number)[][] = [];
  for (const emails of [50, 150, 500, 1500, 3000])
    for (const tells of ['time', 'network'] as const) {
      const list: Score[] = [];
      const count = Math.max(6, Math.round((worlds * 500) / Math.max(emails, 100)));
      for (let i = 0; i < count; i++) {
        const world = simulate({ seed: 977 + i * 13, emails, scanned: 0.4, links: 'mixed', tells });
        list.push(scoreWorld(world, judgeWorld(world)));
      }
      rows.push([emails, tells, count, ...figures(list)]);
    }
  return {
    title: 'Phantom clicks: by number of emails (40 % of prospects behind a scanner)',
    columns: ['emails', 'tells', 'worlds', ...COLUMNS],
    rows,
    note: NOTE,
  };
}

function bySkew(worlds: number): Table {
  const rows: (string | number)[][] = [];
  for (const seconds of [-180, -30, 30, 180]) {
    const list: Score[] = [];
    for (let i = 0; i < worlds; i++) {
      const world = simulate({
        seed: 5 + i * 17,
        emails: 500,
        scanned: 0.4,
        links: 'one',
        tells: 'time',
        skew: seconds * 1000,
      });
      list.push(scoreWorld(world, judgeWorld(world)));
    }
    rows.push([seconds, ...figures(list)]);
  }
  return {
    title: 'Phantom clicks: a tracker whose clock is wrong by this many seconds',
    columns: ['seconds', ...COLUMNS],
    rows,
    note: NOTE,
  };
}

export async function measure(): Promise<readonly Table[]> {
  return [...allMethods(16), leaveOneOut(3), bySize(20), bySkew(12), ...(await traceTable())];
}
