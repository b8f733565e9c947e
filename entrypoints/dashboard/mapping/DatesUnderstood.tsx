import type { ReactElement } from 'react';
import { t } from '../../../lib/i18n/text';
import { timeTextOf } from '../../../lib/trackers/draft-mapping';
import type { Mapping } from '../../../lib/trackers/mapping';
import { timeOf } from '../../../lib/trackers/time';
import { spelledOut } from './moments';

/** Different times that are shown: enough to see the order of day and month. */
const SHOWN = 5;

/** What the first times of a table are read as, spelled out with their zone, before anything is imported. */
export function DatesUnderstood({
  mapping,
  rows,
}: {
  mapping: Mapping;
  rows: readonly (readonly string[])[];
}): ReactElement {
  const texts = [...new Set(rows.map((row) => timeTextOf(mapping, row)).filter((text) => text !== ''))];
  return (
    <section className="section" aria-labelledby="dates-title">
      <h2 id="dates-title">{t('mapping.datesTitle')}</h2>
      {mapping.columns.at === undefined ? (
        <p className="muted">{t('mapping.noDates')}</p>
      ) : (
        <ul className="dates" aria-live="polite">
          {texts.slice(0, SHOWN).map((text) => (
            <li key={text}>
              <DateRead text={text} mapping={mapping} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function DateRead({ text, mapping }: { text: string; mapping: Mapping }): ReactElement {
  const at = timeOf(text, { order: mapping.dateOrder, zone: mapping.zone });
  if (at === null) return <span className="warn">{t('mapping.dateFailed', [text])}</span>;
  // Read in UTC a time without a zone gives what the clock on the wall showed.
  const wall = timeOf(text, { order: mapping.dateOrder, zone: 'UTC' });
  const utc = `${spelledOut(at)} UTC`;
  return (
    <>
      {t('mapping.dateReads', [
        text,
        wall === null || wall === at ? utc : t('mapping.dateLocal', [spelledOut(wall), mapping.zone]),
      ])}
      {wall !== null && wall !== at && <span className="muted"> = {utc}</span>}
    </>
  );
}
