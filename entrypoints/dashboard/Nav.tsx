import {
  BarChart3,
  Columns2,
  Gavel,
  Import,
  type LucideIcon,
  Mail,
  MousePointerClick,
  Plug,
  Settings,
  Square,
  SquareMousePointer,
  Users,
  UsersRound,
} from 'lucide-react';
import { type ReactElement, useEffect, useRef } from 'react';
import { t } from '../../lib/i18n/text';
import { hrefTo } from './useRoute';

const ICONS: Readonly<Record<string, LucideIcon>> = {
  sequences: BarChart3,
  compare: Columns2,
  ctas: SquareMousePointer,
  prospects: Users,
  team: UsersRound,
  audit: MousePointerClick,
  decisions: Gavel,
  imports: Import,
  gmail: Mail,
  connections: Plug,
  settings: Settings,
};

/** Pages without a link of their own belong to one that has it. */
const PART_OF: Readonly<Record<string, string>> = {
  sequence: 'sequences',
  unjoined: 'audit',
  mapping: 'imports',
  backup: 'imports',
};

/** The links to all pages: beside the page where there is room, above it in one line that scrolls where there is not. */
export function Nav({
  pages,
  current,
}: {
  readonly pages: readonly { readonly page: string; readonly nav?: () => string }[];
  readonly current: string | undefined;
}): ReactElement {
  const strip = useRef<HTMLElement>(null);
  const shown = current === undefined ? undefined : (PART_OF[current] ?? current);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is another link to show.
  useEffect(() => {
    const show = (): void => {
      const link = strip.current?.querySelector('[aria-current]');
      // Only the strip itself: the page must stay where it is.
      if (strip.current !== null && link instanceof HTMLElement)
        strip.current.scrollLeft = link.offsetLeft - strip.current.clientWidth / 2 + link.offsetWidth / 2;
    };
    show();
    addEventListener('resize', show);
    return () => removeEventListener('resize', show);
  }, [shown]);
  return (
    <nav ref={strip} className="tabs" aria-label={t('nav.pages')}>
      {pages.map(({ page, nav }) => {
        if (nav === undefined) return null;
        const Icon = ICONS[page] ?? Square;
        return (
          <a key={page} href={hrefTo(page)} {...(page === shown ? { 'aria-current': 'page' } : {})}>
            <Icon size={16} aria-hidden="true" />
            {nav()}
          </a>
        );
      })}
    </nav>
  );
}
