import { describe, expect, it } from 'vitest';
import type { Sent } from '../../../lib/analytics/analyse';
import { outcomesByCtas } from '../../../lib/analytics/outcomes/by-ctas';
import { emailsOf } from '../flags/world';
import { analysisOf } from './world';

const THREE =
  'Hi,\n\nShall I send you the report?\n\nWho looks after this on your side?\n\nDo you have 15 minutes on Tuesday?';

/** `sequences` sequences of one first email each. */
const world = (sequences: number, prospects: number, replies: number, text?: string): Sent[] =>
  Array.from({ length: sequences }, (_, i) =>
    emailsOf({
      prospects,
      replies,
      sequence: `${text === undefined ? 'one' : 'three'} ${i}`,
      ...(text === undefined ? {} : { text }),
    }),
  ).flat();

describe('replies by number of CTAs', () => {
  it('says what the user’s own mail shows', () => {
    const found = outcomesByCtas(
      analysisOf([...world(5, 120, 9), ...world(5, 120, 2, THREE)]),
      'first',
      'reply',
    );
    expect(found.byNumber[1]).toMatchObject({ emails: 600, templates: 5, hits: 45, value: 0.075 });
    expect(found.byNumber[3]).toMatchObject({ emails: 600, templates: 5, hits: 10 });
    expect(found.tells).toBe(true);
    expect(found.sentence).toMatch(
      /^Your first emails with one CTA: 7\.5 % replies, \d\.\d to \d+\.\d; with three or more: 1\.7 %, \d\.\d to \d\.\d\.$/,
    );
    expect([...found.byKind.keys()]).toEqual(['book']);
  });
  it('cannot tell from one sequence each, however many emails', () => {
    const found = outcomesByCtas(
      analysisOf([...world(1, 900, 90), ...world(1, 900, 9, THREE)]),
      'first',
      'reply',
    );
    expect(found.tells).toBe(false);
    expect(found.sentence).toContain('cannot tell yet');
  });
  it('says that a small difference may be chance', () => {
    const found = outcomesByCtas(
      analysisOf([...world(4, 60, 4), ...world(4, 60, 3, THREE)]),
      'first',
      'reply',
    );
    expect(found.tells).toBe(false);
    expect(found.sentence).toContain('may be chance');
  });
  it('never sets first emails against later ones', () => {
    const later = emailsOf({ prospects: 200, step: 2, text: THREE });
    const found = outcomesByCtas(analysisOf([...world(4, 60, 4), ...later]), 'first', 'reply');
    expect(found.byNumber[3].emails).toBe(0);
    expect(outcomesByCtas(analysisOf(later), 'later', 'reply').byNumber[3].emails).toBe(200);
  });
  it('leaves out emails whose answers are still to come, and for clicks those without a tracked link', () => {
    const young = emailsOf({ prospects: 200, age: 1 });
    expect(outcomesByCtas(analysisOf(young), 'first', 'reply').byNumber[1].emails).toBe(0);
    const linked = emailsOf({ prospects: 90, links: ['https://a.example/p'], text: 'Hi', clickers: 9 });
    const found = outcomesByCtas(analysisOf([...linked, ...world(1, 60, 4)]), 'first', 'click');
    expect(found.byNumber[1]).toMatchObject({ emails: 90, hits: 9 });
  });
  it('is wider than the rate’s own interval, for emails of one template are alike', () => {
    const one = outcomesByCtas(analysisOf(world(1, 600, 45)), 'first', 'reply').byNumber[1];
    const many = outcomesByCtas(analysisOf(world(10, 60, 4)), 'first', 'reply').byNumber[1];
    expect((one.high ?? 0) - (one.low ?? 0)).toBeGreaterThan((many.high ?? 0) - (many.low ?? 0));
  });
});
