import '../../components/theme.css';
import '../../components/ui/ui.css';
import '../../components/audit.css';
import '../../components/dashboard.css';
import '../../components/tracking.css';
import '../../components/insight.css';
import '../../components/narrow.css';
import '../../components/surfaces.css';
import '../../components/gmail.css';
import './gallery.css';
import { createRoot } from 'react-dom/client';
import { Alerts } from '../../components/Alerts';
import { EvidenceProvider } from '../../components/Evidence';
import { KeepFocus } from '../../components/KeepFocus';
import { Toasts } from '../../components/ui/Toasts';
import { language } from '../../lib/i18n/text';
import { Gallery } from './Gallery';
import { ManySequences } from './ManySequences';
import { EVIDENCE } from './samples';

document.documentElement.lang = language();
const evidence = { load: async () => EVIDENCE, open: async () => undefined };

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root.');
createRoot(root).render(
  <Alerts>
    <EvidenceProvider value={evidence}>
      {location.hash === '#many' ? <ManySequences /> : <Gallery />}
    </EvidenceProvider>
    <Toasts />
    <KeepFocus />
  </Alerts>,
);
