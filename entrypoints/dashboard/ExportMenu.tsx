import type { ReactElement } from 'react';
import { useAttempt } from '../../components/Alerts';
import { Menu } from '../../components/ui/Menu';
import { toast } from '../../components/ui/Toasts';
import type { ClickDetail, Report } from '../../lib/analytics/report-types';
import { ask } from '../../lib/api/client';
import { toCsv } from '../../lib/export/csv';
import { toPage } from '../../lib/export/page';
import { sheetsOf } from '../../lib/export/sheets';
import { toMarkdown } from '../../lib/export/text';
import { t } from '../../lib/i18n/text';
import { saveFile } from './saveFile';

/** Clicks in one answer of the background: a few megabytes. */
const PAGE = 10_000;

async function withClicks(report: Report): Promise<Report> {
  const clicks: ClickDetail[] = [];
  for (;;) {
    const { total, rows } = await ask('clicks', { from: clicks.length, count: PAGE });
    for (const row of rows) clicks.push(row);
    if (rows.length === 0 || clicks.length >= total) return { ...report, clicks };
  }
}

/** The report, or one sequence of it, in every format. */
export function ExportMenu({ sequence }: { sequence?: string }): ReactElement {
  const attempt = useAttempt();
  const take = async (): Promise<Report> => {
    const report = await ask('report');
    if (sequence === undefined) return report;
    return { ...report, sequences: report.sequences.filter(({ id }) => id === sequence) };
  };
  const takeAll = async (): Promise<Report> => {
    const report = await withClicks(await take());
    if (sequence === undefined) return report;
    return { ...report, clicks: (report.clicks ?? []).filter(({ sequenceId }) => sequenceId === sequence) };
  };
  const save = (report: Report, ending: string, type: string, content: BlobPart): void => {
    const name = `plumbline-${report.generatedAt.slice(0, 10)}.${ending}`;
    saveFile(name, type, content);
    toast({ text: t('exports.saved', { name }) });
  };
  const does = (work: () => Promise<void>) => (): void => attempt(t('exports.what'), work);
  return (
    <Menu
      label={t('exports.title')}
      entries={[
        {
          id: 'csv',
          text: t('exports.csv'),
          onChoose: does(async () => {
            const report = await take();
            save(report, 'csv', 'text/csv', toCsv(report));
          }),
        },
        {
          id: 'xlsx',
          text: t('exports.xlsx'),
          onChoose: does(async () => {
            // The writers are large and rarely wanted: they come when they are asked for.
            const { toXlsx } = await import('../../lib/export/xlsx');
            const report = await takeAll();
            const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
            save(report, 'xlsx', type, await toXlsx(sheetsOf(report)));
          }),
        },
        {
          id: 'parquet',
          text: t('exports.parquet'),
          onChoose: does(async () => {
            const { toParquetArchive } = await import('../../lib/export/archive');
            const report = await takeAll();
            save(report, 'parquet.zip', 'application/zip', toParquetArchive(sheetsOf(report)));
          }),
        },
        {
          id: 'csv-archive',
          text: t('exports.everything'),
          onChoose: does(async () => {
            const { toCsvArchive } = await import('../../lib/export/archive');
            const report = await takeAll();
            save(report, 'csv.zip', 'application/zip', toCsvArchive(sheetsOf(report)));
          }),
        },
        {
          id: 'json',
          text: t('exports.json'),
          onChoose: does(async () => {
            const report = await takeAll();
            save(report, 'json', 'application/json', JSON.stringify(report, null, 2));
          }),
        },
        {
          id: 'markdown',
          text: t('exports.markdown'),
          onChoose: does(async () => {
            await navigator.clipboard.writeText(toMarkdown(await take()));
            toast({ text: t('exports.copied') });
          }),
        },
        {
          id: 'page',
          text: t('exports.page'),
          onChoose: does(async () => {
            const report = await take();
            save(report, 'html', 'text/html', toPage(report));
          }),
        },
      ]}
    >
      {t('exports.title')}
    </Menu>
  );
}
