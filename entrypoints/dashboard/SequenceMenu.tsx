import { type ReactElement, useState } from 'react';
import { MergeDialog, RenameDialog, SplitDialog } from '../../components/SequenceDialogs';
import { Menu } from '../../components/ui/Menu';
import type { SequenceReport } from '../../lib/analytics/report-types';
import { useAnswer } from '../../lib/api/hooks';
import { t } from '../../lib/i18n/text';
import { useDecide } from './useDecide';

type Open = 'rename' | 'merge' | 'variants' | 'split' | null;

/** What the user may decide about a sequence. */
export function SequenceMenu({ sequence }: { sequence: SequenceReport }): ReactElement {
  const [open, setOpen] = useState<Open>(null);
  const overview = useAnswer('overview');
  const decide = useDecide();
  const { id, name, steps } = sequence;
  const others =
    overview.state === 'ready' ? overview.value.sequences.filter((other) => other.id !== id) : [];
  const close = (): void => setOpen(null);
  return (
    <>
      <Menu
        label={t('decide.menu', [name])}
        entries={[
          { id: 'rename', text: t('decide.renameMenu'), onChoose: () => setOpen('rename') },
          {
            id: 'merge',
            text: t('decide.mergeMenu'),
            disabled: others.length === 0,
            onChoose: () => setOpen('merge'),
          },
          {
            id: 'variants',
            text: t('decide.variantsMenu'),
            disabled: others.length === 0,
            onChoose: () => setOpen('variants'),
          },
          {
            id: 'split',
            text: t('decide.splitMenu'),
            disabled: !steps.some(({ index }) => index >= 2),
            onChoose: () => setOpen('split'),
          },
          {
            id: 'hide',
            text: t('decide.hideMenu'),
            onChoose: () => {
              decide({ kind: 'hide', sequence: id }, t('decide.hidDone', [name]));
              location.hash = '#/sequences';
            },
          },
        ]}
      >
        {t('decide.change')}
      </Menu>
      {open === 'rename' && (
        <RenameDialog
          name={name}
          onDo={(to) => decide({ kind: 'rename', sequence: id, name: to }, t('decide.renamed', [to]))}
          onClose={close}
        />
      )}
      {(open === 'merge' || open === 'variants') && (
        <MergeDialog
          kind={open}
          of={sequence}
          others={others}
          onDo={(into) =>
            decide(
              { kind: open, from: id, into: into.id },
              open === 'merge'
                ? t('decide.mergeDone', [name, into.name])
                : t('decide.variantsDone', [name, into.name]),
            )
          }
          onClose={close}
        />
      )}
      {open === 'split' && (
        <SplitDialog
          of={sequence}
          steps={steps}
          onDo={(step, to) =>
            decide({ kind: 'split', sequence: id, step, name: to }, t('decide.splitDone', [to]))
          }
          onClose={close}
        />
      )}
    </>
  );
}
