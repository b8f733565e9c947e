import { type ReactElement, useMemo } from 'react';
import { useAttempt } from '../../components/Alerts';
import { Palette } from '../../components/Palette';
import { toast } from '../../components/ui/Toasts';
import type { SequenceRow } from '../../lib/api/protocol';
import { t } from '../../lib/i18n/text';
import { hrefTo } from './useRoute';

const go = (address: string) => (): void => {
  location.hash = address;
};

/** Everything the dashboard can be told to do by name. */
export function DashboardPalette({
  pages,
  sequences,
}: {
  readonly pages: readonly { readonly page: string; readonly nav?: () => string }[];
  readonly sequences: readonly SequenceRow[];
}): ReactElement {
  const attempt = useAttempt();
  const groups = useMemo(
    () => [
      {
        id: 'actions',
        title: t('palette.actions'),
        entries: [
          { id: 'do:import', text: t('palette.importFiles'), onChoose: go(hrefTo('imports')) },
          { id: 'do:connect', text: t('palette.connect'), onChoose: go(hrefTo('connections')) },
          {
            id: 'do:flagged',
            text: t('palette.flagged'),
            onChoose: go(hrefTo('sequences', undefined, { flag: 'any' })),
          },
          {
            id: 'do:link',
            text: t('palette.copyLink'),
            onChoose: () =>
              attempt(t('palette.copyLink'), async () => {
                await navigator.clipboard.writeText(location.href);
                toast({ text: t('palette.copied') });
              }),
          },
        ],
      },
      {
        id: 'pages',
        title: t('palette.pages'),
        entries: [
          ...pages.flatMap(({ page, nav }) =>
            nav === undefined ? [] : [{ id: `page:${page}`, text: nav(), onChoose: go(hrefTo(page)) }],
          ),
          { id: 'page:unjoined', text: t('palette.unjoined'), onChoose: go(hrefTo('unjoined')) },
          { id: 'page:backup', text: t('palette.backup'), onChoose: go(hrefTo('backup')) },
        ],
      },
      {
        id: 'sequences',
        title: t('palette.sequences'),
        entries: sequences.map(({ id, name }) => ({
          id: `sequence:${id}`,
          text: name,
          onChoose: go(hrefTo('sequence', id)),
        })),
      },
    ],
    [pages, sequences, attempt],
  );
  return <Palette groups={groups} />;
}
