import { findCtas } from '../../lib/analytics/ctas/find';
import { DraftCounter } from '../../lib/analytics/outcomes/while-writing';
import { ownGold } from '../shared/cta-gold';
import type { Table } from '../shared/table';

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;

function timed(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

/** What a keystroke in a draft costs, beside reading the whole draft anew and beside splitting its text into words. */
export async function measure(): Promise<readonly Table[]> {
  const drafts = [
    ['short (60 words)', ownGold().slice(0, 1)],
    ['long (600 words)', ownGold().slice(0, 14)],
  ] as const;
  return [
    {
      title: 'Counting CTAs while typing, per keystroke',
      columns: ['draft', 'characters', 'median ms', 'worst ms', 'of reading anew', 'of splitting into words'],
      rows: drafts.map(([name, emails]) => {
        const text = emails.map(({ body }) => body.text).join('\n\n');
        const counter = new DraftCounter();
        const [keys, anew, words]: [number[], number[], number[]] = [[], [], []];
        const from = Math.max(0, text.length - 400);
        for (let end = from; end <= text.length; end++) {
          const draft = { text: text.slice(0, end), links: [] };
          const cost = timed(() => counter.count(draft));
          // The first reading warms the counter and the compiler up.
          if (end > from + 40) keys.push(cost);
          anew.push(timed(() => findCtas(draft)));
          words.push(timed(() => draft.text.split(/\s+/)));
        }
        return [
          name,
          text.length,
          median(keys),
          Math.max(...keys),
          median(keys) / median(anew),
          median(keys) / median(words),
        ];
      }),
    },
  ];
}
