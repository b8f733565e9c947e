import { counted, counter } from './event';
import { countAt, countOf, has, hasAny, textAt, valueAt } from './fields';
import { isList, isRecord, type JsonRecord, type RecordFormat } from './format';

/** Bitly v4: clicks per day (or hour) of a link, and links with their sums: counters. https://dev.bitly.com/api-reference */
export const bitly: RecordFormat = {
  id: 'bitly',
  name: 'Bitly',
  recognises: (record) =>
    isList(valueAt(record, 'link_clicks')) || has(record, 'total_clicks', 'unit_reference') || isLink(record),
  read(record) {
    const link = textAt(record, 'bitlink', 'link', 'id', 'bitlink_id');
    // The API's answer does not say which link it is about: then the period and its numbers are all there is.
    const identity = link ?? JSON.stringify(record);
    return counted(counter({ tracker: 'bitly', identity, campaign: link, clicks: clicksIn(record) }));
  },
};

function clicksIn(record: JsonRecord): number | null {
  const buckets = valueAt(record, 'link_clicks');
  if (!isList(buckets)) return countAt(record, 'total_clicks', 'clicks', 'engagements');
  let sum = 0;
  for (const bucket of buckets) if (isRecord(bucket)) sum += countOf(textAt(bucket, 'clicks')) ?? 0;
  return sum;
}

function isLink(record: JsonRecord): boolean {
  return hasAny(record, 'bitlink', 'bitlink_id') && hasAny(record, 'clicks', 'engagements');
}
