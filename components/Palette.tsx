import { Search } from 'lucide-react';
import { type ReactElement, useEffect, useMemo, useState } from 'react';
import {
  Autocomplete,
  Dialog,
  Header,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
  SearchField,
} from 'react-aria-components';
import { t } from '../lib/i18n/text';

export interface PaletteEntry {
  readonly id: string;
  readonly text: string;
  onChoose(): void;
}

export interface PaletteGroup {
  readonly id: string;
  readonly title: string;
  readonly entries: readonly PaletteEntry[];
}

/** Entries of a group that are shown at a time: typing finds the others. */
const SHOWN = 12;

/** The shortcut as this machine's keyboard writes it. */
const keys = (): string => (navigator.userAgent.includes('Mac') ? '⌘K' : t('palette.keys'));

function matches(text: string, words: readonly string[]): boolean {
  const name = text.toLowerCase();
  return words.every((word) => name.includes(word));
}

/** Ctrl+K or ⌘K: type a part of a name, choose with the arrow keys, Enter goes there. */
export function Palette({ groups }: { groups: readonly PaletteGroup[] }): ReactElement {
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const show = (on: boolean): void => {
    setOpen(on);
    setText('');
  };
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      setText('');
      setOpen((before) => !before);
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, []);
  const found = useMemo(() => {
    const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
    return groups
      .map((group) => ({
        ...group,
        entries: group.entries.filter((entry) => matches(entry.text, words)).slice(0, SHOWN),
      }))
      .filter(({ entries }) => entries.length > 0);
  }, [groups, text]);
  return (
    <>
      <button type="button" className="quiet small palette-button" onClick={() => show(true)}>
        <Search size={13} aria-hidden="true" /> {t('palette.open')} <kbd>{keys()}</kbd>
      </button>
      <ModalOverlay className="ui-overlay palette-overlay" isDismissable isOpen={open} onOpenChange={show}>
        <Modal className="ui-modal palette">
          <Dialog className="palette-dialog" aria-label={t('palette.title')}>
            <Autocomplete inputValue={text} onInputChange={setText}>
              <SearchField aria-label={t('palette.placeholder')} autoFocus className="palette-field">
                <Search size={16} aria-hidden="true" />
                <Input className="palette-input" placeholder={t('palette.placeholder')} />
              </SearchField>
              <Menu
                className="ui-menu palette-menu"
                aria-label={t('palette.title')}
                renderEmptyState={() => <div className="ui-table-empty">{t('palette.none')}</div>}
                onAction={(key) => {
                  const entry = found.flatMap(({ entries }) => entries).find(({ id }) => id === key);
                  show(false);
                  entry?.onChoose();
                }}
              >
                {found.map((group) => (
                  <MenuSection key={group.id} id={group.id}>
                    <Header className="palette-group">{group.title}</Header>
                    {group.entries.map((entry) => (
                      <MenuItem key={entry.id} id={entry.id} className="ui-menu-item" textValue={entry.text}>
                        {entry.text}
                      </MenuItem>
                    ))}
                  </MenuSection>
                ))}
              </Menu>
            </Autocomplete>
          </Dialog>
        </Modal>
      </ModalOverlay>
    </>
  );
}
