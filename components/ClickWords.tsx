import { Bot, User } from 'lucide-react';
import type { ReactElement } from 'react';
import { isSharedDomain } from '../lib/analytics/shared-domains';
import type { Said } from '../lib/api/audit-types';
import type { ClickWord } from '../lib/api/decisions';
import { t } from '../lib/i18n/text';
import { Menu, type MenuEntry } from './ui/Menu';

/** What a word about a click needs to know of it. */
export interface WordClick {
  readonly key: string;
  /** Domain; `''` where the tracker does not say who clicked. */
  readonly company: string;
  readonly said: Said | null;
}

export interface ClickWordCalls {
  say(word: ClickWord): void;
  /** Takes back what was said. */
  unsay(about: ClickWord['about']): void;
}

/** One tap says who clicked; the same tap again takes it back. */
export function ClickWords({
  click,
  calls,
  more = [],
}: {
  readonly click: WordClick;
  readonly calls: ClickWordCalls;
  readonly more?: readonly MenuEntry[];
}): ReactElement {
  const { key, company, said } = click;
  const tap = (by: 'human' | 'machine') => (): void => {
    // A word about the company shows on the click, but is not the click's: a tap then says it of this click alone.
    if (said?.by === by && !said.company) calls.unsay({ click: key });
    else calls.say({ about: { click: key }, by });
  };
  const ofCompany = company !== '' && !isSharedDomain(company);
  const entries: MenuEntry[] = [
    ...(ofCompany
      ? [
          {
            id: 'company-human',
            text: t('audit.allPerson', [company]),
            onChoose: () => calls.say({ about: { company }, by: 'human' }),
          },
          {
            id: 'company-machine',
            text: t('audit.allMachine', [company]),
            onChoose: () => calls.say({ about: { company }, by: 'machine' }),
          },
        ]
      : []),
    ...(ofCompany && said?.company === true
      ? [
          {
            id: 'company-none',
            text: t('audit.unsayCompany', [company]),
            onChoose: () => calls.unsay({ company }),
          },
        ]
      : []),
    ...more,
  ];
  return (
    <div className="words">
      <button
        type="button"
        className="word word-human"
        aria-pressed={said?.by === 'human'}
        aria-label={t('audit.sayPerson')}
        onClick={tap('human')}
      >
        <User size={13} aria-hidden="true" /> {t('audit.person')}
      </button>
      <button
        type="button"
        className="word word-machine"
        aria-pressed={said?.by === 'machine'}
        aria-label={t('audit.sayMachine')}
        onClick={tap('machine')}
      >
        <Bot size={13} aria-hidden="true" /> {t('audit.machine')}
      </button>
      {entries.length > 0 && <Menu label={t('audit.moreAbout')} entries={entries} />}
    </div>
  );
}
