import type { JoinedBy } from '../lib/analytics/attribution/clicks';
import { t } from '../lib/i18n/text';

const BY = {
  'message-id': 'joined.by.messageId',
  carried: 'joined.by.carried',
  'tracker-message': 'joined.by.trackerMessage',
  link: 'joined.by.link',
  'single-link': 'joined.by.singleLink',
  subject: 'joined.by.subject',
  'sent-time': 'joined.by.sentTime',
  recipient: 'joined.by.recipient',
  'shared-link': 'joined.by.sharedLink',
  campaign: 'joined.by.campaign',
} as const satisfies Record<JoinedBy, string>;

/** `Joined by recipient and link` */
export function joinedByWords(by: JoinedBy): string {
  return t(BY[by]);
}

/** How sure a join is, in words: the steps are those that `attribution/clicks.ts` gives. */
export function sureWords(certainty: number): string {
  if (certainty >= 0.99) return t('joined.sure.certain');
  if (certainty >= 0.95) return t('joined.sure.verySure');
  if (certainty >= 0.85) return t('joined.sure.quiteSure');
  return certainty >= 0.7 ? t('joined.sure.likely') : t('joined.sure.guess');
}

/** `Joined by recipient and link, very sure` */
export function joinWords(by: JoinedBy, certainty: number): string {
  return t('joined.words', [joinedByWords(by), sureWords(certainty)]);
}
