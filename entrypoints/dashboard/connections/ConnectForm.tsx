import { type ReactElement, useState } from 'react';
import browser from 'webextension-polyfill';
import { Field } from '../../../components/ui/Field';
import { type Option, Select } from '../../../components/ui/Select';
import { ask } from '../../../lib/api/client';
import { accountOf, type ConnectionView, neededBy, type TrackerLogin } from '../../../lib/api/connections';
import { t } from '../../../lib/i18n/text';
import { CONNECTORS } from '../../../lib/trackers/connect/connectors';

const HINTS = {
  mailgun: 'connect.keyHintMailgun',
  postmark: 'connect.keyHintPostmark',
  dub: 'connect.keyHintDub',
  shortio: 'connect.keyHintShortio',
  lemlist: 'connect.keyHintLemlist',
  mailchimp: 'connect.keyHintMailchimp',
} as const;

const REGIONS: readonly Option<'us' | 'eu'>[] = [
  { id: 'us', text: t('connect.regionUs') },
  { id: 'eu', text: t('connect.regionEu') },
];

function hintOf(id: string): string {
  const hint = Object.entries(HINTS).find(([name]) => name === id)?.[1];
  return `${hint === undefined ? '' : `${t(hint)} `}${t('connect.keyKept')}`;
}

/** The address the key will go to. @throws with a sentence for people where the key is not whole */
function baseOf(login: TrackerLogin): string {
  const connector = CONNECTORS.find(({ id }) => id === login.id);
  if (connector === undefined) throw new Error(`Plumbline cannot poll “${login.id}”.`);
  return connector.base(accountOf(login));
}

/** The key and what else a tracker needs. The browser asks for its host when this is sent. */
export function ConnectForm({
  connection,
  onDone,
}: {
  connection: ConnectionView;
  onDone(): void;
}): ReactElement {
  const { id } = connection;
  const needs = neededBy(id);
  const [key, setKey] = useState('');
  const [domain, setDomain] = useState(connection.reach?.domain ?? '');
  const [region, setRegion] = useState<'us' | 'eu'>(
    connection.reach?.host.includes('.eu.') === true ? 'eu' : 'us',
  );
  const [wrong, setWrong] = useState<{ key?: string; domain?: string; other?: string }>({});
  const [busy, setBusy] = useState(false);
  const needsDomain = needs.includes('domain') || needs.includes('domain-number');

  const send = (): void => {
    if (key.trim() === '') {
      setWrong({ key: t('connect.keyNeeded') });
      return;
    }
    if (needsDomain && domain.trim() === '') {
      setWrong({ domain: t('connect.domainNeeded') });
      return;
    }
    const login: TrackerLogin = {
      id,
      key,
      ...(needsDomain ? { domain } : {}),
      ...(needs.includes('region') ? { region } : {}),
    };
    let base: string;
    try {
      base = baseOf(login);
    } catch (error) {
      setWrong({ key: error instanceof Error ? error.message : String(error) });
      return;
    }
    setWrong({});
    setBusy(true);
    // First of all, and with nothing to wait for before it: the browser grants this only as an answer to a click.
    browser.permissions
      .request({ origins: [`${base}/*`] })
      .then(async (allowed) => {
        if (!allowed) throw new Error(t('connect.refused', [new URL(base).host]));
        await ask('connectTracker', login);
        onDone();
      })
      .catch((error: unknown) => {
        setBusy(false);
        setWrong({ other: error instanceof Error ? error.message : String(error) });
      });
  };
  return (
    <form
      className="connect-form"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Field
        label={t('connect.key')}
        type="password"
        value={key}
        onChange={setKey}
        hint={hintOf(id)}
        error={wrong.key ?? null}
      />
      {needsDomain && (
        <Field
          label={t(needs.includes('domain') ? 'connect.domain' : 'connect.domainNumber')}
          value={domain}
          onChange={setDomain}
          hint={t(needs.includes('domain') ? 'connect.domainHint' : 'connect.domainNumberHint')}
          error={wrong.domain ?? null}
        />
      )}
      {needs.includes('region') && (
        <Select
          label={t('connect.region')}
          value={region}
          options={REGIONS}
          onChange={(next) => setRegion(next)}
        />
      )}
      {wrong.other !== undefined && (
        <p className="connection-error" role="alert">
          {wrong.other}
        </p>
      )}
      <div className="ui-actions">
        <button type="button" className="quiet" onClick={onDone}>
          {t('ui.cancel')}
        </button>
        <button type="submit" disabled={busy}>
          {t('connect.save')}
        </button>
      </div>
    </form>
  );
}
