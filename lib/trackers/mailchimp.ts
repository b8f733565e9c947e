import type { TrackerEvent } from '../facts/event';
import { noTime, refused, trackerEvent } from './event';
import { has, textAt, timeAt, valueAt, wordAt } from './fields';
import { isList, isRecord, type Json, type JsonRecord, type RecordFormat } from './format';
import { kindOf } from './kinds';

const ACTIONS = new Set(['open', 'click', 'bounce', 'sent', 'unsub', 'abuse']);

/**
 * Mailchimp's email activity: pages of the API (`emails[].activity[]`, https://mailchimp.com/developer/marketing/api/email-activity-reports/),
 * rows flattened by a data pipeline (`action`, `email_address`, …), and the old export API (one object per line, its
 * one name the address).
 */
export const mailchimp: RecordFormat = {
  id: 'mailchimp',
  name: 'Mailchimp',
  recognises: (record) =>
    (has(record, 'email_address') && isList(valueAt(record, 'activity'))) ||
    (has(record, 'email_address', 'timestamp') && ACTIONS.has(wordAt(record, 'action'))) ||
    exported(record) !== null,
  read(record) {
    const old = exported(record);
    const activity = old?.activity ?? valueAt(record, 'activity');
    const recipient = old?.recipient ?? textAt(record, 'email_address');
    const entries: readonly Json[] = isList(activity) ? activity : [record];
    const events: TrackerEvent[] = [];
    let bad = 0;
    for (const entry of entries) {
      const at = isRecord(entry) ? timeAt(entry, 'timestamp') : null;
      if (!isRecord(entry) || at === null) {
        bad++;
        continue;
      }
      events.push(
        trackerEvent({
          tracker: 'mailchimp',
          kind: kindOf(wordAt(entry, 'action')),
          at,
          recipient,
          url: textAt(entry, 'url'),
          ip: textAt(entry, 'ip'),
          campaign: textAt(record, 'campaign_title', 'campaign_id'),
        }),
      );
    }
    if (events.length === 0 && bad === 0) return { events, counters: [], problem: null };
    if (events.length === 0) return noTime('Mailchimp', 'timestamp');
    const lost = `${bad} of ${entries.length} actions of this Mailchimp record have no time that can be read. They were left out.`;
    return bad === 0 ? { events, counters: [], problem: null } : { ...refused(lost), events };
  },
};

/** `{"jane@example.com":[{"action":"click","timestamp":"…","url":"…","ip":"…"}]}` */
function exported(record: JsonRecord): { recipient: string; activity: readonly Json[] } | null {
  const names = Object.keys(record);
  const [recipient = ''] = names;
  if (names.length !== 1 || !/^[^\s@]{1,64}@[^\s@]{1,255}$/.test(recipient)) return null;
  const activity = record[recipient];
  if (!isList(activity)) return null;
  return activity.every((entry) => isRecord(entry) && ACTIONS.has(wordAt(entry, 'action')))
    ? { recipient, activity }
    : null;
}
