import { useCallback } from 'react';
import { useAttempt } from '../../components/Alerts';
import { toast } from '../../components/ui/Toasts';
import { ask } from '../../lib/api/client';
import { decisionCalls } from '../../lib/api/decision-calls';
import type { SequenceWord } from '../../lib/api/decisions';
import { t } from '../../lib/i18n/text';

/** Decides about a sequence and says so in a toast that takes it back. */
export function useDecide(): (word: SequenceWord, done: string) => void {
  const attempt = useAttempt();
  return useCallback(
    (word, done) =>
      attempt(t('decide.deciding'), async () => {
        const { id } = await ask('decideSequence', word);
        toast({
          text: done,
          onUndo: () => attempt(t('decide.undoing'), () => ask('undoDecision', { id })),
        });
      }),
    [attempt],
  );
}

/** Takes decisions back and says so in a toast that brings them again. */
export function useTakeBack(): (ids: readonly number[]) => void {
  const attempt = useAttempt();
  return useCallback(
    (ids) =>
      attempt(t('decide.undoing'), async () => {
        const taken = await ask('undoDecisions', { ids });
        toast({
          text: t('decide.takenBack'),
          onUndo: () => attempt(t('decide.deciding'), () => decisionCalls.restore(taken)),
        });
      }),
    [attempt],
  );
}
