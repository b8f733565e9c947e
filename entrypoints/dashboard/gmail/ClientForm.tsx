import { type ReactElement, useState } from 'react';
import { useAttempt } from '../../../components/Alerts';
import { Field } from '../../../components/ui/Field';
import { type Option, Select } from '../../../components/ui/Select';
import { toast } from '../../../components/ui/Toasts';
import { ask } from '../../../lib/api/client';
import type { GmailSetup } from '../../../lib/api/gmail-types';
import { readClientId } from '../../../lib/gmail/api/client-id';
import { t } from '../../../lib/i18n/text';

type Quota = GmailSetup['quota'];

const QUOTAS: readonly Option<Quota>[] = [
  { id: '2026', text: t('gmail.client.quota2026') },
  { id: 'classic', text: t('gmail.client.quotaClassic') },
];

/** The team's client: its id, the address it must list, and which of Google's limits it has. */
export function ClientForm({
  setup,
  onSaved,
}: {
  readonly setup: GmailSetup;
  onSaved(): void;
}): ReactElement {
  const attempt = useAttempt();
  const [id, setId] = useState(setup.clientId ?? '');
  const [quota, setQuota] = useState<Quota>(setup.quota);
  const [error, setError] = useState<string | null>(null);
  const save = (): void => {
    const clientId = setup.builtIn ? null : readClientId(id);
    if (!setup.builtIn && clientId === null) {
      setError(t('gmail.client.wrong'));
      return;
    }
    setError(null);
    attempt(t('gmail.client.title'), async () => {
      await ask('setGmailClient', { clientId, quota });
      toast({ text: t('gmail.client.saved') });
      onSaved();
    });
  };
  const copy = (): void =>
    attempt(t('gmail.client.copy'), async () => {
      await navigator.clipboard.writeText(setup.redirectAddress);
      toast({ text: t('gmail.client.copied') });
    });
  return (
    <form
      className="connect-form"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <div className="gmail-redirect">
        <span className="gmail-label">{t('gmail.client.redirect')}</span>
        <div className="gmail-copy">
          <code data-testid="redirect-address">{setup.redirectAddress}</code>
          <button type="button" className="quiet small" onClick={copy}>
            {t('gmail.client.copy')}
          </button>
        </div>
        <span className="ui-hint">{t('gmail.client.redirectWhy')}</span>
      </div>
      {setup.builtIn ? (
        <p className="muted">{t('gmail.client.builtIn')}</p>
      ) : (
        <Field
          label={t('gmail.client.id')}
          value={id}
          onChange={setId}
          hint={t('gmail.client.idHint')}
          error={error}
        />
      )}
      <Select
        label={t('gmail.client.quota')}
        value={quota}
        options={QUOTAS}
        onChange={(next) => setQuota(next)}
      />
      <div className="row-actions">
        <button type="submit">{t('gmail.client.save')}</button>
      </div>
    </form>
  );
}
