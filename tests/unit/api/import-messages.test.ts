import { describe, expect, it } from 'vitest';
import { jsonEventMessage, readEventMessage } from '../../../lib/api/event-message';
import { buffersOf, sentBatch } from '../../../lib/api/import-messages';
import { plainEvent, unpackEvents } from '../../../lib/facts/column-event';
import { TextPool } from '../../../lib/facts/columns';
import type { TrackerEvent } from '../../../lib/facts/event';
import { EventGatherer } from '../../../lib/facts/event-columns';
import { importFiles } from '../../../lib/importing/import-files';
import { readFacts } from '../../shared/facts';
import { sampleFiles } from '../../shared/sample';

function table(rows: number, long = ''): Parameters<typeof importFiles>[0][number] {
  const lines = ['Email,Event,Timestamp,URL'];
  for (let n = 0; n < rows; n++)
    lines.push(
      n % 9000 === 7
        ? `p${n}@them.example,click,whenever,https://c.example/${n % 5}`
        : `p${n}@them.example,click,${new Date(Date.UTC(2026, 0, 5) + n * 1000).toISOString()},https://c.example/${n % 5}${long === '' ? '' : `/${n}${long}`}`,
    );
  const bytes = new TextEncoder().encode(`${lines.join('\n')}\n`);
  return {
    name: 'rows.csv',
    size: bytes.length,
    chunks: (async function* () {
      for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
    })(),
  };
}

describe('batches of an import', () => {
  it('hold what the reader gives in lists, whichever way its events are gathered, and are bounded', async () => {
    const drop = (): Parameters<typeof importFiles>[0] => [...sampleFiles(), table(45_000)];
    const listed = await readFacts(drop());
    expect(listed.events.length).toBeGreaterThan(45_000);
    const gathered = new EventGatherer();
    const events: TrackerEvent[] = [];
    const rest = { messages: 0, counters: 0, problems: 0 };
    let most = 0;
    for await (const batch of importFiles(drop(), [], { sink: gathered })) {
      const made = sentBatch(batch, gathered);
      // As the worker hands it to the page.
      const sent = structuredClone(made, { transfer: buffersOf(made) });
      most = Math.max(most, sent.columns.count);
      for (const event of unpackEvents(readEventMessage(sent.columns), new TextPool())) events.push(event);
      rest.messages += sent.messages.length;
      rest.counters += sent.counters.length;
      rest.problems += sent.problems.length;
    }
    expect(events.map(plainEvent)).toEqual(listed.events);
    expect(rest).toEqual({
      messages: listed.messages.length,
      counters: listed.counters.length,
      problems: listed.problems.length,
    });
    expect(most).toBeLessThan(30_000);
  });

  it('are no longer than a message may be where rows are', async () => {
    const gathered = new EventGatherer();
    let count = 0;
    let longest = 0;
    for await (const batch of importFiles([table(4000, 'x'.repeat(6000))], [], { sink: gathered })) {
      const { columns } = sentBatch(batch, gathered);
      count += columns.count;
      longest = Math.max(longest, JSON.stringify(jsonEventMessage(columns)).length);
    }
    expect(count).toBe(3999); // one row has no time
    expect(longest).toBeLessThan(15_000_000);
  });
});
