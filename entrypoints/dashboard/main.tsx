import '../../components/theme.css';
import '../../components/ui/ui.css';
import '../../components/dashboard.css';
import '../../components/insight.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Alerts } from '../../components/Alerts';
import { ErrorBoundary } from '../../components/ErrorBoundary';
import { Toasts } from '../../components/ui/Toasts';
import { language } from '../../lib/i18n/text';
import { Dashboard } from './Dashboard';

document.documentElement.lang = language();
const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root.');
createRoot(root).render(
  <StrictMode>
    <ErrorBoundary>
      <Alerts>
        <Dashboard />
        <Toasts />
      </Alerts>
    </ErrorBoundary>
  </StrictMode>,
);
