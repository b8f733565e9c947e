import { describe, expect, it } from 'vitest';
import { analyse } from '../../../lib/analytics/analyse';
import { needsAttention } from '../../../lib/analytics/attention/attention';
import { report } from '../../../lib/analytics/report';
import type { Flag, SequenceReport } from '../../../lib/analytics/report-types';
import { activityOf } from '../../../lib/analytics/trend/lately';
import { readFacts } from '../../shared/facts';
import { SAMPLE_NOW, sampleFiles } from '../../shared/sample';

const facts = await readFacts(sampleFiles());
const accounts = [...new Set(facts.messages.map(({ account }) => account))];
const analysis = analyse(facts, { now: SAMPLE_NOW, accounts });
const full = report(analysis);
const [model] = full.sequences;
if (model === undefined) throw new Error('The sample has no sequence.');

const DAY = 86_400_000;
const flag = (code: string, severity: Flag['severity'] = 'warning'): Flag => ({
  code,
  severity,
  message: '',
  evidence: {},
});

function sequence(
  id: string,
  flags: readonly Flag[],
  { days = 1, delivered = 100, steps = [] as readonly Flag[][] } = {},
): SequenceReport {
  if (model === undefined) throw new Error('The sample has no sequence.');
  const [step] = model.steps;
  if (step === undefined) throw new Error('The sequence has no step.');
  return {
    ...model,
    id,
    name: id,
    flags,
    lastSentAt: new Date(SAMPLE_NOW - days * DAY).toISOString(),
    prospects: { ...model.prospects, delivered },
    steps: steps.map((own, index) => ({ ...step, index: index + 1, flags: own })),
  };
}

describe('what needs attention', () => {
  it('comes worst first: running before over, by what was found, by size', () => {
    const found = needsAttention(
      [
        sequence('over', [flag('many-bounces')], { days: 40 }),
        sequence('small', [flag('too-many-ctas')], { delivered: 10 }),
        sequence('large', [flag('too-many-ctas')], { delivered: 500 }),
        sequence('bounces', [flag('many-bounces')], { delivered: 5 }),
        sequence('silent', [flag('clicks-without-replies')]),
        sequence('note', [flag('two-ctas', 'note')]),
      ],
      SAMPLE_NOW,
    );
    expect(found.map(({ sequence: { id } }) => id)).toEqual([
      'bounces',
      'large',
      'small',
      'silent',
      'note',
      'over',
    ]);
  });

  it('names each sequence once, by its worst finding, and counts the others', () => {
    const [only, ...rest] = needsAttention(
      [
        sequence('a', [flag('phantom-clicks'), flag('too-early', 'note')], {
          steps: [[flag('phantom-clicks')], [flag('too-many-ctas')]],
        }),
      ],
      SAMPLE_NOW,
    );
    expect(rest).toEqual([]);
    expect(only).toMatchObject({ step: 2, more: 1, flag: { code: 'too-many-ctas' } });
  });

  it('leaves out what only asks for patience', () => {
    expect(
      needsAttention([sequence('a', [flag('too-early', 'note'), flag('maturing', 'note')])], SAMPLE_NOW),
    ).toEqual([]);
  });

  it('does not depend on the order of the sequences', () => {
    const forward = needsAttention(full.sequences, SAMPLE_NOW);
    expect(forward.length).toBeGreaterThan(1);
    expect(needsAttention(full.sequences.toReversed(), SAMPLE_NOW)).toEqual(forward);
  });
});

describe('what happened lately', () => {
  it('counts emails sent, replies that came and human clicks, whenever their email was sent', () => {
    const days = 400; // the whole sample
    const all = activityOf(analysis, days);
    for (const { id, emails, answers, clicks } of full.sequences) {
      const own = all.get(id);
      expect(own?.emails).toBe(emails.sent);
      expect(own?.replies).toBe(answers.reply);
      expect(own?.clicks).toBeCloseTo(clicks.human, 1);
    }
  });

  it('is only of these days', () => {
    const week = activityOf(analysis, 7);
    const since = SAMPLE_NOW - 7 * DAY;
    const sent = analysis.sent.filter(({ mail, placement }) => placement !== null && mail.fact.at > since);
    expect([...week.values()].reduce((sum, { emails }) => sum + emails, 0)).toBe(sent.length);
    expect(activityOf(analysis, 0).size).toBe(0);
  });
});
