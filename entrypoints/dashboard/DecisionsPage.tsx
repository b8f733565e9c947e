import { type ReactElement, useMemo, useState } from 'react';
import { useAttempt } from '../../components/Alerts';
import { decisionWords } from '../../components/decisionWords';
import { Failure } from '../../components/Failure';
import { FileButton } from '../../components/FileButton';
import { time } from '../../components/format';
import { PageTitle } from '../../components/PageTitle';
import { RestoreResult } from '../../components/RestoreResult';
import { type DataColumn, DataTable } from '../../components/ui/DataTable';
import type { RestoreOutcome } from '../../lib/api/backup-types';
import { ask } from '../../lib/api/client';
import { useAnswer } from '../../lib/api/hooks';
import { t } from '../../lib/i18n/text';
import { readJson } from './readJson';
import { SequenceTools } from './SequenceTools';
import { saveFile } from './saveFile';
import { useTakeBack } from './useDecide';
import { useNarrow } from './useNarrow';
import { hrefTo } from './useRoute';

interface Row {
  readonly id: string;
  readonly number: number;
  readonly at: number;
  readonly words: string;
}

/** All that the user decided, in plain words; each can be taken back, all can go into a file and come from one. */
export function DecisionsPage(): ReactElement {
  const answer = useAnswer('decisionBook');
  const attempt = useAttempt();
  const takeBack = useTakeBack();
  const narrow = useNarrow();
  const [outcome, setOutcome] = useState<RestoreOutcome | null>(null);
  const book = answer.state === 'ready' ? answer.value : null;
  const rows = useMemo(
    () =>
      (book?.decisions ?? []).map(
        (decision): Row => ({
          id: String(decision.id),
          number: decision.id,
          at: decision.at,
          words: book === null ? '' : decisionWords(decision, book),
        }),
      ),
    [book],
  );
  const columns = useMemo((): DataColumn<Row>[] => {
    const undo = (row: Row): ReactElement => (
      <button
        type="button"
        className="quiet small"
        aria-label={t('decide.undoThis', [row.words])}
        onClick={() => takeBack([row.number])}
      >
        {t('ui.undo')}
      </button>
    );
    if (narrow)
      return [
        {
          id: 'what',
          title: t('decide.what'),
          rowHeader: true,
          cell: (row) => (
            <div className="email-narrow">
              <div>
                <div className="clip-2">{row.words}</div>
                <div className="muted">{time(row.at)}</div>
              </div>
              {undo(row)}
            </div>
          ),
        },
      ];
    return [
      { id: 'at', title: t('decide.when'), width: 120, cell: (row) => time(row.at) },
      {
        id: 'what',
        title: t('decide.what'),
        rowHeader: true,
        width: 480,
        cell: (row) => <div className="clip-2">{row.words}</div>,
      },
      { id: 'undo', title: t('decide.undoColumn'), width: 110, cell: undo },
    ];
  }, [narrow, takeBack]);
  const save = async (): Promise<void> => {
    const backup = await ask('backup');
    saveFile(
      `plumbline-decisions-${backup.at.slice(0, 10)}.json`,
      'application/json',
      JSON.stringify({ ...backup, settings: {} }, null, 2),
    );
  };
  const restore = async (file: File): Promise<void> => {
    setOutcome(null);
    setOutcome(await ask('restore', { ...(await readJson(file)), settings: {} }));
  };
  return (
    <>
      <div className="title-line">
        <PageTitle title={t('decide.title')} />
        <button type="button" className="quiet" onClick={() => attempt(t('audit.exporting'), save)}>
          {t('decide.export')}
        </button>
        <FileButton
          text={t('decide.import')}
          accept=".json,application/json"
          onFile={(file) => attempt(t('backup.restoring'), () => restore(file))}
        />
      </div>
      <p className="muted lead">
        {t('decide.lead')} <a href={hrefTo('backup')}>{t('backup.link')}</a>
      </p>
      <RestoreResult outcome={outcome} />
      {answer.state === 'failed' && <Failure message={answer.error} onRetry={answer.retry} />}
      {answer.state === 'ready' && (
        <DataTable
          label={t('decide.title')}
          columns={columns}
          rows={rows}
          empty={t('decide.none')}
          rowHeight={narrow ? 84 : 56}
        />
      )}
      <SequenceTools />
    </>
  );
}
