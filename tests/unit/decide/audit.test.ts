import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { type AuditClick, type AuditQuery, MOST_ROWS } from '../../../lib/api/audit-types';
import { selectClicks } from '../../../lib/api/audit-view';
import { auditCsv } from '../../../lib/export/audit-csv';
import { sequenceId, withSample } from './world';

const ALL: AuditQuery = {
  sequence: null,
  step: null,
  verdict: null,
  company: null,
  rule: null,
  text: '',
  sort: { column: 'at', direction: 'ascending' },
  offset: 0,
  limit: MOST_ROWS,
};

describe('the click audit', () => {
  it('counts what the report counts, of all, of a sequence and of a step', async () => {
    const { server } = await withSample('audit-1');
    const report = await server.report();
    const all = await server.audit(ALL);
    expect(all.summary.raw).toBe(report.totals.clicks.raw);
    expect(all.summary.human).toBeCloseTo(report.totals.clicks.human, 9);
    expect(all.total).toBe(all.rows.length);
    expect(all.sequence).toBeNull();
    for (const sequence of report.sequences) {
      const one = await server.audit({ ...ALL, sequence: sequence.id });
      expect(one.summary.raw).toBe(sequence.clicks.raw);
      expect(one.summary.human).toBeCloseTo(sequence.clicks.human, 9);
      expect(one.sequence).toEqual({ id: sequence.id, name: sequence.name });
      for (const step of sequence.steps) {
        const part = await server.audit({ ...ALL, sequence: sequence.id, step: step.index });
        expect(part.summary.raw).toBe(step.clicks.raw);
      }
    }
  });

  it('answers in pages that together are all rows, and never in more than a page', async () => {
    const { server } = await withSample('audit-2');
    const whole = await server.audit(ALL);
    const keys: string[] = [];
    for (let offset = 0; offset < whole.total; offset += 25) {
      const { rows, total } = await server.audit({ ...ALL, offset, limit: 25 });
      expect(rows.length).toBeLessThanOrEqual(25);
      expect(total).toBe(whole.total);
      keys.push(...rows.map(({ key }) => key));
    }
    expect(keys).toEqual(whole.rows.map(({ key }) => key));
    expect((await server.audit({ ...ALL, offset: -5, limit: -1 })).rows).toEqual([]);
  });

  it('filters by verdict, company, rule and text, and sorts by each column', async () => {
    const { server } = await withSample('audit-3');
    const { rows } = await server.audit(ALL);
    const machines = await server.audit({ ...ALL, verdict: 'scanner' });
    expect(machines.total).toBe(rows.filter((row) => row.verdict === 'scanner').length);
    expect(machines.total).toBeGreaterThan(0);
    expect(machines.summary).toEqual((await server.audit(ALL)).summary);
    const company = rows[0]?.company ?? '';
    expect((await server.audit({ ...ALL, company })).rows.every((row) => row.company === company)).toBe(true);
    const caught = await server.audit({ ...ALL, rule: 'R1' });
    expect(caught.rows.every((row) => row.rules.includes('R1'))).toBe(true);
    expect(caught.total + (await server.audit({ ...ALL, rule: 'none' })).total).toBeLessThanOrEqual(
      rows.length,
    );
    expect((await server.audit({ ...ALL, text: company.toUpperCase() })).total).toBeGreaterThan(0);
    expect((await server.audit({ ...ALL, text: 'no such words' })).total).toBe(0);
    const byTime = await server.audit({ ...ALL, sort: { column: 'since', direction: 'descending' } });
    const times = byTime.rows.map((row) => row.sinceSending ?? -1);
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  it('leaves clicks without a value last, whichever way they are sorted', () => {
    const row = (key: string, sinceSending: number | null): AuditClick => ({
      key,
      messageId: null,
      prospect: null,
      company: '',
      gateway: null,
      url: '',
      at: 0,
      sinceSending,
      ip: null,
      network: null,
      human: 0.5,
      verdict: 'unsure',
      reasons: [],
      waiting: false,
      rules: [],
      sequence: { id: 's', name: 's' },
      step: null,
      subject: '',
      tracker: 'csv',
      joinedBy: null,
      certainty: 0,
      said: null,
    });
    const rows = [row('a', null), row('b', 2), row('c', 1)];
    const keys = (direction: 'ascending' | 'descending'): string =>
      selectClicks(rows, ALL, { column: 'since', direction })
        .map(({ key }) => key)
        .join('');
    expect(keys('ascending')).toBe('cba');
    expect(keys('descending')).toBe('bca');
  });

  it('gives the evidence behind a rate, with counts that add up', async () => {
    const { server } = await withSample('audit-4');
    const id = await sequenceId(server, 'Everything new');
    const evidence = await server.clickEvidence({ sequence: id, step: null });
    const { human, unsure, scanner } = evidence.verdicts;
    expect(human + unsure + scanner).toBe(evidence.raw);
    expect(evidence.human + evidence.phantom).toBeCloseTo(evidence.raw, 9);
    expect(evidence.forMachine.length).toBeGreaterThan(0);
    expect(evidence.forMachine[0]?.clicks).toBeLessThanOrEqual(scanner);
    expect((await server.clickEvidence({ sequence: 'gone', step: null })).raw).toBe(0);
  });

  it('goes into a file in which no cell is a formula', async () => {
    const { server } = await withSample('audit-5');
    const { rows } = await server.audit(ALL);
    const [first] = rows;
    if (first === undefined) throw new Error('The sample has clicks.');
    const csv = auditCsv([{ ...first, url: '=cmd|calc', subject: '+1', prospect: '@sum(1)' }, ...rows]);
    const { data, errors } = Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true });
    expect(errors).toEqual([]);
    expect(data).toHaveLength(rows.length + 1);
    expect(data[0]).toMatchObject({ Link: "'=cmd|calc", Subject: "'+1", Prospect: "'@sum(1)" });
    expect(data[1]?.['Probability human']).toBe(String(first.human));
  });
});

describe('the user’s word on a click', () => {
  it('changes the figure, is kept by a new background, and is taken back', async () => {
    const at = await withSample('word-1');
    const id = await sequenceId(at.server, 'Closing the books');
    const before = await at.server.sequence({ id });
    const { rows } = await at.server.audit({ ...ALL, sequence: id, verdict: 'human' });
    const key = rows[0]?.key ?? '';
    const { id: word } = await at.server.decideClick({ about: { click: key }, by: 'machine' });
    const after = await at.server.sequence({ id });
    expect(after?.rates.click.hits).toBeLessThan(before?.rates.click.hits ?? 0);
    expect(after?.rates.rawClick).toEqual(before?.rates.rawClick);
    const later = at.restart();
    const said = await later.server.audit({ ...ALL, sequence: id, verdict: 'said' });
    expect(said.rows.map((row) => [row.key, row.human, row.said])).toEqual([
      [key, 0, { by: 'machine', company: false }],
    ]);
    await later.server.undoDecision({ id: word });
    expect((await later.server.sequence({ id }))?.rates).toEqual(before?.rates);
  });

  it('on a company holds for all its clicks, and one click’s own word goes before it', async () => {
    const { server } = await withSample('word-2');
    const { rows } = await server.audit(ALL);
    const company = rows[0]?.company ?? '';
    const own = rows[0]?.key ?? '';
    await server.decideClick({ about: { company }, by: 'machine' });
    await server.decideClick({ about: { click: own }, by: 'human' });
    const page = await server.audit({ ...ALL, company });
    expect(page.total).toBeGreaterThan(0);
    for (const row of page.rows) {
      expect(row.human).toBe(row.key === own ? 1 : 0);
      expect(row.said).toEqual(
        row.key === own ? { by: 'human', company: false } : { by: 'machine', company: true },
      );
    }
  });

  it('is refused for a mail provider, and for anything that is no word', async () => {
    const { server } = await withSample('word-3');
    await expect(server.decideClick({ about: { company: 'gmail.com' }, by: 'human' })).rejects.toThrow(
      'mail provider',
    );
    // What a broken page might send.
    await expect(server.decideClick({ about: { click: '' }, by: 'human' })).rejects.toThrow();
    expect(await server.decisions()).toEqual([]);
  });

  it('said twice within seconds is said once; taken back it is gone as a whole, and comes back', async () => {
    const at = await withSample('word-4');
    const { server } = at;
    const key = (await server.audit(ALL)).rows[0]?.key ?? '';
    const first = await server.decideClick({ about: { click: key }, by: 'human' });
    // The view asks again when the background was stopped before it answered.
    expect(await server.decideClick({ about: { click: key }, by: 'human' })).toEqual(first);
    at.pass(60_000);
    await server.decideClick({ about: { click: key }, by: 'machine' });
    expect(await server.decisions()).toHaveLength(2);
    const taken = await server.unsayClick({ about: { click: key } });
    expect(taken).toHaveLength(2);
    expect(await server.decisions()).toEqual([]);
    expect((await server.audit({ ...ALL, verdict: 'said' })).total).toBe(0);
    await server.restore({ plumbline: 'backup', version: 1, decisions: taken });
    expect((await server.audit({ ...ALL, verdict: 'said' })).rows[0]?.said?.by).toBe('machine');
  });

  it('shows in the thread’s timeline', async () => {
    const { server } = await withSample('word-5');
    const { rows } = await server.audit({ ...ALL, verdict: 'human' });
    const threads = (await import('../../../lib/sample/sample')).makeSample;
    const { SAMPLE_NOW } = await import('../../shared/sample');
    const threadId = threads(SAMPLE_NOW).showcase;
    const click = async () =>
      (await server.thread({ threadId }))?.timeline.find((entry) => entry.what === 'click');
    const before = await click();
    expect(before).toMatchObject({ verdict: 'human', said: null });
    expect(rows.map(({ key }) => key)).toContain(before?.what === 'click' ? before.key : '');
    await server.decideClick({ about: { click: before?.what === 'click' ? before.key : '' }, by: 'machine' });
    expect(await click()).toMatchObject({ verdict: 'scanner', said: { by: 'machine', company: false } });
  });
});
