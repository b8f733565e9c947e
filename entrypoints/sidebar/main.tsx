import '../../components/theme.css';
import '../../components/narrow.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Alerts } from '../../components/Alerts';
import { ErrorBoundary } from '../../components/ErrorBoundary';
import { Sidebar } from './Sidebar';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root.');
createRoot(root).render(
  <StrictMode>
    <ErrorBoundary>
      <Alerts>
        <Sidebar />
      </Alerts>
    </ErrorBoundary>
  </StrictMode>,
);
