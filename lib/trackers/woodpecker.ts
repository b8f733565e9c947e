import { found, refused, trackerEvent } from './event';
import { countAt, hasAny, idOf, stepOf, textAt, timeAt, wordAt } from './fields';
import type { JsonRecord, RecordFormat } from './format';
import { kindOf } from './kinds';

/**
 * Woodpecker's webhooks: a list of `{ method: 'link_clicked', prospect: { … }, email: { … } }`. `email.date` is when the
 * email was sent; an event without a time of its own happened when the webhook came.
 */
export const woodpecker: RecordFormat = {
  id: 'woodpecker',
  name: 'Woodpecker',
  recognises: (record) =>
    textAt(record, 'prospect.email') !== null &&
    (/^(?:link|email|prospect|campaign|secondary|task)_[a-z_]{2,40}$/.test(actionIn(record)) ||
      hasAny(record, 'prospect.campaign_name', 'prospect.campaign_id')),
  read(record, around) {
    const action = actionIn(record);
    const kind = kindOf(action);
    const at =
      timeAt(record, 'timestamp', 'clicked_at', 'event_timestamp', 'created_at') ??
      (kind === 'sent' ? timeAt(record, 'email.date') : null) ??
      timeAt(record, 'prospect.last_clicked', 'prospect.updated') ??
      around.receivedAt;
    if (action === '')
      return refused('This Woodpecker record does not say what happened (“method”). It was left out.');
    if (at === null)
      return refused(
        'This Woodpecker record has no time, and nothing around it says when it came. It was left out.',
      );
    return found(
      trackerEvent({
        tracker: 'woodpecker',
        kind,
        at,
        recipient: textAt(record, 'prospect.email'),
        url: textAt(record, 'link', 'url', 'clicked_link', 'email.link', 'prospect.link'),
        messageId: idOf(textAt(record, 'email.message_id', 'message_id')).messageId,
        trackerMessageId: textAt(record, 'email.id'),
        campaign: textAt(record, 'prospect.campaign_name', 'campaign_name', 'prospect.campaign_id'),
        step: stepOf(countAt(record, 'email.step', 'step', 'prospect.step')),
        subject: textAt(record, 'email.subject'),
      }),
    );
  },
};

function actionIn(record: JsonRecord): string {
  return (
    wordAt(record, 'method') || wordAt(record, 'action') || wordAt(record, 'event') || wordAt(record, 'type')
  );
}
