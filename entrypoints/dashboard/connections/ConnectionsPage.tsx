import { type ReactElement, useState } from 'react';
import { useAttempt } from '../../../components/Alerts';
import { Failure } from '../../../components/Failure';
import { PageTitle } from '../../../components/PageTitle';
import { Dialog } from '../../../components/ui/Dialog';
import { toast } from '../../../components/ui/Toasts';
import { ask } from '../../../lib/api/client';
import type { ConnectionView } from '../../../lib/api/connections';
import { useAnswer } from '../../../lib/api/hooks';
import { t } from '../../../lib/i18n/text';
import { GmailSummary } from '../gmail/GmailSummary';
import { ConnectForm } from './ConnectForm';
import { ConnectionCard } from './ConnectionCard';

/** The trackers that can be polled: each connected or not, with how polling goes. */
export function ConnectionsPage(): ReactElement {
  const answer = useAnswer('connections');
  const attempt = useAttempt();
  /** Whose key is being entered, and who is being disconnected. */
  const [entering, setEntering] = useState<ConnectionView | null>(null);
  const [leaving, setLeaving] = useState<ConnectionView | null>(null);
  const disconnect = (facts: boolean): void => {
    if (leaving === null) return;
    const { id, name } = leaving;
    setLeaving(null);
    attempt(t('connect.doingDisconnect', [name]), async () => {
      await ask('disconnectTracker', { id, facts });
      toast({ text: t('connect.disconnected', [name]) });
    });
  };
  return (
    <>
      <div className="title-line">
        <PageTitle title={t('connect.title')} />
      </div>
      <GmailSummary />
      <p className="muted section">{t('connect.intro')}</p>
      {answer.state === 'failed' && <Failure message={answer.error} onRetry={answer.retry} />}
      {answer.state === 'ready' && (
        <ul className="connections section" aria-label={t('connect.title')}>
          {answer.value.map((connection) => (
            <ConnectionCard
              key={connection.id}
              connection={connection}
              onEnter={() => setEntering(connection)}
              onPoll={() =>
                attempt(t('connect.doingPoll', [connection.name]), () =>
                  ask('pollTracker', { id: connection.id }),
                )
              }
              onPause={(paused) =>
                attempt(t('connect.doingPause', [connection.name]), () =>
                  ask('pauseTracker', { id: connection.id, paused }),
                )
              }
              onLeave={() => setLeaving(connection)}
            />
          ))}
        </ul>
      )}
      <Dialog
        title={t('connect.connectName', [entering?.name ?? ''])}
        open={entering !== null}
        onClose={() => setEntering(null)}
      >
        {entering !== null && <ConnectForm connection={entering} onDone={() => setEntering(null)} />}
      </Dialog>
      <Dialog
        title={t('connect.disconnectTitle', [leaving?.name ?? ''])}
        role="alertdialog"
        open={leaving !== null}
        onClose={() => setLeaving(null)}
        actions={
          <>
            <button type="button" className="quiet" onClick={() => setLeaving(null)}>
              {t('ui.cancel')}
            </button>
            <button type="button" className="danger" onClick={() => disconnect(true)}>
              {t('connect.eraseFacts')}
            </button>
            <button type="button" onClick={() => disconnect(false)}>
              {t('connect.keepFacts')}
            </button>
          </>
        }
      >
        <p>{t('connect.disconnectWhy')}</p>
      </Dialog>
    </>
  );
}
