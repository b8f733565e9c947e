import type { ReactElement } from 'react';
import { t } from '../../../lib/i18n/text';
import { lackOf } from '../../../lib/trackers/draft-mapping';
import type { Mapping } from '../../../lib/trackers/mapping';
import { type PreviewRow, previewRows } from '../../../lib/trackers/preview';
import { spelledOut } from './moments';

const SHOWN = 8;

/** The first rows as they stand, each with what it would become. */
export function FirstRows({
  mapping,
  headings,
  rows,
}: {
  mapping: Mapping;
  headings: readonly string[];
  rows: readonly (readonly string[])[];
}): ReactElement {
  const shown = previewRows(mapping, rows.slice(0, SHOWN));
  const readable = lackOf(mapping) === null;
  return (
    <section className="section">
      <h2>{t('mapping.preview')}</h2>
      {/* Scrolls sideways: to be reached by keyboard it takes the focus. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
      <section className="table-wrap" tabIndex={0} aria-label={t('mapping.preview')}>
        <table className="first-rows">
          <thead>
            <tr>
              <th scope="col">{t('mapping.understood')}</th>
              {headings.map((heading, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place.
                <th scope="col" key={index}>
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row of a file is its place.
              <tr key={index}>
                <td className="understood">{readable && <Understood row={row} />}</td>
                {headings.map((_, column) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place.
                  <td key={column} className="cell-text">
                    {row.cells[column] ?? ''}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

function Understood({ row }: { row: PreviewRow }): ReactElement {
  const { event, counter, problem } = row;
  if (problem !== null) return <span className="warn">{problem}</span>;
  if (event !== null)
    return (
      <>
        <strong>{t(`mapping.event.${event.kind}`)}</strong>
        <div>{[event.recipient, event.url].filter((part) => part !== null).join(' · ')}</div>
        <div className="muted">{spelledOut(event.at)} UTC</div>
      </>
    );
  if (counter === null) return <span className="muted">{t('mapping.nothing')}</span>;
  const sums = (['sent', 'opens', 'clicks', 'replies', 'bounces'] as const).flatMap((name) => {
    const sum = counter[name];
    return sum === null ? [] : [`${t(`counters.${name}`)} ${sum}`];
  });
  return (
    <>
      <strong>{counter.campaign ?? counter.recipient}</strong>
      <div>{sums.join(', ')}</div>
      <span className="badge">{t('counters.unfiltered')}</span>
    </>
  );
}
