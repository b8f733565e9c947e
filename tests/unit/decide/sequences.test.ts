import { describe, expect, it } from 'vitest';
import { labelsOf } from '../../../lib/api/sequence-views';
import { readFacts } from '../../shared/facts';
import { sampleFiles } from '../../shared/sample';
import { sequenceId, withSample } from './world';

const PAGE = { step: null, text: '', offset: 0, limit: 1000 };

describe('decisions about sequences', () => {
  it('a merged sequence is found under its old id, in every call', async () => {
    const { server } = await withSample('merge-1');
    const from = await sequenceId(server, 'Approvals');
    const into = await sequenceId(server, 'Benchmarks');
    const emails = (await server.emails({ ...PAGE, sequence: from })).total;
    const others = (await server.emails({ ...PAGE, sequence: into })).total;
    const { id } = await server.decideSequence({ kind: 'merge', from, into });
    expect((await server.sequence({ id: from }))?.id).toBe(into);
    expect((await server.emails({ ...PAGE, sequence: from })).total).toBe(emails + others);
    expect((await server.template({ id: from })).merged.map((entry) => entry.id)).toEqual([from]);
    const audit = await server.audit({
      ...PAGE,
      sequence: from,
      verdict: null,
      company: null,
      rule: null,
      sort: { column: 'at', direction: 'ascending' },
    });
    expect(audit.sequence?.id).toBe(into);
    await server.undoDecision({ id });
    expect((await server.sequence({ id: from }))?.id).toBe(from);
  });

  it('a part split off keeps its id through a restore in another browser, and what was decided about it', async () => {
    const { server } = await withSample('split-1');
    const of = await sequenceId(server, 'Closing the books');
    const whole = (await server.sequence({ id: of }))?.emails.sent ?? 0;
    await server.decideSequence({ kind: 'split', sequence: of, step: 2, name: 'Second thoughts' });
    const part = await sequenceId(server, 'Second thoughts');
    await server.decideSequence({ kind: 'rename', sequence: part, name: 'Third thoughts' });
    const split = await server.sequence({ id: part });
    expect(split).toMatchObject({ name: 'Third thoughts', origin: 'user' });
    expect((split?.emails.sent ?? 0) + ((await server.sequence({ id: of }))?.emails.sent ?? 0)).toBe(whole);
    const backup = await server.backup();
    // Once it is merged away, the page of decisions still knows its name.
    const { id: merge } = await server.decideSequence({ kind: 'merge', from: part, into: of });
    expect((await server.decisionBook()).names[part]).toBe('Third thoughts');
    await server.undoDecision({ id: merge });

    const other = await withSample('split-2');
    // Numbers of rows differ there.
    await other.server.decideClick({ about: { company: 'some.example' }, by: 'human' });
    await other.server.restore(backup);
    expect((await other.server.sequence({ id: part }))?.name).toBe('Third thoughts');
  });

  it('a message moves to another step or out of all sequences', async () => {
    const { server } = await withSample('move-1');
    const from = await sequenceId(server, 'Approvals');
    const into = await sequenceId(server, 'Benchmarks');
    const { rows, total } = await server.emails({ ...PAGE, sequence: from });
    const [first, second] = rows;
    await server.decideSequence({
      kind: 'move',
      message: first?.key ?? '',
      to: { sequence: into, step: 2 },
    });
    await server.decideSequence({ kind: 'move', message: second?.key ?? '', to: null });
    expect((await server.emails({ ...PAGE, sequence: from })).total).toBe(total - 2);
    const moved = await server.emails({ ...PAGE, sequence: into, text: first?.prospects[0] ?? '' });
    expect(moved.rows.map(({ key, step }) => [key, step])).toEqual([[first?.key, 2]]);
    const book = await server.decisionBook();
    expect(book.messages[first?.key ?? '']?.to).toBe(first?.prospects.join(', '));
    await server.undoDecisions({ ids: book.decisions.map(({ id }) => id) });
    expect((await server.emails({ ...PAGE, sequence: from })).total).toBe(total);
  });

  it('a hidden sequence is listed with the decisions that hide it, and comes back', async () => {
    const at = await withSample('hide-1');
    const id = await sequenceId(at.server, 'Approvals');
    await at.server.decideSequence({ kind: 'hide', sequence: id });
    at.pass(60_000);
    await at.server.decideSequence({ kind: 'hide', sequence: id });
    expect(await at.server.sequence({ id })).toBeNull();
    const later = at.restart().server;
    const [hidden] = (await later.decisionBook()).hidden;
    expect(hidden).toMatchObject({ id, name: 'Approvals without the chasing' });
    await later.undoDecisions({ ids: hidden?.decisions ?? [] });
    expect((await later.sequence({ id }))?.id).toBe(id);
  });

  it('shows the template with its slots, and the time between steps', async () => {
    const { server } = await withSample('template-1');
    const id = await sequenceId(server, 'Closing the books');
    const { steps } = await server.template({ id });
    expect(steps.map(({ index }) => index)).toEqual([1, 2]);
    expect(steps[1]?.gap).toBe(4 * 86_400_000);
    expect(steps[0]?.variants[0]?.parts.some((part) => part.kind === 'slot')).toBe(true);
  });

  it('offers the user’s own labels, not Gmail’s, and makes one a sequence', async () => {
    const facts = await readFacts(sampleFiles());
    const labelled = facts.messages.map((message, index) =>
      message.direction === 'sent' && index % 3 === 0
        ? { ...message, labels: [...message.labels, 'Outreach/Spring'] }
        : message,
    );
    expect(labelsOf(labelled, []).map(({ label }) => label)).toEqual(['Outreach/Spring']);
    const { desk } = await import('./world');
    const { server } = desk('label-1');
    await server.startImport({ id: 'a', name: 'a' });
    await server.addFacts({ importId: 'a', number: 0, ...facts, messages: labelled });
    await server.finishImport({ id: 'a', state: 'done', error: null });
    const { id } = await server.decideSequence({ kind: 'label', label: 'Outreach/Spring', name: 'Spring' });
    const found = (await server.overview()).sequences.find(({ name }) => name === 'Spring');
    expect(found?.origin).toBe('label');
    expect((await server.labels())[0]).toMatchObject({ label: 'Outreach/Spring', named: id });
    await server.undoDecision({ id });
    expect((await server.overview()).sequences.some(({ name }) => name === 'Spring')).toBe(false);
  });
});
