import '../../components/theme.css';
import '../../components/ui/ui.css';
import '../../components/audit.css';
import '../../components/narrow.css';
import '../../components/beside.css';
import '../../components/gmail.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Alerts } from '../../components/Alerts';
import { ErrorBoundary } from '../../components/ErrorBoundary';
import { EvidenceProvider } from '../../components/Evidence';
import { KeepFocus } from '../../components/KeepFocus';
import { Toasts } from '../../components/ui/Toasts';
import type { AuditScope } from '../../lib/api/audit-types';
import { ask } from '../../lib/api/client';
import { auditPath, loadEvidence } from '../../lib/api/decision-calls';
import { language } from '../../lib/i18n/text';
import { Sidebar } from './Sidebar';

document.documentElement.lang = language();

const evidence = {
  load: loadEvidence,
  open: (scope: AuditScope) => ask('openDashboard', { path: auditPath(scope) }),
};

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root.');
createRoot(root).render(
  <StrictMode>
    <ErrorBoundary>
      <Alerts>
        <EvidenceProvider value={evidence}>
          <Sidebar />
        </EvidenceProvider>
        <Toasts />
        <KeepFocus />
      </Alerts>
    </ErrorBoundary>
  </StrictMode>,
);
