import { expect, it } from 'vitest';
import { analyse } from '../../../lib/analytics/analyse';
import { report } from '../../../lib/analytics/report';
import { SAMPLE_ACCOUNT } from '../../../lib/sample/sample';
import { trackerEvent } from '../../../lib/trackers/event';
import { readFacts } from '../../shared/facts';
import { SAMPLE_NOW, sampleFiles } from '../../shared/sample';

it('a click on a link that many got, by nobody known, counts for the sequence and in no rate', async () => {
  const { messages } = await readFacts(sampleFiles());
  const click = trackerEvent({
    tracker: 'shortener',
    kind: 'click',
    at: SAMPLE_NOW - 40 * 86_400_000,
    url: 'https://tallyhouse.example/alder-foods',
  });
  const made = report(
    analyse({ messages, events: [click] }, { now: SAMPLE_NOW, accounts: [SAMPLE_ACCOUNT] }),
    { detail: true },
  );
  const sequence = made.sequences.find(({ name }) => name.startsWith('Closing the books'));
  expect(made.clicks?.[0]).toMatchObject({ sequenceId: sequence?.id, prospect: null, messageId: null });
  expect(sequence?.clicks.raw).toBe(1);
  expect(made.totals.clicks.raw).toBe(1);
  expect(sequence?.rates.rawClick.hits).toBe(0);
  expect(sequence?.rates.click.hits).toBe(0);
});
