import '../../components/theme.css';
import '../../components/ui/ui.css';
import '../../components/audit.css';
import '../../components/dashboard.css';
import '../../components/tracking.css';
import '../../components/insight.css';
import '../../components/gmail.css';
import '../../components/surfaces.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Alerts } from '../../components/Alerts';
import { ErrorBoundary } from '../../components/ErrorBoundary';
import { EvidenceProvider } from '../../components/Evidence';
import { KeepFocus } from '../../components/KeepFocus';
import { Toasts } from '../../components/ui/Toasts';
import type { AuditScope } from '../../lib/api/audit-types';
import { auditPath, loadEvidence } from '../../lib/api/decision-calls';
import { language } from '../../lib/i18n/text';
import { Dashboard } from './Dashboard';

document.documentElement.lang = language();
const evidence = {
  load: loadEvidence,
  open: async (scope: AuditScope) => {
    location.hash = auditPath(scope);
  },
};

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root.');
createRoot(root).render(
  <StrictMode>
    <ErrorBoundary>
      <Alerts>
        <EvidenceProvider value={evidence}>
          <Dashboard />
        </EvidenceProvider>
        <Toasts />
        <KeepFocus />
      </Alerts>
    </ErrorBoundary>
  </StrictMode>,
);
