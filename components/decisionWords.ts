import type { DecisionView } from '../lib/api/decisions';
import type { DecisionBook } from '../lib/api/sequence-types';
import { t } from '../lib/i18n/text';
import { time } from './format';

type Book = Pick<DecisionBook, 'names' | 'messages' | 'clicks'>;

/** A decision in plain words. What it is about and is no longer here is named by its id. */
export function decisionWords(decision: DecisionView, book: Book): string {
  if (decision.room === 'click') {
    const { about, by } = decision.word;
    if ('company' in about)
      return by === 'human'
        ? t('audit.saidAllPerson', [about.company])
        : t('audit.saidAllMachine', [about.company]);
    const click = book.clicks[about.click];
    if (click === undefined)
      return by === 'human'
        ? t('decide.clickPerson', [about.click])
        : t('decide.clickMachine', [about.click]);
    const which = t('decide.clickOf', [
      click.prospect === '' ? t('audit.nobody') : click.prospect,
      time(click.at),
    ]);
    return by === 'human' ? t('decide.clickPerson', [which]) : t('decide.clickMachine', [which]);
  }
  const { word } = decision;
  const name = (id: string): string => book.names[id] ?? id;
  switch (word.kind) {
    case 'rename':
      return t('decide.saidRename', [word.name]);
    case 'merge':
      return t('decide.mergeDone', [name(word.from), name(word.into)]);
    case 'variants':
      return t('decide.variantsDone', [name(word.from), name(word.into)]);
    case 'split':
      return t('decide.saidSplit', [name(word.sequence), String(word.step), word.name]);
    case 'move': {
      const message = book.messages[word.message];
      const which = message === undefined ? word.message : t('decide.emailTo', [message.subject, message.to]);
      return word.to === null
        ? t('decide.saidOneOff', [which])
        : t('decide.saidMove', [which, name(word.to.sequence), String(word.to.step)]);
    }
    case 'hide':
      return t('decide.hidDone', [name(word.sequence)]);
    case 'label':
      return t('decide.labelDone', [word.label, word.name]);
  }
}
