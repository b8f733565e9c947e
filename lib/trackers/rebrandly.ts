import { counted, counter } from './event';
import { countAt, has, hasAny, textAt } from './fields';
import type { RecordFormat } from './format';

/** Rebrandly's links (API and CSV) with their click sums, machines already left out: https://developers.rebrandly.com. */
export const rebrandly: RecordFormat = {
  id: 'rebrandly',
  name: 'Rebrandly',
  recognises: (record) =>
    has(record, 'clicks') &&
    hasAny(record, 'slashtag', 'shortUrl') &&
    hasAny(record, 'destination', 'domainName', 'title', 'lastClickDate', 'lastClickAt'),
  read(record) {
    const link = textAt(record, 'shortUrl', 'slashtag');
    return counted(
      counter({
        tracker: 'rebrandly',
        identity: textAt(record, 'id') ?? link ?? JSON.stringify(record),
        campaign: link,
        clicks: countAt(record, 'clicks'),
      }),
    );
  },
};
