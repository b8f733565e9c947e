import type { ReactElement, ReactNode } from 'react';
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components';

export interface TabEntry {
  readonly id: string;
  readonly text: string;
  readonly content: ReactNode;
}

/** One of several views of the same thing. */
export function Tabs({
  label,
  entries,
  selected,
  onSelect,
}: {
  readonly label: string;
  readonly entries: readonly TabEntry[];
  readonly selected: string;
  onSelect(id: string): void;
}): ReactElement {
  return (
    <AriaTabs className="ui-tabs" selectedKey={selected} onSelectionChange={(key) => onSelect(String(key))}>
      <TabList className="ui-tab-list" aria-label={label}>
        {entries.map(({ id, text }) => (
          <Tab key={id} id={id} className="ui-tab">
            {text}
          </Tab>
        ))}
      </TabList>
      {entries.map(({ id, content }) => (
        <TabPanel key={id} id={id} className="ui-tab-panel">
          {content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
