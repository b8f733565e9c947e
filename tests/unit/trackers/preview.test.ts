import { gzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { previewFile } from '../../../lib/importing/preview-file';
import { chunksOf, fixture } from './reading';

const preview = (content: Uint8Array | string) =>
  previewFile({
    name: 'file',
    chunks: chunksOf(typeof content === 'string' ? new TextEncoder().encode(content) : content, 100),
  });

describe('the preview of a file', () => {
  it('shows rows as they would be understood, packed or not', async () => {
    const table = fixture('any-table.csv');
    for (const content of [
      table,
      gzipSync(table),
      zipSync({ 'dub.json': fixture('dub.json'), 'any-table.csv': table }),
    ]) {
      const shown = await preview(content);
      expect(shown?.tracker).toBeNull();
      expect(shown?.mapping).toMatchObject({
        dateOrder: 'dmy',
        zone: 'Europe/Berlin',
        columns: { recipient: 0, url: 1, at: 2, kind: 3, ip: 4, userAgent: 5 },
      });
      expect(shown?.rows.map(({ at }) => at)).toEqual([
        '2026-03-03T10:15:30.000Z',
        '2026-03-14T07:00:00.000Z',
      ]);
    }
  });

  it('names a tracker whose own export it is', async () => {
    expect((await preview(fixture('listmonk.csv')))?.tracker).toBe('listmonk');
    expect((await preview(fixture('yamm.csv')))?.tracker).toBe('YAMM');
  });

  it('shows the cells where nothing can be guessed, and the user’s own reading of them', async () => {
    const text = 'Wer;Wohin\nx;y\n';
    const shown = await preview(text);
    expect(shown).toMatchObject({
      mapping: null,
      headings: ['Wer', 'Wohin'],
      rows: [{ cells: ['x', 'y'], event: null }],
    });
    const mapping = {
      version: 1,
      headings: ['Wer', 'Wohin'],
      columns: { recipient: 0, at: 1 },
      rows: 'events',
      kind: 'open',
      dateOrder: null,
      zone: 'UTC',
    } as const;
    const told = await previewFile(
      {
        name: 'file',
        chunks: chunksOf(new TextEncoder().encode('Wer;Wohin\na@b.example;2026-03-05 10:00\n')),
      },
      mapping,
    );
    expect(told?.rows[0]).toMatchObject({
      at: '2026-03-05T10:00:00.000Z',
      event: { kind: 'open', recipient: 'a@b.example' },
    });
  });

  it('is not for mail and JSON', async () => {
    expect(await preview(fixture('dub.json'))).toBeNull();
    expect(await preview('From: a@b.example\nSubject: x\n\nHello, there\n')).toBeNull();
  });
});
