import { describe, expect, test } from 'vitest';
import { measureAutoReplies, measureBounces, measureQuotes, ratio } from '../../accuracy/mail.accuracy';
import { sharedData } from '../../shared/data';

/** The floors of accuracy, held on the corpora beside the checkout; skipped where those are not on this machine. */

const bounces = sharedData('corpora/bounces');
const autoReplies = sharedData('corpora/autoreplies');
const quotes = sharedData('corpora/quotes');

describe.skipIf(bounces === null)('bounces', async () => {
  const figures = bounces === null ? null : await measureBounces(bounces);

  test('98.5 % of the bounces are found', () => {
    expect(ratio(figures?.byKind.get('bounce') ?? { right: 0, of: 0, wrong: [] })).toBeGreaterThanOrEqual(
      0.985,
    );
  });
  test('no other mail is called a notice', () => {
    expect(figures?.byKind.get('not a notice')?.wrong).toEqual([]);
  });
  test('97 % of the delays are kept apart', () => {
    expect(ratio(figures?.byKind.get('delay') ?? { right: 0, of: 0, wrong: [] })).toBeGreaterThanOrEqual(
      0.97,
    );
  });
  test('95 % of the failed addresses are exact', () => {
    expect(ratio(figures?.failedAddresses ?? { right: 0, of: 0, wrong: [] })).toBeGreaterThanOrEqual(0.95);
  });
});

describe.skipIf(autoReplies === null)('auto-replies', async () => {
  const figures = autoReplies === null ? null : await measureAutoReplies(autoReplies);

  test('every header case is right', () => {
    expect(figures?.headerCases.wrong).toEqual([]);
  });
  test('80 % of the bodies without headers are found', () => {
    expect(ratio(figures?.bodies ?? { right: 0, of: 0, wrong: [] })).toBeGreaterThanOrEqual(0.8);
  });
  test('no person who writes "out of the office" is taken', () => {
    expect(figures?.peopleKept.wrong).toEqual([]);
  });
});

describe.skipIf(quotes === null)('reply text', async () => {
  const figures = quotes === null ? null : await measureQuotes(quotes);

  test('90 % of the replies are the expected text', () => {
    expect(ratio(figures?.withoutQuotes ?? { right: 0, of: 0, wrong: [] })).toBeGreaterThanOrEqual(0.9);
    expect(ratio(figures?.talon ?? { right: 0, of: 0, wrong: [] })).toBeGreaterThanOrEqual(0.9);
  });
  test('no reply is emptied', () => {
    expect(figures?.emptied.wrong).toEqual([]);
  });
});
