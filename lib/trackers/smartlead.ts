import type { Counter, EventKind } from '../facts/event';
import { counted, counter, found, noTime, trackerEvent } from './event';
import {
  countAt,
  flagAt,
  has,
  hasAny,
  idOf,
  parsedOrText,
  stepOf,
  textAt,
  timeAt,
  valueAt,
  wordAt,
} from './fields';
import { isList, isRecord, type Json, type JsonRecord, type RecordFormat } from './format';
import { kindOf } from './kinds';

/**
 * Smartlead, in its three published shapes (facts: trackers.md 2.1): `event_type: EMAIL_LINK_CLICK` with
 * `event_timestamp`, https://help.smartlead.ai/Link-Clicked-afd2fb5f11164db986bf5cef251825de; the older fields without a
 * type; `event: EMAIL_CLICKED` with a nested `lead`, https://api.smartlead.ai/api-reference/webhooks/events. Its leads
 * and statistics are states and sums: counters.
 */
export const smartlead: RecordFormat = {
  id: 'smartlead',
  name: 'Smartlead',
  recognises: (record) =>
    eventKind(record) !== null || isLead(record) || isStatistic(record) || isCampaign(record),
  read(record) {
    const kind = eventKind(record);
    if (kind === null) return counted(countsIn(record));
    const at = timeAt(
      record,
      'event_timestamp',
      'timestamp',
      ...(kind === 'sent' ? ['time_sent', 'sent_message.time'] : []),
      'time_clicked',
      'time_opened',
      'time_replied',
      'time_bounced',
      'metadata.webhook_created_at',
    );
    if (at === null) return noTime('Smartlead', 'event_timestamp');
    // In a reply `message_id` is the reply's own.
    const sent = idOf(
      textAt(
        record,
        'sent_message.message_id',
        'email.message_id',
        ...(kind === 'reply' ? [] : ['message_id', 'sent_message.id']),
      ),
    );
    return found(
      trackerEvent({
        tracker: 'smartlead',
        kind,
        at,
        recipient: textAt(record, 'sl_lead_email', 'to_email', 'lead.email', 'lead_email'),
        url:
          textAt(record, 'link_clicked') ??
          linkIn(valueAt(record, 'link_details')) ??
          textAt(record, 'link.url', 'link', 'url', 'clicked_url'),
        messageId: sent.messageId,
        trackerMessageId: sent.trackerMessageId ?? textAt(record, 'stats_id', 'email.id'),
        campaign: textAt(record, 'campaign_name', 'campaign.name', 'campaign_id', 'campaign.id'),
        step: stepOf(countAt(record, 'sequence_number', 'email.sequence_number')),
        variant: textAt(record, 'variant_label', 'seq_variant'),
        subject: textAt(record, 'subject', 'custom_subject', 'email.subject'),
      }),
    );
  },
};

const TYPE = /^(?:email|link|lead|campaign|manual|untracked|first)_[a-z_]{2,40}$/;

/** The kind of a webhook's event; null where the record is none. */
function eventKind(record: JsonRecord): EventKind | null {
  const type = wordAt(record, 'event_type') || wordAt(record, 'event');
  const person = hasAny(record, 'to_email', 'lead.email', 'lead_email');
  if (!person) return null;
  // Both Instantly and Smartlead say `event_type` and `lead_email`; the rest of the fields tells them apart.
  const own =
    hasAny(
      record,
      'stats_id',
      'sl_email_lead_id',
      'event_timestamp',
      'to_email',
      'sequence_number',
      'from_email',
    ) ||
    (has(record, 'event') && hasAny(record, 'lead.email'));
  if (type !== '') return TYPE.test(type) && own ? kindOf(type) : null;
  if (!has(record, 'to_email', 'from_email')) return null;
  if (has(record, 'time_clicked')) return 'click';
  if (has(record, 'time_opened')) return 'open';
  if (has(record, 'time_replied')) return 'reply';
  return has(record, 'time_sent') ? 'sent' : null;
}

/** `link_details` has no published shape: the one address in it, wherever it stands; null where it names several. */
function linkIn(value: Json | undefined): string | null {
  const links = new Set<string>();
  const look = (inner: Json | undefined, depth: number): void => {
    if (depth > 5 || links.size > 1) return;
    if (typeof inner === 'string') {
      if (/^https?:\/\//i.test(inner)) links.add(inner);
      else if (/^[[{]/.test(inner)) {
        const parsed = parsedOrText(inner);
        if (typeof parsed !== 'string') look(parsed, depth + 1);
      }
    } else if (isList(inner)) for (const entry of inner) look(entry, depth + 1);
    else if (isRecord(inner))
      for (const [name, entry] of Object.entries(inner)) {
        look(name, depth + 1);
        look(entry, depth + 1);
      }
  };
  look(value, 0);
  const [only = null] = links;
  return links.size === 1 ? only : null;
}

function isLead(record: JsonRecord): boolean {
  return (
    has(record, 'email') &&
    hasAny(record, 'email_stats.is_clicked', 'email_stats.is_opened', 'email_stats.is_replied')
  );
}

/** A row of `GET /campaigns/{id}/statistics`. */
function isStatistic(record: JsonRecord): boolean {
  return (
    has(record, 'lead_email', 'sent_time') &&
    hasAny(record, 'click_count', 'click_time', 'open_count', 'open_time')
  );
}

/** `GET /campaigns/{id}/analytics`. */
function isCampaign(record: JsonRecord): boolean {
  return (
    has(record, 'sent_count', 'click_count') && hasAny(record, 'unique_sent_count', 'unique_click_count')
  );
}

function countsIn(record: JsonRecord): Counter {
  const flag = (name: string): number | null => {
    const value = flagAt(record, `email_stats.${name}`);
    return value === null ? null : value ? 1 : 0;
  };
  if (isLead(record)) {
    const campaign = textAt(record, 'campaign_name', 'campaign_id');
    const recipient = textAt(record, 'email');
    return counter({
      tracker: 'smartlead',
      identity: `lead|${recipient ?? ''}|${campaign ?? ''}|${textAt(record, 'id') ?? ''}`,
      campaign,
      recipient,
      sent: has(record, 'last_sent_time') ? (textAt(record, 'last_sent_time') === null ? 0 : 1) : null,
      opens: flag('is_opened'),
      clicks: flag('is_clicked'),
      replies: flag('is_replied'),
      bounces: flag('is_bounced'),
    });
  }
  const campaign = textAt(record, 'campaign_name', 'name', 'campaign_id', 'id');
  const recipient = textAt(record, 'lead_email');
  const step = stepOf(countAt(record, 'sequence_number'));
  const bounced = flagAt(record, 'is_bounced');
  return counter({
    tracker: 'smartlead',
    identity: `${recipient === null ? 'campaign' : 'row'}|${recipient ?? ''}|${campaign ?? ''}|${step ?? ''}|${textAt(record, 'stats_id', 'sent_time') ?? ''}`,
    campaign,
    recipient,
    step,
    sent: countAt(record, 'sent_count') ?? (recipient === null ? null : 1),
    opens: countAt(record, 'open_count'),
    clicks: countAt(record, 'click_count'),
    replies:
      countAt(record, 'reply_count') ??
      (recipient === null ? null : textAt(record, 'reply_time') === null ? 0 : 1),
    bounces: countAt(record, 'bounce_count') ?? (bounced === null ? null : bounced ? 1 : 0),
  });
}
