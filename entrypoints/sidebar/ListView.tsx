import { type ReactElement, useState } from 'react';
import { useAttempt } from '../../components/Alerts';
import { AttentionList } from '../../components/AttentionList';
import { Failure } from '../../components/Failure';
import { Finder } from '../../components/Finder';
import { FirstRun } from '../../components/FirstRun';
import { SequenceCards } from '../../components/SequenceCards';
import { ask } from '../../lib/api/client';
import type { Glance } from '../../lib/api/glance-types';
import { useAnswer } from '../../lib/api/hooks';
import { definitions } from '../../lib/i18n/definitions';
import { t } from '../../lib/i18n/text';
import { useFindings } from './useFindings';

type Open = (path: string) => void;

/** Beside a list of mail: what needs attention, the sequences of this week, and a way to find any other. */
export function ListView({ onProspect }: { onProspect(address: string): void }): ReactElement {
  const answer = useAnswer('glance');
  const attempt = useAttempt();
  const open: Open = (path) => attempt(t('sequences.opening'), () => ask('openDashboard', { path }));
  return (
    <main className="narrow-body" tabIndex={-1}>
      <h1 className="sr-only">{t('nav.sequences')}</h1>
      {answer.state === 'loading' && <p className="muted narrow-wait">{t('attention.loading')}</p>}
      {answer.state === 'failed' && <Failure message={answer.error} onRetry={answer.retry} />}
      {answer.state === 'ready' && answer.value.sequences === 0 && (
        <FirstRun words={t('sequences.noneYetGmail')} onOpen={open} />
      )}
      {answer.state === 'ready' && answer.value.sequences > 0 && (
        <Filled glance={answer.value} onOpen={open} onProspect={onProspect} />
      )}
    </main>
  );
}

function Filled({
  glance,
  onOpen,
  onProspect,
}: {
  glance: Glance;
  onOpen: Open;
  onProspect(address: string): void;
}): ReactElement {
  const [text, setText] = useState('');
  const toSequence = (id: string): void => onOpen(`/sequence/${encodeURIComponent(id)}`);
  const { groups, busy } = useFindings(text, toSequence, onProspect);
  const week = glance.rows.filter(({ lately }) => lately !== null);
  const before = glance.rows.filter(({ lately }) => lately === null);
  return (
    <Finder text={text} onText={setText} groups={groups} busy={busy}>
      <AttentionList
        items={glance.attention}
        total={glance.attentionCount}
        onOpen={({ sequence, flag }) =>
          onOpen(`/sequence/${encodeURIComponent(sequence.id)}?flag=${flag.code}`)
        }
        onAll={() => onOpen('/sequences?flag=any')}
      />
      <section>
        <h2>{t('attention.week')}</h2>
        {week.length === 0 ? (
          <p className="muted">{t('attention.quietWeek')}</p>
        ) : (
          <SequenceCards rows={week} definitions={definitions()} onOpen={({ id }) => toSequence(id)} />
        )}
      </section>
      {before.length > 0 && (
        <section>
          <h2>{t('attention.before')}</h2>
          <SequenceCards
            rows={before}
            definitions={definitions()}
            plain={week.length > 0}
            onOpen={({ id }) => toSequence(id)}
          />
        </section>
      )}
      {glance.sequences > glance.rows.length && (
        <button type="button" className="link attention-all" onClick={() => onOpen('/sequences')}>
          {t('attention.allSequences', glance.sequences)}
        </button>
      )}
    </Finder>
  );
}
