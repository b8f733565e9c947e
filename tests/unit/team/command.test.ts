import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { reportSchema } from '../../../lib/export/schema';
import { makeSample } from '../../../lib/sample/sample';
import { headlessReport } from '../../shared/report-command';
import { SAMPLE_NOW } from '../../shared/sample';

it('the report writes facts for a team, and reads a folder of them with the same numbers', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-facts-'));
  const paths = makeSample(SAMPLE_NOW).files.map(({ name, text }) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  });
  const [mail = '', ...clicks] = paths;
  const now = new Date(SAMPLE_NOW).toISOString();
  const facts = join(folder, 'facts');
  const own = await headlessReport(
    '--mail',
    mail,
    '--clicks',
    ...clicks,
    '--now',
    now,
    '--format',
    'json',
    '--write-facts',
    facts,
    '--team-key',
    'ours',
  );
  const team = await headlessReport('--facts', facts, '--now', now, '--format', 'json');
  const [one, many] = [own, team].map((text) => reportSchema.parse(JSON.parse(text)));
  expect(many?.totals.rates).toEqual(one?.totals.rates);
  expect(many?.sequences.map(({ rates }) => rates)).toEqual(one?.sequences.map(({ rates }) => rates));
  await expect(headlessReport('--facts', facts, '--mail', mail)).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--facts stands alone'),
  });
  await expect(headlessReport('--facts', folder)).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining('no set of Plumbline’s Parquet files'),
  });
});
