import { type ReactElement, useCallback, useState } from 'react';
import { EmailTable } from '../../components/EmailTable';
import { Failure } from '../../components/Failure';
import { count } from '../../components/format';
import { MoveDialog, type Named } from '../../components/SequenceDialogs';
import { TemplateView } from '../../components/TemplateView';
import { Field } from '../../components/ui/Field';
import { ask } from '../../lib/api/client';
import { useAnswer } from '../../lib/api/hooks';
import type { EmailRow, EmailsPage } from '../../lib/api/sequence-types';
import { t } from '../../lib/i18n/text';
import { useDecide } from './useDecide';
import { useNarrow } from './useNarrow';
import { usePages } from './usePages';

/** What a sequence says, and the emails in it. */
export function SequenceInside({ sequence }: { sequence: Named }): ReactElement {
  const template = useAnswer('template', { id: sequence.id });
  return (
    <>
      <section className="section">
        <h2>{t('template.title')}</h2>
        <p className="muted">{t('template.what')}</p>
        {template.state === 'failed' && <Failure message={template.error} onRetry={template.retry} />}
        {template.state === 'ready' && (
          <>
            {template.value.merged.length > 0 && (
              <p className="muted">
                {t('template.merged', [template.value.merged.map(({ name }) => `“${name}”`).join(', ')])}
              </p>
            )}
            <TemplateView steps={template.value.steps} />
          </>
        )}
      </section>
      <Emails sequence={sequence} />
    </>
  );
}

function Emails({ sequence }: { sequence: Named }): ReactElement {
  const [text, setText] = useState('');
  const [moving, setMoving] = useState<EmailRow | null>(null);
  const overview = useAnswer('overview');
  const decide = useDecide();
  const narrow = useNarrow();
  const { answer, more, retry } = usePages<EmailRow, EmailsPage>(
    JSON.stringify([sequence.id, text]),
    (offset, limit) => ask('emails', { sequence: sequence.id, step: null, text, offset, limit }),
  );
  const oneOff = useCallback(
    (row: EmailRow) => decide({ kind: 'move', message: row.key, to: null }, t('decide.oneOffDone')),
    [decide],
  );
  return (
    <section className="section">
      <h2>{t('emails.title')}</h2>
      <div className="filter-line">
        <Field
          label={t('emails.search')}
          hideLabel
          type="search"
          placeholder={t('emails.search')}
          value={text}
          onChange={setText}
        />
        {answer.state === 'ready' && (
          <span className="muted" aria-live="polite">
            {t('template.emails', answer.value.last.total, [count(answer.value.last.total)])}
          </span>
        )}
      </div>
      {answer.state === 'failed' && <Failure message={answer.error} onRetry={retry} />}
      {answer.state === 'ready' && (
        <EmailTable
          rows={answer.value.rows}
          narrow={narrow}
          onMove={setMoving}
          onOneOff={oneOff}
          onMore={more}
        />
      )}
      {moving !== null && (
        <MoveDialog
          email={moving}
          from={sequence}
          sequences={overview.state === 'ready' ? overview.value.sequences : [sequence]}
          onDo={(to, step) =>
            decide(
              { kind: 'move', message: moving.key, to: { sequence: to.id, step } },
              t('decide.moved', [to.name, String(step)]),
            )
          }
          onClose={() => setMoving(null)}
        />
      )}
    </section>
  );
}
