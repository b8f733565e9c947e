import { counted, counter } from './event';
import { countAt, flagAt, has, hasAny, idOf, textAt } from './fields';
import type { JsonRecord, RecordFormat } from './format';

/** Apollo's analytics rows (`num_emails_…`) and its messages, which carry states and sums: counters. */
export const apollo: RecordFormat = {
  id: 'apollo',
  name: 'Apollo',
  recognises: (record) =>
    hasAny(
      record,
      'num_emails_replied',
      'num_emails_clicked',
      'num_emails_opened',
      'num_emails_delivered',
      'num_emails_sent',
    ) || isMessage(record),
  read(record) {
    if (isMessage(record)) {
      const once = (name: string): number | null => {
        const flag = flagAt(record, name);
        return flag === null ? null : flag ? 1 : 0;
      };
      return counted(
        counter({
          tracker: 'apollo',
          identity: `message|${textAt(record, 'id', 'provider_message_id') ?? ''}|${textAt(record, 'to_email') ?? ''}`,
          campaign: textAt(record, 'campaign_name', 'emailer_campaign_id'),
          recipient: textAt(record, 'to_email'),
          messageId: idOf(textAt(record, 'rfc_message_id', 'provider_message_id')).messageId,
          sent: textAt(record, 'completed_at') === null ? null : 1,
          opens: countAt(record, 'num_opens'),
          clicks: countAt(record, 'num_clicks'),
          replies: once('replied'),
          bounces: once('bounced'),
        }),
      );
    }
    return counted(
      counter({
        tracker: 'apollo',
        identity: `row|${namesIn(record)}`,
        campaign: textAt(
          record,
          'emailer_campaign_name',
          'campaign_name',
          'sequence_name',
          'emailer_campaign_id',
        ),
        sent: countAt(
          record,
          'num_emails_delivered',
          'num_emails_sent',
          'percent_emails_replied_denominator',
          'percent_emails_clicked_denominator',
          'percent_emails_opened_denominator',
        ),
        opens: countAt(record, 'num_emails_opened'),
        clicks: countAt(record, 'num_emails_clicked'),
        replies: countAt(record, 'num_emails_replied'),
        bounces: countAt(record, 'num_emails_bounced'),
      }),
    );
  },
};

/** What the row is grouped by; a row that names nothing is known by its numbers alone. */
function namesIn(record: JsonRecord): string {
  const names = Object.entries(record).filter(
    ([name, value]) => typeof value === 'string' && !/^(?:num|percent)_/.test(name),
  );
  return JSON.stringify(names.length > 0 ? names.sort(([a], [b]) => (a < b ? -1 : 1)) : record);
}

function isMessage(record: JsonRecord): boolean {
  return (
    has(record, 'to_email') &&
    hasAny(record, 'num_clicks', 'num_opens') &&
    hasAny(record, 'emailer_campaign_id', 'provider_message_id', 'campaign_name')
  );
}
