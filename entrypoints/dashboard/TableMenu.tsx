import type { ReactElement } from 'react';
import { useAttempt } from '../../components/Alerts';
import { Menu } from '../../components/ui/Menu';
import { toast } from '../../components/ui/Toasts';
import { sheetToCsv } from '../../lib/export/csv';
import type { Sheet } from '../../lib/export/sheets';
import { t } from '../../lib/i18n/text';
import { saveFile } from './saveFile';

/** Saves a table, or some that belong together, in the formats that every other export has. */
export function TableMenu({
  name,
  label = t('exports.title'),
  take,
}: {
  /** Of the file, without ending. */
  readonly name: string;
  readonly label?: string;
  /** All rows, not only those on screen. */
  take(): Promise<readonly Sheet[]>;
}): ReactElement {
  const attempt = useAttempt();
  const save =
    (ending: string, type: string, write: (sheets: readonly Sheet[]) => Promise<BlobPart>) => (): void =>
      attempt(t('exports.what'), async () => {
        const file = `plumbline-${name}.${ending}`;
        saveFile(file, type, await write(await take()));
        toast({ text: t('exports.saved', { name: file }) });
      });
  return (
    <Menu
      label={label}
      entries={[
        {
          id: 'csv',
          text: t('exports.csv'),
          // Several tables are written below each other, each under its name.
          onChoose: save('csv', 'text/csv', async (sheets) =>
            sheets.length === 1
              ? sheets.map(sheetToCsv).join('')
              : sheets.map((sheet) => `${sheet.name}\r\n${sheetToCsv(sheet)}`).join('\r\n'),
          ),
        },
        {
          id: 'xlsx',
          text: t('exports.xlsx'),
          onChoose: save(
            'xlsx',
            'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
            async (sheets) => (await import('../../lib/export/xlsx')).toXlsx(sheets),
          ),
        },
        {
          id: 'parquet',
          text: t('exports.parquet'),
          onChoose: save('parquet.zip', 'application/zip', async (sheets) =>
            (await import('../../lib/export/archive')).toParquetArchive(sheets),
          ),
        },
      ]}
    >
      {t('exports.title')}
    </Menu>
  );
}
