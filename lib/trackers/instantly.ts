import { counted, counter, found, noTime, trackerEvent } from './event';
import { countAt, has, hasAny, idOf, stepOf, textAt, timeAt, variantOf, wordAt } from './fields';
import type { JsonRecord, RecordFormat } from './format';
import { kindOf } from './kinds';

/**
 * Instantly's webhooks, https://developer.instantly.ai/guides/webhook-events (steps and variants from 1), and its
 * analytics, which are sums: counters (there, steps and variants are texts that count from 0).
 */
export const instantly: RecordFormat = {
  id: 'instantly',
  name: 'Instantly',
  recognises: (record) =>
    (has(record, 'event_type', 'timestamp') &&
      hasAny(record, 'lead_email', 'email_account') &&
      hasAny(record, 'workspace', 'campaign_id', 'campaign_name') &&
      !hasAny(record, 'to_email', 'from_email')) ||
    isCampaign(record) ||
    isStep(record),
  read(record) {
    if (isCampaign(record) || isStep(record)) return counted(countsIn(record));
    const at = timeAt(record, 'timestamp');
    if (at === null) return noTime('Instantly', 'timestamp');
    const own = idOf(textAt(record, 'message_id', 'email_message_id'));
    return found(
      trackerEvent({
        tracker: 'instantly',
        kind: kindOf(wordAt(record, 'event_type')),
        at,
        recipient: textAt(record, 'lead_email', 'email'),
        url: textAt(record, 'link', 'url', 'clicked_link', 'link_clicked', 'link_url'),
        messageId: own.messageId,
        trackerMessageId: textAt(record, 'email_id') ?? own.trackerMessageId,
        campaign: textAt(record, 'campaign_name', 'campaign_id'),
        step: stepOf(countAt(record, 'step')),
        variant: variantOf(textAt(record, 'variant')),
        subject: textAt(record, 'email_subject', 'reply_subject'),
      }),
    );
  },
};

function isCampaign(record: JsonRecord): boolean {
  return has(record, 'emails_sent_count') && hasAny(record, 'link_click_count', 'open_count', 'reply_count');
}

/** A step, or a day, of a campaign. */
function isStep(record: JsonRecord): boolean {
  return has(record, 'sent', 'unique_opened', 'unique_clicks') && hasAny(record, 'step', 'date');
}

function countsIn(record: JsonRecord) {
  const campaign = textAt(record, 'campaign_name', 'campaign_id');
  const step = countAt(record, 'step');
  const identity = ['campaign_id', 'campaign_name', 'step', 'variant', 'date'].map(
    (name) => textAt(record, name) ?? '',
  );
  return counter({
    tracker: 'instantly',
    identity: identity.join('|'),
    campaign,
    step: step === null ? null : stepOf(step + 1),
    sent: countAt(record, 'emails_sent_count', 'sent'),
    opens: countAt(record, 'open_count', 'opened'),
    clicks: countAt(record, 'link_click_count', 'clicks'),
    replies: countAt(record, 'reply_count', 'replies'),
    bounces: countAt(record, 'bounced_count'),
  });
}
