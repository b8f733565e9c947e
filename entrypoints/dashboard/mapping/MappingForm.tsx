import { type ReactElement, useState } from 'react';
import { Combo } from '../../../components/ui/Combo';
import { type Option, Select } from '../../../components/ui/Select';
import { t } from '../../../lib/i18n/text';
import type { TablePreview } from '../../../lib/importing/preview-file';
import { emptyMapping, type Lack, lackOf, orderIn } from '../../../lib/trackers/draft-mapping';
import type { Mapping } from '../../../lib/trackers/mapping';
import { ColumnList } from './ColumnList';
import { DatesUnderstood } from './DatesUnderstood';
import { FirstRows } from './FirstRows';

const KINDS = [
  'click',
  'open',
  'sent',
  'delivered',
  'reply',
  'bounce',
  'deferred',
  'unsubscribe',
  'complaint',
  'other',
] as const;

const LACKS = {
  time: 'mapping.missingTime',
  who: 'mapping.missingWho',
  count: 'mapping.missingCount',
  campaign: 'mapping.missingCampaign',
} as const satisfies Record<Lack, string>;

/** UTC, the user's own zone, then every place by its name. */
function zonesFor(chosen: string): Option<string>[] {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const names = [...new Set(['UTC', chosen, own, ...Intl.supportedValuesOf('timeZone')])];
  return names.map((id) => ({ id, text: id === own ? t('mapping.zoneYours', [id]) : id }));
}

/** What the columns of one table mean: the guess, to be corrected, with what would come of it. */
export function MappingForm({
  preview,
  onImport,
  onLater,
}: {
  preview: TablePreview;
  onImport(mapping: Mapping): void;
  onLater(): void;
}): ReactElement {
  const rows = preview.rows.map(({ cells }) => cells);
  const width = Math.max(preview.headings.length, ...rows.map((row) => row.length));
  const headings = Array.from(
    { length: width },
    (_, index) => preview.headings[index] || t('mapping.columnNumber', [index + 1]),
  );
  const [mapping, setMapping] = useState(() => preview.mapping ?? emptyMapping(preview.headings));
  const lack = lackOf(mapping);
  const needsOrder = orderIn(mapping, rows) !== null || mapping.dateOrder !== null;
  const evidence =
    preview.guess !== null && preview.guess.mapping.columns.at === mapping.columns.at && needsOrder
      ? preview.guess.dates.evidence
      : null;
  const zones = zonesFor(mapping.zone);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (lack === null) onImport(mapping);
      }}
    >
      <p className="muted">{preview.guess === null ? t('mapping.notGuessed') : t('mapping.guessed')}</p>
      <div className="mapping-settings section">
        <Select
          label={t('mapping.rowsAre')}
          value={mapping.rows}
          options={[
            { id: 'events', text: t('mapping.rowsEvents') },
            { id: 'counters', text: t('mapping.rowsCounters') },
          ]}
          onChange={(value) => setMapping({ ...mapping, rows: value })}
        />
        {mapping.rows === 'events' && (
          <>
            {mapping.columns.kind === undefined && (
              <Select
                label={t('mapping.everyRow')}
                value={mapping.kind}
                options={KINDS.map((id) => ({ id, text: t(`mapping.event.${id}`) }))}
                onChange={(kind) => setMapping({ ...mapping, kind })}
              />
            )}
            <div>
              <Select
                label={t('mapping.dateOrder')}
                value={mapping.dateOrder ?? 'open'}
                options={
                  needsOrder
                    ? [
                        { id: 'dmy', text: t('mapping.dateDmy') },
                        { id: 'mdy', text: t('mapping.dateMdy') },
                      ]
                    : [{ id: 'open', text: t('mapping.dateOpen') }]
                }
                onChange={(order) => setMapping({ ...mapping, dateOrder: order === 'open' ? null : order })}
              />
              {evidence !== null && <p className="ui-hint">{evidence}</p>}
            </div>
            <Combo
              label={t('mapping.zone')}
              value={mapping.zone}
              options={zones}
              hint={t('mapping.zoneHint')}
              onChange={(zone) => setMapping({ ...mapping, zone })}
            />
          </>
        )}
      </div>
      <ColumnList mapping={mapping} headings={headings} rows={rows} onChange={setMapping} />
      {mapping.rows === 'events' && <DatesUnderstood mapping={mapping} rows={rows} />}
      {mapping.rows === 'counters' && <p className="muted section">{t('counters.why')}</p>}
      <FirstRows mapping={mapping} headings={headings} rows={rows} />
      <div className="row-actions section">
        <button type="submit" aria-describedby="mapping-lack" disabled={lack !== null}>
          {t('mapping.import')}
        </button>
        <button type="button" className="quiet" onClick={onLater}>
          {t('mapping.later')}
        </button>
        <span id="mapping-lack" className="warn" role="status">
          {lack === null ? '' : t(LACKS[lack])}
        </span>
      </div>
    </form>
  );
}
