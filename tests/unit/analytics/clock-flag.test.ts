import { expect, it } from 'vitest';
import { analyse } from '../../../lib/analytics/analyse';
import { report } from '../../../lib/analytics/report';
import { SAMPLE_ACCOUNT } from '../../../lib/sample/sample';
import { readFacts } from '../../shared/facts';
import { SAMPLE_NOW, sampleFiles } from '../../shared/sample';

const HOUR = 3_600_000;

it('a tracker whose clock is off is named once in the totals, and its clicks are judged by the right time', async () => {
  const { messages, events } = await readFacts(sampleFiles());
  const made = (shift: number) =>
    report(
      analyse(
        {
          messages,
          events: events.map((event) => ({
            ...event,
            at: event.at + (event.tracker === 'sendgrid' ? shift : 0),
          })),
        },
        { now: SAMPLE_NOW, accounts: [SAMPLE_ACCOUNT] },
      ),
    );
  const late = made(-5 * HOUR);
  const flags = late.totals.flags.filter(({ code }) => code === 'tracker-clock');
  expect(flags).toHaveLength(1);
  expect(flags[0]?.message).toContain('“sendgrid” are 5 hours behind your mail');
  const right = made(0);
  expect(right.totals.flags.map(({ code }) => code)).not.toContain('tracker-clock');
  expect(late.totals.rates.click.hits).toBeCloseTo(right.totals.rates.click.hits, 3);
});
