import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { GmailView, Notice } from '../../../lib/api/protocol';
import { mayAsk } from '../../../lib/api/senders';
import { createServer } from '../../../lib/api/server';
import { makeSample } from '../../../lib/sample/sample';
import { Store } from '../../../lib/store/store';
import { readFacts } from '../../shared/facts';
import { SAMPLE_NOW, sampleFiles } from '../../shared/sample';

function setUp(name: string) {
  const told: Notice[] = [];
  const views = new Map<string, GmailView>();
  let now = SAMPLE_NOW;
  const server = createServer(new Store(name), {
    now: () => now,
    tell: async (notice) => void told.push(notice),
    openPage: async () => undefined,
    rememberView: async (view) => void views.set(view.frame, view),
    frameOfTab: async () => null,
    recallView: async (frame) => views.get(frame) ?? null,
    forget: async () => views.clear(),
  });
  return { server, told, pass: (ms: number) => (now += ms) };
}

describe('the server', () => {
  it('answers from facts that were added in batches, and tells when something changed', async () => {
    const { server, told } = setUp('server-1');
    const facts = await readFacts(sampleFiles());
    expect((await server.overview()).sequences).toEqual([]);
    await server.startImport({ id: 'a', name: 'sample' });
    for (let at = 0; at < facts.messages.length; at += 200)
      await server.addFacts({
        importId: 'a',
        number: at / 200,
        messages: facts.messages.slice(at, at + 200),
        events: [],
        counters: [],
        problems: [],
      });
    await server.addFacts({
      importId: 'a',
      number: 1000,
      messages: [],
      events: facts.events,
      counters: [],
      problems: [],
    });
    await server.finishImport({ id: 'a', state: 'done', error: null });
    expect(told.length).toBeGreaterThan(0);
    expect(new Set(told.map(({ notice }) => notice))).toEqual(new Set(['changed']));
    const overview = await server.overview();
    expect(overview.sequences).toHaveLength(6);
    expect(overview.totals.prospects.reached).toBe(400);
    const [row] = overview.sequences;
    expect((await server.sequence({ id: row?.id ?? '' }))?.rates).toEqual(row?.rates);
    expect(await server.sequence({ id: 'gone' })).toBeNull();
  });

  it('shows a thread with its step and the prospect’s timeline', async () => {
    const { server } = setUp('server-2');
    const facts = await readFacts(sampleFiles());
    await server.startImport({ id: 'a', name: 'sample' });
    await server.addFacts({ importId: 'a', number: 0, ...facts });
    const thread = await server.thread({ threadId: makeSample(SAMPLE_NOW).showcase });
    expect(thread?.sequence.name).toBe('Closing the books in four days');
    expect(thread?.step).toBe(1);
    expect(thread?.timeline.filter((entry) => entry.what !== 'answer').map((entry) => entry.what)).toEqual([
      'sent',
      'click',
    ]);
    expect(thread?.timeline).toContainEqual(expect.objectContaining({ what: 'answer', kind: 'reply' }));
    expect(await server.thread({ threadId: 'ffff' })).toBeNull();
  });

  it('computes anew when time has passed, not before', async () => {
    const { server, pass } = setUp('server-3');
    const first = await server.overview();
    pass(60_000);
    expect((await server.overview()).generatedAt).toBe(first.generatedAt);
    pass(3_600_000);
    expect((await server.overview()).generatedAt).not.toBe(first.generatedAt);
  });

  it('hears what Gmail shows and remembers it for a sidebar that asks later', async () => {
    const { server, told } = setUp('server-4');
    const view = { frame: 'f1', account: 'a@b.example', threadId: 'abc' };
    await server.gmailShows(view);
    // No address and no id of a mail in what lies in storage.
    expect(told).toEqual([{ notice: 'gmail', frame: 'f1' }]);
    expect(await server.gmailView({ frame: 'f1' })).toEqual(view);
    expect(await server.gmailView({ frame: 'f2' })).toBeNull();
  });
});

describe('who may ask', () => {
  const own = 'chrome-extension://abc/';
  it.each([
    ['our own page, anything', 'erase', { id: 'abc', url: `${own}dashboard.html` }, true],
    [
      'the content script, what Gmail shows',
      'gmailShows',
      { id: 'abc', url: 'https://mail.google.com/mail/u/0/' },
      true,
    ],
    [
      'the content script, the report',
      'report',
      { id: 'abc', url: 'https://mail.google.com/mail/u/0/' },
      false,
    ],
    ['the content script, erasing', 'erase', { id: 'abc', url: 'https://mail.google.com/mail/u/0/' }, false],
    ['another site', 'gmailShows', { id: 'abc', url: 'https://mail.google.com.evil.example/' }, false],
    ['another extension', 'overview', { id: 'xyz', url: 'chrome-extension://xyz/page.html' }, false],
    ['nobody', 'overview', {}, false],
  ] as const)('%s', (_, what, sender, allowed) => {
    expect(mayAsk(what, sender, 'abc', own)).toBe(allowed);
  });
});
