import { describe, expect, it } from 'vitest';
import { analyse } from '../../../lib/analytics/analyse';
import { report } from '../../../lib/analytics/report';
import { countersOf, unjoinedOf } from '../../../lib/api/tracking-views';
import { unjoinedCsv } from '../../../lib/export/unjoined-csv';
import { counter, trackerEvent } from '../../../lib/trackers/event';
import { readFacts } from '../../shared/facts';
import { SAMPLE_NOW, sampleFiles } from '../../shared/sample';

const facts = await readFacts(sampleFiles());
const accounts = [...new Set(facts.messages.map(({ account }) => account))];
const stray = Array.from({ length: 3 }, (_, n) =>
  trackerEvent({
    tracker: 'csv',
    kind: 'click',
    at: SAMPLE_NOW - n * 1000,
    recipient: `nobody${n}@elsewhere.example`,
    url: '=cmd()',
    campaign: n === 0 ? 'Spring' : null,
  }),
);
const analysis = analyse({ ...facts, events: [...facts.events, ...stray] }, { now: SAMPLE_NOW, accounts });
const all = { reason: null, text: '', offset: 0, limit: 100 };

describe('clicks that belong to no email', () => {
  it('are all there, latest first, each with its reason', () => {
    const view = unjoinedOf(analysis, all);
    const kept = analysis.unjoined.filter(({ event }) => event.kind === 'click');
    expect(view.all).toBe(kept.length);
    expect(view.clicks).toHaveLength(kept.length);
    expect(view.clicks.every(({ reason }) => reason.length > 10)).toBe(true);
    expect(view.clicks.map(({ at }) => at)).toEqual(
      view.clicks
        .map(({ at }) => at)
        .sort()
        .reverse(),
    );
    // One reason, whoever it is about.
    expect(view.reasons[0]).toEqual({
      reason: 'No email to … is in the mail that was read.',
      count: kept.length,
    });
  });

  it('are filtered and cut into parts that together are all', () => {
    expect(unjoinedOf(analysis, { ...all, text: 'NOBODY1@' }).clicks).toHaveLength(1);
    expect(unjoinedOf(analysis, { ...all, text: 'spring' }).found).toBe(1);
    expect(unjoinedOf(analysis, { ...all, reason: 'another' }).found).toBe(0);
    const whole = unjoinedOf(analysis, all).clicks;
    const parts = whole.flatMap((_, offset) => unjoinedOf(analysis, { ...all, offset, limit: 1 }).clicks);
    expect(parts).toEqual(whole);
  });

  it('are exported with nothing that a spreadsheet would run', () => {
    const csv = unjoinedCsv(unjoinedOf(analysis, { ...all, text: 'spring' }).clicks);
    expect(csv.split('\r\n')[0]).toBe('at,tracker,recipient,url,campaign,reason');
    expect(csv).toContain(`"'=cmd()"`);
  });
});

describe('sums', () => {
  const [first] = analysis.sequences;
  const name = first?.name ?? '';
  const messageId = analysis.sent.find(({ placement }) => placement?.sequence === first)?.mail.fact.messageId;
  const counters = [
    counter({ tracker: 'bitly', identity: 'a', campaign: 'nobody’s', clicks: 7 }),
    counter({ tracker: 'apollo', identity: 'b', campaign: name.toUpperCase(), clicks: 3 }),
    counter({ tracker: 'apollo', identity: 'c', messageId: messageId ?? null, opens: 2 }),
  ];
  const full = report(analysis, { counters });

  it('have their sequence by its name or by the email they are about, else none', () => {
    const by = new Map(countersOf(analysis, full).map((entry) => [entry.key, entry.sequence?.id ?? null]));
    expect(counters.map(({ key }) => by.get(key))).toEqual([null, first?.id, first?.id]);
  });

  it('change no rate', () => {
    expect(full.sequences).toEqual(report(analysis).sequences);
    expect(countersOf(analysis, full).every(({ unfiltered }) => unfiltered)).toBe(true);
  });
});
