import '../../components/theme.css';
import '../../components/ui/ui.css';
import '../../components/audit.css';
import '../../components/gmail.css';
import '../../components/surfaces.css';
import '../../components/narrow.css';
import '../../components/beside.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Alerts } from '../../components/Alerts';
import { ErrorBoundary } from '../../components/ErrorBoundary';
import { KeepFocus } from '../../components/KeepFocus';
import type { FirstGlance } from '../../lib/api/glance';
import { language } from '../../lib/i18n/text';
import { LateEvidence } from './LateEvidence';
import { Popup } from './Popup';

/** @param first what can be shown before the background answers */
export function show(first: FirstGlance | null): void {
  document.documentElement.lang = language();
  const root = document.getElementById('root');
  if (root === null) throw new Error('The page has no #root.');
  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary>
        <Alerts>
          <LateEvidence>
            <Popup first={first} />
          </LateEvidence>
          <KeepFocus />
        </Alerts>
      </ErrorBoundary>
    </StrictMode>,
  );
}
