import { describe, expect, it } from 'vitest';
import { flagName, flagSentence } from '../../../components/flag-words';
import { messageFlags } from '../../../lib/analytics/flags/asking-rules';
import { findFlags } from '../../../lib/analytics/flags/flags';
import { DEFAULT_THRESHOLDS } from '../../../lib/analytics/flags/thresholds';
import { emailsOf } from '../flags/world';
import { PAGE, THREE, WORLDS, world } from '../flags/worlds';

describe('a flag in words', () => {
  it.each(WORLDS)('%s reads in English as the report has it', (code, fires, silent) => {
    const flags = [...findFlags(fires), ...findFlags(silent)];
    expect(flags.map(({ code: own }) => own)).toContain(code);
    for (const flag of flags) {
      expect(flagSentence(flag)).toBe(flag.message);
      expect(flagName(flag)).not.toBe(flag.code);
    }
  });
  it('without opens, with two tricks, with a clock ahead or behind, and for one email', () => {
    const flags = [
      ...findFlags(world({ prospects: 120, subject: 'RE: YOUR INVOICE NOW' })),
      ...findFlags(world({ prospects: 20, subject: 'Re: our call', links: [PAGE], openers: 15 })),
      ...[90 * 60_000, -7_200_000, 3_660_000, -600_000].flatMap((skew) =>
        findFlags({ ...world({ prospects: 60 }), clocks: [{ tracker: 'csv', skew, events: 9 }] }),
      ),
      ...emailsOf({ prospects: 1, text: THREE, subject: 'FINAL NOTICE NOW' }).flatMap((sent) =>
        messageFlags(sent, DEFAULT_THRESHOLDS),
      ),
    ];
    expect(flags.length).toBeGreaterThan(8);
    for (const flag of flags) expect(flagSentence(flag)).toBe(flag.message);
  });
  it('of a newer version reads as it came', () => {
    const flag = { code: 'new-thing', severity: 'note' as const, message: 'Something new.', evidence: {} };
    expect(flagSentence(flag)).toBe('Something new.');
    expect(flagName(flag)).toBe('New thing');
  });
});
