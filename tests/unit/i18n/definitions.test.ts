import { describe, expect, it } from 'vitest';
import { DEFINITIONS } from '../../../lib/analytics/definitions';
import { everyReason } from '../../../lib/analytics/phantom/reasons';
import { UNTRACKED } from '../../../lib/analytics/rates/tracked';
import { reasonList, reasonWords } from '../../../lib/api/reason-words';
import { definitions } from '../../../lib/i18n/definitions';
import { t } from '../../../lib/i18n/text';
import { german } from '../../shared/locale-setup';

describe('what the core says in English', () => {
  it('is said on surfaces in the same words', () => {
    expect(definitions()).toEqual(DEFINITIONS);
    expect(t('rate.untracked')).toBe(UNTRACKED);
    for (const reason of [...everyReason(), '1 second after sending', '40 minutes after sending'])
      expect(reasonWords(reason)).toBe(reason);
  });

  it('has German words, every reason of them', () => {
    german(() => {
      const reasons = everyReason();
      expect(reasons.filter((reason) => reasonWords(reason) === reason)).toEqual([]);
      expect(new Set(reasons.map(reasonWords)).size).toBe(new Set(reasons).size);
      expect(reasonList(['1 second after sending', '3 hours after sending'])).toBe(
        '1 Sekunde nach dem Senden; 3 Stunden nach dem Senden',
      );
    });
  });

  it('stays as it is where a newer version says something else', () => {
    expect(reasonWords('toString')).toBe('toString');
    expect(reasonWords('5 fortnights after sending')).toBe('5 fortnights after sending');
  });
});
