import type { ReactElement } from 'react';
import { CounterTable } from '../../components/CounterTable';
import { Failure } from '../../components/Failure';
import { useAnswer } from '../../lib/api/hooks';
import { hrefTo } from './useRoute';

/** The sums of one sequence, or all; nothing where there are none. */
export function Counters({ sequence }: { sequence: string | null }): ReactElement | null {
  const answer = useAnswer('counters', { sequence });
  if (answer.state === 'failed') return <Failure message={answer.error} onRetry={answer.retry} />;
  if (answer.state === 'loading' || answer.value.length === 0) return null;
  return (
    <CounterTable
      counters={answer.value}
      {...(sequence === null ? { hrefOf: (id: string) => hrefTo('sequence', id) } : {})}
    />
  );
}
