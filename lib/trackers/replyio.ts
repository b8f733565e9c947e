import { counted, counter, found, refused, trackerEvent } from './event';
import { countAt, has, hasAny, idOf, stepOf, textAt, timeAt, wordAt } from './fields';
import type { JsonRecord, RecordFormat } from './format';
import { kindOf } from './kinds';

/** Reply.io: statistics of campaigns and steps are counters; its webhooks name the contact and the event. */
export const replyio: RecordFormat = {
  id: 'replyio',
  name: 'Reply.io',
  recognises: (record) => isEvent(record) || isStatistic(record),
  read(record, around) {
    if (!isEvent(record)) {
      const campaign = textAt(
        record,
        'campaignName',
        'sequenceName',
        'campaignId',
        'sequenceId',
        'name',
        'id',
      );
      const step = textAt(record, 'stepId', 'stepNumber', 'number');
      return counted(
        counter({
          tracker: 'replyio',
          identity: `${campaign ?? ''}|${step ?? ''}`,
          campaign,
          step: stepOf(countAt(record, 'stepNumber', 'number')),
          sent: countAt(record, 'deliveredEmails', 'sentEmails', 'deliveriesCount', 'contactedPeople'),
          opens: countAt(record, 'openedEmails', 'opensCount'),
          clicks: countAt(record, 'clickedEmails', 'clicksCount'),
          replies: countAt(record, 'repliedEmails', 'repliesCount'),
          bounces: countAt(record, 'bouncedEmails', 'bouncesCount'),
        }),
      );
    }
    const at =
      timeAt(record, 'event.date', 'event.created', 'event.timestamp', 'date', 'timestamp') ??
      around.receivedAt;
    if (at === null)
      return refused(
        'This Reply.io record has no time, and nothing around it says when it came. It was left out.',
      );
    const id = textAt(record, 'event.id');
    const own = idOf(textAt(record, 'message_id', 'email.message_id', 'message.message_id'));
    return found(
      trackerEvent({
        key: id === null ? null : `replyio:${id}`,
        tracker: 'replyio',
        kind: kindOf(wordAt(record, 'event.type')),
        at,
        recipient: textAt(record, 'contact_fields.email', 'contactFields.email'),
        url: textAt(record, 'link', 'url', 'message.link', 'event.link'),
        messageId: own.messageId,
        trackerMessageId: own.trackerMessageId,
        campaign: textAt(record, 'sequence_fields.name', 'campaign_fields.name', 'sequence_fields.id'),
        step: stepOf(countAt(record, 'sequence_step.number', 'step_number')),
        subject: textAt(record, 'message.subject', 'sequence_step.subject'),
      }),
    );
  },
};

function isEvent(record: JsonRecord): boolean {
  return wordAt(record, 'event.type') !== '' && hasAny(record, 'contact_fields.email', 'contactFields.email');
}

function isStatistic(record: JsonRecord): boolean {
  return (
    (hasAny(record, 'clickedEmails') &&
      hasAny(record, 'openedEmails', 'repliedEmails', 'stepId', 'id', 'number', 'stepNumber')) ||
    has(record, 'deliveriesCount', 'opensCount', 'repliesCount')
  );
}
