import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinEvents } from '../../../lib/analytics/attribution/clicks';
import { readMailbox } from '../../../lib/analytics/mailbox';
import { agentClass } from '../../../lib/analytics/phantom/agents';
import { readDecisions } from '../../../lib/analytics/phantom/decisions';
import { clickersInterval, clickRate } from '../../../lib/analytics/phantom/interval';
import { isWaiting, judgeClicks, verdictOf } from '../../../lib/analytics/phantom/judge';
import { dottedQuad, ipv4, isCloud } from '../../../lib/analytics/phantom/networks';
import { publishedRules } from '../../../lib/analytics/phantom/rules';
import { TRAITS } from '../../../lib/analytics/phantom/weights';
import { tell } from '../../simulator/traces';

const NOW = Date.UTC(2026, 6, 1);

function judge(stories: readonly ReturnType<typeof tell>[], more: object = {}) {
  const mailbox = readMailbox(
    stories.map(({ message }) => message),
    [],
  );
  const { events: joined } = joinEvents(
    stories.flatMap(({ events }) => events),
    mailbox,
  );
  return judgeClicks(joined, { mailbox, answers: [], now: NOW, ...more });
}

describe('the click rate’s interval', () => {
  it('is Wilson’s where nothing is in doubt', () => {
    const rate = clickRate([1, 1, 1, 1, 1, 1, 1, 1], 200);
    expect(rate.value).toBe(0.04);
    expect(rate.low).toBeCloseTo(0.0228, 3);
    expect(rate.high).toBeCloseTo(0.0692, 3);
  });

  it('widens with doubt, holds the value, and stays within 0 and 1', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 60 }),
        fc.nat(300),
        (clicked, extra) => {
          const of = clicked.length + extra;
          const rate = clickRate(clicked, of);
          if (of === 0) {
            expect(rate.value).toBeNull();
            expect(rate.low).toBeNull();
            return;
          }
          const { low, high, value } = rate;
          expect(low).not.toBeNull();
          expect(low ?? -1).toBeGreaterThanOrEqual(0);
          expect(high ?? 2).toBeLessThanOrEqual(1);
          expect(low ?? 2).toBeLessThanOrEqual((value ?? 0) + 1e-9);
          expect(high ?? -1).toBeGreaterThanOrEqual((value ?? 1) - 1e-9);
        },
      ),
    );
    const sure = clickRate([1, 1, 1, 1, 1], 100);
    const doubtful = clickRate(
      Array.from({ length: 10 }, () => 0.5),
      100,
    );
    expect((doubtful.high ?? 0) - (doubtful.low ?? 0)).toBeGreaterThan((sure.high ?? 0) - (sure.low ?? 0));
  });

  it('holds the count of clickers within what is possible', () => {
    const { low, high, expected } = clickersInterval([1, 1, 0.5, 0.5, 0]);
    expect(expected).toBe(3);
    expect(low).toBeGreaterThanOrEqual(2);
    expect(high).toBeLessThanOrEqual(4);
  });
});

describe('the user’s word', () => {
  it('decides a click, gives itself as the reason, and goes back when it is taken back', () => {
    const story = tell([{ after: 3 }]);
    const before = judge([story]);
    const said = judge([story], { decisions: [{ about: { click: 'm-0' }, by: 'human', at: 1 }] });
    expect(said[0]?.human).toBe(1);
    expect(said[0]?.clicked).toBeGreaterThan(0.99);
    expect(said[0]?.reasons[0]).toMatch(/you said/);
    expect(judge([story], { decisions: [] })).toEqual(before);
  });

  it('teaches the company: its other clicks at that delay move the same way', () => {
    const stories = [0, 1, 2, 3].map((i) => tell([{ after: 7200 + i }], 1, `p${i}@firm.example`, `m${i}`));
    const before = judge(stories);
    const decisions = [0, 1, 2].map((i) => ({ about: { click: `m${i}-0` }, by: 'machine' as const, at: 1 }));
    const after = judge(stories, { decisions });
    expect(after[3]?.human).toBeLessThan(before[3]?.human ?? 0);
  });

  it('on a company goes for all its clicks, but one click’s own word goes first; the latest counts', () => {
    const stories = [0, 1].map((i) => tell([{ after: 7200 }], 1, `p${i}@firm.example`, `m${i}`));
    const judged = judge(stories, {
      decisions: [
        { about: { company: 'FIRM.example' }, by: 'machine', at: 5 },
        { about: { company: 'firm.example' }, by: 'human', at: 2 },
        { about: { click: 'm1-0' }, by: 'human', at: 1 },
      ],
    });
    expect(judged.map(({ human }) => human)).toEqual([0, 1]);
    expect(readDecisions([])(judged[0]?.joined ?? stopHere())).toBeNull();
  });
});

function stopHere(): never {
  throw new Error('no click was judged');
}

describe('a young click', () => {
  it('waits ten minutes; a clock that is hours ahead does not make it wait', () => {
    expect(isWaiting(NOW - 9 * 60_000, NOW)).toBe(true);
    expect(isWaiting(NOW - 10 * 60_000, NOW)).toBe(false);
    expect(isWaiting(NOW + 5 * 60_000, NOW)).toBe(true);
    expect(isWaiting(NOW + 5 * 3_600_000, NOW)).toBe(false);
  });

  it('is shown but makes nobody a clicker', () => {
    const story = tell([{ after: 7200 }]);
    const at = story.events[0]?.at ?? 0;
    const [click] = judge([story], { now: at + 60_000 });
    expect(click?.waiting).toBe(true);
    expect(click?.clicked).toBe(0);
    expect(judge([story], { now: at + 11 * 60_000 })[0]?.clicked).toBeGreaterThan(0);
  });
});

describe('verdicts', () => {
  it('have their edges at .2 and .8', () => {
    expect([0.2, 0.21, 0.79, 0.8].map(verdictOf)).toEqual(['scanner', 'unsure', 'unsure', 'human']);
  });

  it('come with one or two reasons, also for clicks that belong to no email', () => {
    const { events } = tell([{ after: 5 }, { after: 9000 }]);
    const mailbox = readMailbox([], []);
    const judged = judgeClicks(joinEvents(events, mailbox).events, { mailbox, answers: [], now: NOW });
    expect(judged).toHaveLength(2);
    for (const { reasons, human } of judged) {
      expect(reasons.length).toBeGreaterThan(0);
      expect(reasons.length).toBeLessThanOrEqual(2);
      expect(human).toBeGreaterThanOrEqual(0);
    }
  });
});

describe('networks and programs', () => {
  it('knows clouds and Exchange Online from homes, whatever is thrown at it', () => {
    expect(isCloud('40.94.16.7')).toBe(true);
    expect(isCloud('20.72.100.79')).toBe(true);
    expect(isCloud('::ffff:40.94.16.7')).toBe(true);
    expect(isCloud('81.20.30.40')).toBe(false);
    expect(isCloud('192.168.1.1')).toBe(false);
    expect(isCloud('2804:10b4::1')).toBe(false);
    expect(ipv4('1.2.3.256')).toBeNull();
    fc.assert(fc.property(fc.string(), (text) => ipv4(text) === null || /^\D*[\d.]+$/.test(text)));
  });

  it('numbers no two ways of writing an address alike', () => {
    for (const other of ['::ffff:1.2.3.4', '01.2.3.4', '1.2.3.04', '1.2.3', 'fe80::1', ''])
      expect(dottedQuad(other)).toBeNull();
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(fc.tuple(byte, byte, byte, byte), ([a, b, c, d]) => {
        expect(dottedQuad([a, b, c, d].join('.'))).toBe(((a * 256 + b) * 256 + c) * 256 + d);
      }),
    );
  });

  it('knows programs, outdated browsers, and browsers of their time', () => {
    const chrome = (v: number) =>
      `Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${v}.0.0.0 Safari/537.36`;
    expect(agentClass('python-requests/2.31', NOW)).toBe(2);
    expect(agentClass('Barracuda Sentinel (EE)', NOW)).toBe(2);
    expect(agentClass(chrome(72), NOW)).toBe(1);
    expect(agentClass(chrome(72), Date.UTC(2019, 2, 1))).toBe(0);
    expect(agentClass(chrome(146), NOW)).toBe(0);
    expect(agentClass('', NOW)).toBe(1);
  });

  it('weighs findings by frequencies that add up', () => {
    for (const { human, machine } of Object.values(TRAITS)) {
      expect(human.reduce((sum: number, p) => sum + p, 0)).toBeCloseTo(1, 9);
      expect(machine.reduce((sum: number, p) => sum + p, 0)).toBeCloseTo(1, 9);
    }
  });
});

describe('published rules', () => {
  const said = (story: ReturnType<typeof tell>): string[][] =>
    [...publishedRules(joinEvents(story.events, readMailbox([story.message], [])).events).values()].map(
      (rules) => [...rules],
    );

  it('say what their sources say', () => {
    expect(said(tell([{ after: 1 }]))).toEqual([['R1', 'R2']]);
    expect(said(tell([{ after: 1.8 }]))).toEqual([['R1']]);
    expect(said(tell([{ after: 7200 }]))).toEqual([[]]);
    expect(said(tell([{ after: 7200, method: 'HEAD' }]))).toEqual([['R2']]);
    expect(said(tell([{ after: 600 }, { after: 601 }]))).toEqual([['R4'], ['R4']]);
    expect(
      said(
        tell(
          [0, 1, 2, 3].map((link) => ({ after: 60 + link / 4, link })),
          4,
        ),
      )[0],
    ).toEqual(['R4', 'R5', 'R6', 'R7', 'R8']);
    expect(said(tell([{ after: 7200, ip: '40.94.1.1' }]))).toEqual([['R7']]);
  });
});
