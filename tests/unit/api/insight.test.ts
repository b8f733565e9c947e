import 'fake-indexeddb/auto';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_THRESHOLDS, THRESHOLD_RANGES } from '../../../lib/analytics/flags/thresholds';
import { mayAsk } from '../../../lib/api/senders';
import { createServer } from '../../../lib/api/server';
import type { Counter } from '../../../lib/facts/event';
import { Store } from '../../../lib/store/store';
import { readFacts } from '../../shared/facts';
import { SAMPLE_NOW, sampleFiles } from '../../shared/sample';

async function setUp(name: string, counters: readonly Counter[]) {
  const store = new Store(name);
  const server = createServer(store, {
    now: () => SAMPLE_NOW,
    tell: async () => undefined,
    openPage: async () => undefined,
    rememberView: async () => undefined,
    recallView: async () => null,
    forget: async () => undefined,
  });
  const { messages, events } = await readFacts(sampleFiles());
  await server.startImport({ id: 'a', name: 'sample' });
  await server.addFacts({ importId: 'a', number: 0, messages, events, counters, problems: [] });
  await server.finishImport({ id: 'a', state: 'done', error: null });
  return { server, store };
}
const counter = (campaign: string | null, clicks: number): Counter => ({
  key: `k${campaign}`,
  tracker: 'Mixmax',
  campaign,
  step: null,
  recipient: null,
  messageId: null,
  sent: null,
  opens: null,
  clicks,
  replies: null,
  bounces: null,
});

// Reading the sample takes its time: all of these ask one server, and leave its settings as they were.
let server: Awaited<ReturnType<typeof setUp>>['server'];
let store: Store;
beforeAll(async () => {
  ({ server, store } = await setUp('insight', [
    counter('the month-end checklist', 31),
    counter('elsewhere', 9),
  ]));
});

describe('settings', () => {
  it('change when flags speak, and go back to their defaults', async () => {
    const codes = async () =>
      (await server.overview()).sequences.flatMap(({ flags }) => flags.map(({ code }) => code));
    expect(await codes()).toContain('too-many-ctas');
    await server.saveSettings({ thresholds: { tooManyCtas: 4 }, matters: 0.02 });
    expect(await codes()).not.toContain('too-many-ctas');
    expect(await server.settings()).toEqual({
      thresholds: { ...DEFAULT_THRESHOLDS, tooManyCtas: 4 },
      matters: 0.02,
    });
    await server.saveSettings({ thresholds: {} });
    expect(await codes()).toContain('too-many-ctas');
    expect((await server.settings()).thresholds).toEqual(DEFAULT_THRESHOLDS);
  });
  it('are refused outside their ranges, and what cannot be read counts as not set', async () => {
    for (const wrong of [1, 2.5, 99, Number.NaN])
      await expect(server.saveSettings({ thresholds: { tooManyCtas: wrong } })).rejects.toThrow();
    await store.saveSetting('settings', { thresholds: 'broken' }, true);
    expect((await server.settings()).thresholds).toEqual(DEFAULT_THRESHOLDS);
    await server.saveSettings({});
    for (const [key, { min, max }] of Object.entries(THRESHOLD_RANGES)) {
      const usual = Object.entries(DEFAULT_THRESHOLDS).find(([name]) => name === key)?.[1] ?? Number.NaN;
      expect(usual).toBeGreaterThanOrEqual(min);
      expect(usual).toBeLessThanOrEqual(max);
    }
  });
});

describe('sums without single clicks', () => {
  it('are flagged at the sequence they name, and in the total', async () => {
    const flags = async (name: string) => {
      const { totals, sequences } = await server.report();
      const place = name === '' ? totals : sequences.find((sequence) => sequence.name === name);
      return place?.flags.find(({ code }) => code === 'unfiltered-counters')?.evidence ?? null;
    };
    expect(await flags('The month-end checklist')).toMatchObject({ clicks: 31, trackers: ['Mixmax'] });
    expect(await flags('')).toMatchObject({ clicks: 40 });
    expect(await flags('Closing the books in four days')).toBeNull();
  });
});

describe('evidence', () => {
  it('shows the emails, the clicks and the addresses a flag rests on', async () => {
    const { sequences } = await server.overview();
    const of = async (name: string, code: string) => {
      const sequence = sequences.find((row) => row.name === name)?.id ?? '';
      return server.evidence({ sequence, step: null, code });
    };
    const asks = await of('Everything new at Tallyhouse', 'too-many-ctas');
    expect(asks.emails.every(({ ctas }) => ctas.length >= 3)).toBe(true);
    for (const { text, ctas } of asks.emails)
      for (const cta of ctas) expect(text.slice(cta.offset ?? 0)).toContain(cta.text);
    const scans = await of('Benchmarks for finance teams', 'phantom-clicks');
    expect(scans.clicks.length).toBeGreaterThan(20);
    expect(scans.clicks.every(({ verdict }) => verdict === 'scanner')).toBe(true);
    expect((await of('Invoices at …', 'many-bounces')).addresses).toHaveLength(14);
  });
});

describe('a draft', () => {
  it('is counted as the same email is when it is sent, without what is quoted or signed', async () => {
    const html =
      '<div>Hi Ann,</div><div>Do you have 15 minutes on Tuesday? <a href="https://calendly.com/jo">Book here</a></div><div>See <a href="https://a.example/?utm_source=x">our page</a>.</div>';
    expect((await server.draft({ html })).map(({ kind }) => kind)).toEqual(['book', 'link']);
    expect(await server.draft({ html: '<div>Hi</div><div>&gt; Shall I send the report?</div>' })).toEqual([]);
    expect(await server.draft({ html: '' })).toEqual([]);
    // One sequence with three CTAs cannot tell.
    expect(await server.draftAdvice({ reply: false })).toBeNull();
  });
  it('is all that Gmail’s page may ask about, beside its advice', () => {
    const sender = { id: 'own', url: 'https://mail.google.com/mail/u/0/' };
    const ask = (what: Parameters<typeof mayAsk>[0]) =>
      mayAsk(what, sender, 'own', 'chrome-extension://own/');
    expect([ask('draft'), ask('draftAdvice')]).toEqual([true, true]);
    expect([ask('evidence'), ask('settings'), ask('compare'), ask('thread')]).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});
