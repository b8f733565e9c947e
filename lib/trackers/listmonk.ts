import { found, noTime, trackerEvent } from './event';
import { has, hasAny, textAt, timeAt } from './fields';
import type { RecordFormat } from './format';

/** listmonk's export of link clicks (CSV): https://github.com/knadh/listmonk, `queries/campaigns.sql`. No address, no agent. */
export const listmonk: RecordFormat = {
  id: 'listmonk',
  name: 'listmonk',
  recognises: (record) =>
    has(record, 'created_at', 'email') &&
    hasAny(record, 'subscriber_uuid', 'campaign_uuid') &&
    hasAny(record, 'url', 'campaign_id'),
  read(record) {
    const at = timeAt(record, 'created_at');
    if (at === null) return noTime('listmonk', 'created_at');
    const url = textAt(record, 'url');
    return found(
      trackerEvent({
        tracker: 'listmonk',
        // The export of views has the same columns without `url`.
        kind: url === null && !has(record, 'url') ? 'open' : 'click',
        at,
        recipient: textAt(record, 'email'),
        url,
        campaign: textAt(record, 'campaign_name', 'campaign_id'),
      }),
    );
  },
};
