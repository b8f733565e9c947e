import type { ReactElement } from 'react';
import type { Overview } from '../../lib/api/protocol';
import { t } from '../../lib/i18n/text';
import type { Mapping } from '../../lib/trackers/mapping';
import { AuditPage } from './AuditPage';
import { BackupPage } from './BackupPage';
import { ComparePage } from './ComparePage';
import { CtasPage } from './CtasPage';
import { ConnectionsPage } from './connections/ConnectionsPage';
import { DecisionsPage } from './DecisionsPage';
import { GmailPage } from './gmail/GmailPage';
import { ImportsPage } from './ImportsPage';
import { MappingPage } from './mapping/MappingPage';
import type { WaitingTable } from './mapping/useTables';
import { ProspectsPage } from './ProspectsPage';
import { SequencePage } from './SequencePage';
import { SequencesPage } from './SequencesPage';
import { SettingsPage } from './SettingsPage';
import { TeamPage } from './team/TeamPage';
import { UnjoinedPage } from './UnjoinedPage';
import type { Route } from './useRoute';
import { WelcomePage } from './WelcomePage';

/** What a page gets from the dashboard around it. */
export interface PageProps {
  readonly route: Route;
  /** Null until it is there. */
  readonly overview: Overview | null;
  /** No mail has been read yet. */
  readonly empty: boolean;
  /** An import runs. */
  readonly busy: boolean;
  onFiles(files: readonly File[]): void;
  onSample(): void;
  /** What the last import brought is there no longer. */
  onForget(): void;
  /** Tables that wait for the user to say what their columns mean. */
  readonly tables: readonly WaitingTable[];
  onMap(table: WaitingTable, mapping: Mapping): void;
  onLeaveOut(table: WaitingTable): void;
}

export interface Page {
  readonly page: string;
  /** Its link in the header; pages that others lead to have none. */
  readonly nav?: () => string;
  render(props: PageProps): ReactElement | null;
}

/** All pages of the dashboard, in the order of the header. The first is shown where the address names none. */
export const PAGES: readonly Page[] = [
  {
    page: 'sequences',
    nav: () => t('nav.sequences'),
    render: ({ route, overview, empty, busy, onFiles, onSample }) => {
      if (overview === null) return null;
      if (!empty) return <SequencesPage overview={overview} query={route.query} />;
      return (
        <WelcomePage busy={busy} waiting={overview.unjoinedClicks} onFiles={onFiles} onSample={onSample} />
      );
    },
  },
  {
    page: 'sequence',
    render: ({ route }) => <SequencePage key={route.id} id={route.id ?? ''} query={route.query} />,
  },
  {
    page: 'compare',
    nav: () => t('nav.compare'),
    render: ({ route }) => <ComparePage query={route.query} />,
  },
  {
    page: 'ctas',
    nav: () => t('nav.ctas'),
    render: () => <CtasPage />,
  },
  {
    page: 'prospects',
    nav: () => t('prospects.title'),
    render: ({ route }) => <ProspectsPage route={route} />,
  },
  { page: 'team', nav: () => t('team.title'), render: () => <TeamPage /> },
  {
    page: 'audit',
    nav: () => t('nav.audit'),
    render: ({ route }) => <AuditPage route={route} />,
  },
  {
    page: 'decisions',
    nav: () => t('nav.decisions'),
    render: () => <DecisionsPage />,
  },
  {
    page: 'backup',
    render: ({ busy, onForget }) => <BackupPage busy={busy} onForget={onForget} />,
  },
  {
    page: 'imports',
    nav: () => t('nav.imports'),
    render: ({ busy, onFiles, onSample, onForget }) => (
      <ImportsPage busy={busy} onFiles={onFiles} onSample={onSample} onForget={onForget} />
    ),
  },
  {
    page: 'mapping',
    render: ({ route, tables, onMap, onLeaveOut }) => (
      <MappingPage id={route.id} tables={tables} onMap={onMap} onLeaveOut={onLeaveOut} />
    ),
  },
  { page: 'gmail', nav: () => t('gmail.page.title'), render: () => <GmailPage /> },
  { page: 'connections', nav: () => t('nav.connect'), render: () => <ConnectionsPage /> },
  { page: 'unjoined', render: ({ route }) => <UnjoinedPage route={route} /> },
  {
    page: 'settings',
    nav: () => t('nav.settings'),
    render: () => <SettingsPage />,
  },
];
