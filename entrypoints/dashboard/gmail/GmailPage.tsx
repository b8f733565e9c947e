import { type ReactElement, useState } from 'react';
import { AccessNotice } from '../../../components/AccessNotice';
import { useAttempt } from '../../../components/Alerts';
import { Failure } from '../../../components/Failure';
import { GmailGuide } from '../../../components/GmailGuide';
import { GmailTroubleView } from '../../../components/GmailTroubleView';
import { troubleWords } from '../../../components/gmail-words';
import { KeptWords } from '../../../components/KeptWords';
import { PageTitle } from '../../../components/PageTitle';
import { Dialog } from '../../../components/ui/Dialog';
import { toast } from '../../../components/ui/Toasts';
import { ask } from '../../../lib/api/client';
import type { GmailTrouble, SyncView } from '../../../lib/api/gmail-types';
import { useAnswer } from '../../../lib/api/hooks';
import { useHostAccess } from '../../../lib/api/host-access';
import { useSyncState } from '../../../lib/api/sync-hook';
import { t } from '../../../lib/i18n/text';
import { AccountCard } from './AccountCard';
import { ClientForm } from './ClientForm';
import { RangeForm } from './RangeForm';

/** Where Google's users take rights back. */
const CONNECTIONS = 'myaccount.google.com/connections';

/** Everything about reading Gmail by itself: what it means, the client, each mailbox, the guide. */
export function GmailPage(): ReactElement {
  const setup = useAnswer('gmailSetup');
  const sync = useSyncState();
  const attempt = useAttempt();
  const [trouble, setTrouble] = useState<GmailTrouble | null>(null);
  const [busy, setBusy] = useState(false);
  const [ranging, setRanging] = useState<SyncView | null>(null);
  const [leaving, setLeaving] = useState<string | null>(null);
  /** A mailbox that was disconnected while Google could not be told. */
  const [untold, setUntold] = useState<string | null>(null);
  const access = useHostAccess();
  const views = sync.state === 'ready' ? sync.value : [];
  const ready = setup.state === 'ready' && setup.value.clientId !== null;
  const possible = setup.state !== 'ready' || setup.value.possible;

  const connect = (account: string | null): void => {
    setTrouble(null);
    setBusy(true);
    attempt(t('gmail.connect.doing'), async () => {
      try {
        const answer = await ask('connectGmail', { account });
        if (answer.ok) toast({ text: t('gmail.connect.done', [answer.account]) });
        else setTrouble(answer.trouble);
      } finally {
        setBusy(false);
        sync.retry();
      }
    });
  };
  const doing = (account: string, task: () => Promise<unknown>): void =>
    attempt(t('gmail.sync.doing', [account]), async () => {
      await task();
      sync.retry();
    });
  const leave = (erase: boolean): void => {
    if (leaving === null) return;
    const account = leaving;
    setLeaving(null);
    doing(account, async () => {
      const { revoked } = await ask('disconnectGmail', { account, erase });
      toast({ text: t('gmail.leave.done', [account]) });
      setUntold(revoked ? null : account);
    });
  };
  return (
    <>
      <div className="title-line">
        <PageTitle title={t('gmail.page.title')} />
      </div>
      <p className="muted">{t('gmail.page.intro')}</p>
      {setup.state === 'failed' && <Failure message={setup.error} onRetry={setup.retry} />}
      {sync.state === 'failed' && <Failure message={sync.error} onRetry={sync.retry} />}
      {!access.allowed && (
        <AccessNotice onAllow={() => attempt(t('gmail.access.allow'), () => access.allow())} />
      )}
      {untold !== null && (
        <div className="gmail-trouble section" role="status">
          <p>{t('gmail.leave.untold', [untold])}</p>
          <p>
            <a href={`https://${CONNECTIONS}`} target="_blank" rel="noreferrer">
              {CONNECTIONS}
            </a>
          </p>
        </div>
      )}
      {views.length > 0 && (
        <section className="section" aria-labelledby="gmail-accounts">
          <h2 id="gmail-accounts">{t('gmail.page.accounts')}</h2>
          <ul className="connections" aria-labelledby="gmail-accounts">
            {views.map((view) => (
              <AccountCard
                key={view.account}
                view={view}
                busy={busy}
                onConnect={() => connect(view.account)}
                onSync={() => doing(view.account, () => ask('syncGmail', { account: view.account }))}
                onPause={(paused) =>
                  doing(view.account, () => ask('pauseSync', { account: view.account, paused }))
                }
                onRange={() => setRanging(view)}
                onLeave={() => setLeaving(view.account)}
              />
            ))}
          </ul>
        </section>
      )}
      <div className="gmail-setup section">
        <section className="connection" aria-labelledby="gmail-client">
          <h2 id="gmail-client">{t('gmail.client.title')}</h2>
          <p className="muted">{t('gmail.client.why')}</p>
          {setup.state === 'ready' && (
            <ClientForm
              key={`${setup.value.clientId} ${setup.value.quota}`}
              setup={setup.value}
              onSaved={setup.retry}
            />
          )}
        </section>
        <section className="connection" aria-labelledby="gmail-connect">
          <h2 id="gmail-connect">{t('gmail.connect.title')}</h2>
          <KeptWords />
          {!ready && possible && <p className="muted">{t('gmail.connect.first')}</p>}
          {!possible && <p>{troubleWords('no-browser-support')}</p>}
          {busy && <p role="status">{t('gmail.connect.open')}</p>}
          {trouble !== null && (
            <GmailTroubleView
              trouble={trouble}
              {...(trouble.remedy === 'client' || trouble.remedy === 'console'
                ? {
                    action: (
                      <button
                        type="button"
                        className="small"
                        onClick={() => document.getElementById('gmail-guide')?.scrollIntoView()}
                      >
                        {t('gmail.connect.toGuide')}
                      </button>
                    ),
                  }
                : {})}
            />
          )}
          <div className="row-actions">
            <button type="button" disabled={!ready || !possible || busy} onClick={() => connect(null)}>
              {t(views.length === 0 ? 'gmail.connect.button' : 'gmail.connect.another')}
            </button>
          </div>
        </section>
      </div>
      <div className="section">
        <GmailGuide open={!ready || trouble?.remedy === 'client' || trouble?.remedy === 'console'} />
      </div>
      <Dialog
        title={t('gmail.range.name', [ranging?.account ?? ''])}
        open={ranging !== null}
        onClose={() => setRanging(null)}
      >
        {ranging !== null && (
          <RangeForm
            range={ranging.range}
            onCancel={() => setRanging(null)}
            onApply={({ from, to }) => {
              const { account } = ranging;
              setRanging(null);
              doing(account, () => ask('setSyncRange', { account, from, to }));
            }}
          />
        )}
      </Dialog>
      <Dialog
        title={t('gmail.leave.title', [leaving ?? ''])}
        role="alertdialog"
        open={leaving !== null}
        onClose={() => setLeaving(null)}
        actions={
          <>
            <button type="button" className="quiet" onClick={() => setLeaving(null)}>
              {t('ui.cancel')}
            </button>
            <button type="button" className="danger" onClick={() => leave(true)}>
              {t('gmail.leave.erase')}
            </button>
            <button type="button" onClick={() => leave(false)}>
              {t('gmail.leave.keep')}
            </button>
          </>
        }
      >
        <p>{t('gmail.leave.why')}</p>
      </Dialog>
    </>
  );
}
