import { ArrowLeft } from 'lucide-react';
import type { ReactElement } from 'react';
import { Failure } from '../../components/Failure';
import { Timeline } from '../../components/Timeline';
import { useClickWords } from '../../components/useClickWords';
import { decisionCalls } from '../../lib/api/decision-calls';
import { useAnswer } from '../../lib/api/hooks';
import { t } from '../../lib/i18n/text';

/** All that happened with one prospect, found by name. */
export function ProspectPane({ address, onBack }: { address: string; onBack(): void }): ReactElement {
  const answer = useAnswer('prospect', { address });
  const words = useClickWords(decisionCalls);
  const found = answer.state === 'ready' ? answer.value : null;
  return (
    <main className="narrow-body" tabIndex={-1}>
      <div>
        <button type="button" className="link back" onClick={onBack}>
          <ArrowLeft size={14} aria-hidden="true" /> {t('attention.back')}
        </button>
        <h1>{found?.name || address}</h1>
        <div className="muted">{address}</div>
      </div>
      {answer.state === 'loading' && <p className="muted narrow-wait">{t('attention.loading')}</p>}
      {answer.state === 'failed' && <Failure message={answer.error} onRetry={answer.retry} />}
      {answer.state === 'ready' && found === null && (
        <p className="muted">{t('attention.notFound', [address])}</p>
      )}
      {found?.timelines.map(({ sequence, entries }) => (
        <section key={sequence.id}>
          <h2>{sequence.name}</h2>
          <Timeline entries={entries} words={words} briefly />
        </section>
      ))}
    </main>
  );
}
