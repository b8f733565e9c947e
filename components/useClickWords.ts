import { useMemo } from 'react';
import type { ClickWord, DecisionView } from '../lib/api/decisions';
import { t } from '../lib/i18n/text';
import { useAttempt } from './Alerts';
import type { ClickWordCalls } from './ClickWords';
import { toast } from './ui/Toasts';

/** How words reach the background; a surface gives them. */
export interface DecisionCalls {
  decideClick(word: ClickWord): Promise<{ id: number }>;
  unsayClick(about: ClickWord['about']): Promise<readonly DecisionView[]>;
  undo(ids: readonly number[]): Promise<unknown>;
  /** Brings back what was taken back. */
  restore(decisions: readonly DecisionView[]): Promise<unknown>;
}

function said({ about, by }: ClickWord): string {
  if ('company' in about)
    return by === 'human'
      ? t('audit.saidAllPerson', [about.company])
      : t('audit.saidAllMachine', [about.company]);
  return by === 'human' ? t('audit.saidPerson') : t('audit.saidMachine');
}

/** Words about clicks, each told in a toast that takes it back. */
export function useClickWords(calls: DecisionCalls): ClickWordCalls {
  const attempt = useAttempt();
  return useMemo(
    () => ({
      say: (word) =>
        attempt(t('audit.saying'), async () => {
          const { id } = await calls.decideClick(word);
          toast({
            text: said(word),
            onUndo: () => attempt(t('decide.undoing'), () => calls.undo([id])),
          });
        }),
      unsay: (about) =>
        attempt(t('decide.undoing'), async () => {
          const taken = await calls.unsayClick(about);
          toast({
            text: t('audit.unsaid'),
            onUndo: () => attempt(t('audit.saying'), () => calls.restore(taken)),
          });
        }),
    }),
    [attempt, calls],
  );
}
