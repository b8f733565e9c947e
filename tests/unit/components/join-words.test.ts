import { describe, expect, it } from 'vitest';
import { joinWords, sureWords } from '../../../components/join-words';

describe('how a click was joined, in words', () => {
  it('says by what and how sure', () => {
    expect(joinWords('message-id', 1)).toBe('Joined by Message-ID, certain');
    expect(joinWords('link', 0.98)).toBe('Joined by recipient and link, very sure');
    expect(joinWords('shared-link', 0.9)).toContain('to no person');
  });

  it('is never surer of the less certain', () => {
    const steps = [1, 0.99, 0.98, 0.95, 0.85, 0.8, 0.7, 0.6, 0.5].map(sureWords);
    expect([...new Set(steps)]).toEqual(['certain', 'very sure', 'quite sure', 'likely', 'a guess']);
  });
});
