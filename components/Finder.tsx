import { Search } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { Autocomplete, Header, Input, Menu, MenuItem, MenuSection, SearchField } from 'react-aria-components';
import { t } from '../lib/i18n/text';

export interface Finding {
  readonly id: string;
  readonly name: string;
  readonly line: string;
  onChoose(): void;
}

export interface FindingGroup {
  readonly id: string;
  readonly title: string;
  readonly findings: readonly Finding[];
}

/** A field to find by name; what is found stands below it in place of the rest, chosen with the arrow keys and Enter. */
export function Finder({
  text,
  onText,
  groups,
  busy,
  children,
}: {
  readonly text: string;
  onText(text: string): void;
  readonly groups: readonly FindingGroup[];
  /** Something is still being looked for. */
  readonly busy: boolean;
  /** What stands here while nothing is looked for. */
  readonly children: ReactNode;
}): ReactElement {
  const found = groups.filter(({ findings }) => findings.length > 0);
  return (
    <Autocomplete inputValue={text} onInputChange={onText}>
      <SearchField aria-label={t('attention.search')} className="finder">
        <Search size={15} aria-hidden="true" />
        <Input className="finder-input" placeholder={t('attention.search')} autoComplete="off" />
      </SearchField>
      {text.trim() === '' ? (
        children
      ) : (
        <div className="found">
          <p className="muted" role="status">
            {busy
              ? t('attention.searching')
              : found.length === 0
                ? t('attention.notFound', [text.trim()])
                : ''}
          </p>
          {found.length > 0 && (
            <Menu
              className="found-list"
              aria-label={t('attention.search')}
              onAction={(key) =>
                found
                  .flatMap(({ findings }) => findings)
                  .find(({ id }) => id === key)
                  ?.onChoose()
              }
            >
              {found.map((group) => (
                <MenuSection key={group.id} id={group.id}>
                  <Header className="found-title">{group.title}</Header>
                  {group.findings.map(({ id, name, line }) => (
                    <MenuItem key={id} id={id} className="ui-menu-item found-item" textValue={name}>
                      <span className="found-name clip">{name}</span>
                      <span className="muted clip">{line}</span>
                    </MenuItem>
                  ))}
                </MenuSection>
              ))}
            </Menu>
          )}
        </div>
      )}
    </Autocomplete>
  );
}
