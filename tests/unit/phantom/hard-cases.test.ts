/** The twelve hard cases of the facts on phantom clicks: what is expected of each, and why. */
import { describe, expect, it } from 'vitest';
import { judgeTold, tell } from '../../simulator/traces';

/** Not a full hour: that would be a sweep's moment. */
const HOUR = 3600 + 420;
const FULL_HOUR = 3600;
const MAC =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/146.0.0.0 Safari/537.36';

/** A company whose emails are all scanned `after` seconds after sending. */
function scannedCompany(after: readonly number[], domain = 'scanned.example') {
  return after.map((seconds, i) => tell([{ after: seconds }], 1, `p${i}@${domain}`, `s${i}`));
}

/** Emails nobody clicked: most emails. */
function quiet(count: number, domain = 'quiet.example') {
  return Array.from({ length: count }, (_, i) => tell([], 1, `q${i}@${domain}`, `q${domain}${i}`));
}

function human(clicks: ReturnType<typeof judgeTold>, id: string): number[] {
  return clicks.filter(({ joined }) => joined.to?.fact.messageId === id).map((click) => click.human);
}

describe('hard cases', () => {
  it('1: one link, one click after 25 s: the company decides. Open where many emails went unscanned, a scan where all are clicked then, likely one where nothing is known', () => {
    const at = (stories: ReturnType<typeof quiet>, prospect: string): number =>
      human(judgeTold([...stories, tell([{ after: 25 }], 1, prospect)]), 'm')[0] ?? -1;
    const scanner = at(scannedCompany([24, 25, 26, 25]), 'new@scanned.example');
    const unknown = at([], 'kim@firm.example');
    const unscanned = at(quiet(30), 'one@quiet.example');
    expect(scanner).toBeLessThan(unknown);
    expect(scanner).toBeLessThan(0.01);
    expect(unknown).toBeLessThan(0.2);
    expect(unscanned).toBeGreaterThan(0.5);
  });

  it('2: a click after six hours is a scan where all of the company’s come then, and a person’s where none do', () => {
    const rescans = [6, 6.02, 5.98, 6.01, 6].map((hours) => hours * HOUR);
    const same = judgeTold([
      ...scannedCompany(rescans),
      tell([{ after: 6 * HOUR }], 1, 'new@scanned.example'),
    ]);
    expect(human(same, 'm')[0]).toBeLessThan(0.2);
    const alone = judgeTold([...quiet(40), tell([{ after: 6 * HOUR }], 1, 'one@quiet.example')]);
    expect(human(alone, 'm')[0]).toBeGreaterThan(0.8);
  });

  it('3: a person’s click with a check seconds later counts once: one click human, one not, the prospect a clicker', () => {
    const judged = judgeTold([
      ...quiet(40),
      tell(
        [
          { after: 3 * HOUR, ip: '81.20.30.40', agent: MAC },
          { after: 3 * HOUR + 12, ip: '20.72.100.79' },
        ],
        1,
        'one@quiet.example',
      ),
    ]);
    const [first = 0, second = 1] = human(judged, 'm');
    expect(first).toBeGreaterThan(0.8);
    expect(second).toBeLessThan(0.2);
    expect(judged[0]?.clicked).toBeGreaterThan(0.8);
    expect(judged[0]?.clicked).toBeLessThanOrEqual(1);
  });

  it('4: a burst at delivery and a click next day: the burst is a scan, the prospect is a clicker', () => {
    const judged = judgeTold([
      ...quiet(40),
      tell(
        [{ after: 2 }, { after: 3, link: 1 }, { after: 3, link: 2 }, { after: 26 * HOUR }],
        3,
        'one@quiet.example',
      ),
    ]);
    const all = human(judged, 'm');
    for (const p of all.slice(0, 3)) expect(p).toBeLessThan(0.05);
    expect(all[3]).toBeGreaterThan(0.8);
    expect(judged.at(-1)?.clicked).toBeGreaterThan(0.8);
  });

  it('5: a forward brings a second burst; the person’s click before it still counts', () => {
    const judged = judgeTold([
      ...quiet(40),
      tell(
        [
          { after: 2 * HOUR },
          { after: 2 * HOUR + 600 },
          { after: 2 * HOUR + 600, link: 1 },
          { after: 2 * HOUR + 601, link: 2 },
        ],
        3,
        'one@quiet.example',
      ),
    ]);
    const [first = 0, ...burst] = human(judged, 'm');
    expect(first).toBeGreaterThan(0.8);
    for (const p of burst) expect(p).toBeLessThan(first);
  });

  it('6: an address that clicks for several companies (a scanner’s, or the sender looking at sent mail) is no prospect', () => {
    const from = (i: number, ip: string) =>
      judgeTold([
        ...quiet(40),
        ...[0, 1, 2, 3].map((k) => tell([{ after: (2 + k) * 1800, ip }], 1, `a@firm${k}.example`, `c${k}`)),
      ]).map((click) => click.human)[i] ?? 0;
    const others =
      judgeTold([
        ...quiet(40),
        ...[0, 1, 2, 3].map((k) =>
          tell([{ after: (2 + k) * 1800, ip: `81.20.30.${k}` }], 1, `a@firm${k}.example`, `c${k}`),
        ),
      ]).map((click) => click.human)[0] ?? 0;
    expect(from(0, '81.20.30.40')).toBeLessThan(others);
  });

  it('7: a shared mailbox is one prospect: however many of its readers click, it is counted once', () => {
    const judged = judgeTold([
      ...quiet(40),
      tell([{ after: HOUR }, { after: 2 * HOUR }, { after: 5 * HOUR }], 1, 'info@quiet.example'),
    ]);
    expect(judged).toHaveLength(3);
    for (const click of judged) expect(click.clicked).toBeLessThanOrEqual(1);
    expect(judged[0]?.clicked).toBeGreaterThan(0.8);
  });

  it('8: a tracker three minutes ahead: scans of one company are still seen by their common offset', () => {
    const judged = judgeTold([...quiet(20), ...scannedCompany([183, 182, 184, 183, 182, 185])]);
    for (const click of judged) expect(click.human).toBeLessThan(0.2);
    // And one that is behind: a click before its email is not thrown away.
    expect(judgeTold([...quiet(20), tell([{ after: -20 }])])).toHaveLength(1);
  });

  it('9: a double tap is no sign of a machine: both clicks are the person’s', () => {
    const judged = judgeTold([
      ...quiet(40),
      tell(
        [
          { after: 4 * HOUR, ip: '81.20.30.40', agent: MAC },
          { after: 4 * HOUR + 1, ip: '81.20.30.40', agent: MAC },
        ],
        1,
        'one@quiet.example',
      ),
    ]);
    for (const p of human(judged, 'm')) expect(p).toBeGreaterThan(0.8);
  });

  it('10: a scanner that clicks one of three links is told by its moment, without any burst', () => {
    const judged = judgeTold([...quiet(20), tell([{ after: 4, link: 1 }], 3)]);
    expect(human(judged, 'm')[0]).toBeLessThan(0.2);
  });

  it('11: sweeps at the full hour are told by the minute they share', () => {
    // Sent at 09:00; each scanned at some later full hour.
    const judged = judgeTold([
      ...quiet(10),
      ...scannedCompany([1, 2, 3, 1, 4, 2].map((h, i) => h * FULL_HOUR + 10 + 3 * i)),
    ]);
    for (const click of judged) expect(click.human).toBeLessThan(0.5);
  });

  it('12: someone in a call clicks at once: left open rather than called a machine when they click again and the company scans nothing', () => {
    const judged = judgeTold([
      ...quiet(60),
      tell([{ after: 45, ip: '81.20.30.40', agent: MAC }], 1, 'one@quiet.example'),
    ]);
    expect(human(judged, 'm')[0]).toBeGreaterThan(0.5);
  });
});
