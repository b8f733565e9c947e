import { type ReactElement, useEffect, useState } from 'react';
import { useAttempt } from '../../components/Alerts';
import { Failure } from '../../components/Failure';
import { PageTitle } from '../../components/PageTitle';
import { Field } from '../../components/ui/Field';
import { Switch } from '../../components/ui/Switch';
import { toast } from '../../components/ui/Toasts';
import { DEFAULT_COMPARE } from '../../lib/analytics/compare/compare';
import {
  DEFAULT_THRESHOLDS,
  type FlagThresholds,
  THRESHOLD_RANGES,
  type ThresholdRange,
} from '../../lib/analytics/flags/thresholds';
import { ask } from '../../lib/api/client';
import { composeCheckOn, onComposeCheck, setComposeCheck } from '../../lib/api/compose-switch';
import { useAnswer } from '../../lib/api/hooks';
import { MATTERS_RANGE, type Settings } from '../../lib/api/insight';
import { t } from '../../lib/i18n/text';
import { readValue, shownValue, THRESHOLD_TEXTS, unitWords } from './threshold-words';

type Key = keyof FlagThresholds | 'matters';

interface Limit extends ThresholdRange {
  readonly key: Key;
  readonly usual: number;
  readonly name: string;
  readonly why: string;
}

// Object.keys loses the names; the object has exactly these keys.
const FLAG_KEYS = Object.keys(THRESHOLD_RANGES) as (keyof FlagThresholds)[];

function flagLimits(): Limit[] {
  return FLAG_KEYS.map((key) => ({
    key,
    usual: DEFAULT_THRESHOLDS[key],
    name: THRESHOLD_TEXTS[key].name(),
    why: THRESHOLD_TEXTS[key].why(),
    ...THRESHOLD_RANGES[key],
  }));
}

function mattersLimit(): Limit {
  return {
    key: 'matters',
    usual: DEFAULT_COMPARE.matters,
    name: t('settings.name.matters'),
    why: t('settings.why.matters'),
    unit: 'share',
    ...MATTERS_RANGE,
  };
}

const settingOf = ({ thresholds, matters }: Settings, key: Key): number =>
  key === 'matters' ? matters : thresholds[key];

export function SettingsPage(): ReactElement | null {
  const settings = useAnswer('settings');
  if (settings.state === 'loading') return null;
  if (settings.state === 'failed') return <Failure message={settings.error} onRetry={settings.retry} />;
  return (
    <>
      <div className="title-line">
        <PageTitle title={t('settings.title')} />
      </div>
      <ComposeSwitch />
      <Limits key={JSON.stringify(settings.value)} settings={settings.value} />
    </>
  );
}

function ComposeSwitch(): ReactElement {
  const [on, setOn] = useState<boolean | null>(null);
  const attempt = useAttempt();
  useEffect(() => {
    attempt(t('settings.saving'), () => composeCheckOn().then(setOn));
    return onComposeCheck(setOn);
  }, [attempt]);
  return (
    <section className="section">
      <h2>{t('settings.compose')}</h2>
      {on !== null && (
        <Switch
          label={t('settings.composeLabel')}
          hint={t('settings.composeHint')}
          on={on}
          onChange={(next) => attempt(t('settings.saving'), () => setComposeCheck(next))}
        />
      )}
    </section>
  );
}

/** What is typed, until it is saved. Made anew when what is stored changes. */
function Limits({ settings }: { settings: Settings }): ReactElement {
  const attempt = useAttempt();
  const [typed, setTyped] = useState<Partial<Record<Key, string>>>({});
  const flags = flagLimits();
  const matters = mattersLimit();
  const all = [...flags, matters];
  const textOf = (limit: Limit): string =>
    typed[limit.key] ?? shownValue(settingOf(settings, limit.key), limit.unit);
  const errorOf = (limit: Limit): string | null => {
    const value = readValue(textOf(limit), limit.unit);
    if (!(value >= limit.min - 1e-9 && value <= limit.max + 1e-9))
      return t('settings.range', {
        min: shownValue(limit.min, limit.unit),
        max: shownValue(limit.max, limit.unit),
      });
    return limit.unit === 'count' && !Number.isInteger(value) ? t('settings.whole') : null;
  };
  const changed = all.some(
    (limit) => textOf(limit) !== shownValue(settingOf(settings, limit.key), limit.unit),
  );
  const wrong = all.some((limit) => errorOf(limit) !== null);

  const save = (value: (limit: Limit) => number): void =>
    attempt(t('settings.saving'), async () => {
      const before = setOf((limit) => settingOf(settings, limit.key));
      await ask('saveSettings', setOf(value));
      toast({
        text: t('settings.saved'),
        onUndo: () => attempt(t('settings.saving'), () => ask('saveSettings', before)),
      });
    });
  /** Only what differs from its default is stored. */
  const setOf = (value: (limit: Limit) => number) => {
    const own = flags.filter((limit) => Math.abs(value(limit) - limit.usual) > 1e-9);
    const smallest = value(matters);
    return {
      thresholds: Object.fromEntries(own.map((limit) => [limit.key, value(limit)])),
      ...(Math.abs(smallest - matters.usual) > 1e-9 ? { matters: smallest } : {}),
    };
  };
  // What was not touched keeps its exact value: a third shown as 33.33 must not become 0.3333.
  const current = (limit: Limit): number => {
    const text = typed[limit.key];
    if (text === undefined || text === shownValue(settingOf(settings, limit.key), limit.unit))
      return settingOf(settings, limit.key);
    if (text === shownValue(limit.usual, limit.unit)) return limit.usual;
    return Math.min(limit.max, Math.max(limit.min, readValue(text, limit.unit)));
  };
  const rows = (limits: readonly Limit[]): ReactElement => (
    <ul className="limits">
      {limits.map((limit) => {
        const usual = shownValue(limit.usual, limit.unit);
        return (
          <li key={limit.key} className="limit">
            <div>
              <strong>{limit.name}</strong>
              <p className="muted">{limit.why}</p>
            </div>
            <div className="limit-value">
              <Field
                label={`${limit.name}, ${limit.key === 'matters' ? t('settings.points') : unitWords(limit.unit)}`}
                hideLabel
                value={textOf(limit)}
                error={errorOf(limit)}
                hint={`${t('settings.default', { value: usual })}, ${limit.key === 'matters' ? t('settings.points') : unitWords(limit.unit)}`}
                onChange={(text) => setTyped({ ...typed, [limit.key]: text })}
              />
              <button
                type="button"
                className="quiet small"
                aria-label={t('settings.resetOne', { name: limit.name })}
                disabled={textOf(limit) === usual}
                onClick={() => setTyped({ ...typed, [limit.key]: usual })}
              >
                {t('settings.reset')}
              </button>
            </div>
          </li>
        );
      })}
    </ul>
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (changed && !wrong) save(current);
      }}
    >
      <section className="section">
        <h2>{t('settings.flags')}</h2>
        <p className="muted compare-intro">{t('settings.flagsIntro')}</p>
        {rows(flags)}
      </section>
      <section className="section">
        <h2>{t('settings.compare')}</h2>
        {rows([matters])}
      </section>
      <div className="row-actions settings-actions">
        <button type="submit" disabled={!changed || wrong}>
          {t('ui.save')}
        </button>
        <button type="button" className="quiet" onClick={() => save((limit) => limit.usual)}>
          {t('settings.resetAll')}
        </button>
      </div>
    </form>
  );
}
