import { counted, counter, found, noTime, trackerEvent } from './event';
import { countAt, has, hasAny, idOf, stepOf, textAt, timeAt, wordAt } from './fields';
import type { JsonRecord, RecordFormat } from './format';
import { kindOf } from './kinds';
import { countsOfState } from './last-state';

/**
 * lemlist's activities (API and webhooks), https://developer.lemlist.com, and its CSV of leads, which knows the last
 * state only: a counter. The activities name no link; the Message-ID comes with `emailsSent` and `emailsReplied`.
 */
export const lemlist: RecordFormat = {
  id: 'lemlist',
  name: 'lemlist',
  recognises: (record) => isActivity(record) || isLead(record),
  read(record) {
    const recipient = textAt(record, 'leadEmail', 'email');
    const campaign = textAt(record, 'campaignName', 'campaign', 'campaignId');
    if (!isActivity(record))
      return counted(
        counter({
          tracker: 'lemlist',
          identity: `lead|${recipient ?? ''}|${campaign ?? ''}`,
          recipient,
          campaign,
          ...countsOfState(kindOf(textAt(record, 'lastState', 'emailStatus', 'status') ?? '')),
        }),
      );
    const at = timeAt(record, 'createdAt', 'date', 'timestamp');
    if (at === null) return noTime('lemlist', 'createdAt');
    const type = wordAt(record, 'type');
    const id = textAt(record, '_id', 'activityId');
    const step = countAt(record, 'sequenceStep');
    return found(
      trackerEvent({
        key: id === null ? null : `lemlist:${id}`,
        tracker: 'lemlist',
        kind: type.startsWith('emails') ? kindOf(type) : 'other',
        at,
        recipient,
        url: textAt(record, 'extra.url', 'url', 'clickedUrl', 'extra.link', 'link'),
        messageId: idOf(textAt(record, 'extra.messageId', 'messageId')).messageId,
        trackerMessageId: textAt(record, 'emailId'),
        campaign,
        // Real activities count from 0 (facts: trackers.md 2.1).
        step: step === null ? null : stepOf(step + 1),
        variant: textAt(record, 'stepTested', 'sequenceTested'),
        subject: textAt(record, 'subject', 'extra.subject'),
      }),
    );
  },
};

const TYPES =
  /^(?:emails|linkedin|aircall|manual|api|conditions?|opportunities|paused|resumed|customdomain|send|skipped|hooked|attracted|warmed|interested|notinterested|contacted|whatsapp|sms)/;

function isActivity(record: JsonRecord): boolean {
  return (
    TYPES.test(wordAt(record, 'type')) &&
    hasAny(record, 'createdAt', 'date', 'timestamp') &&
    hasAny(record, 'leadEmail', 'leadId') &&
    hasAny(record, 'campaignId', 'campaignName', 'sequenceId', 'teamId')
  );
}

function isLead(record: JsonRecord): boolean {
  return has(record, 'email', 'lastState') && hasAny(record, 'emailStatus', 'status', 'firstName');
}
