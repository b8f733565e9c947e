import type { GmailTrouble, SyncView } from '../lib/api/gmail-types';
import { t } from '../lib/i18n/text';
import { count, duration } from './format';

const TROUBLE = {
  'no-client': 'gmail.trouble.no_client',
  'wrong-client': 'gmail.trouble.wrong_client',
  'redirect-mismatch': 'gmail.trouble.redirect_mismatch',
  'not-in-organisation': 'gmail.trouble.not_in_organisation',
  'admin-block': 'gmail.trouble.admin_block',
  'not-a-tester': 'gmail.trouble.not_a_tester',
  denied: 'gmail.trouble.denied',
  closed: 'gmail.trouble.closed',
  'scope-missing': 'gmail.trouble.scope_missing',
  'other-account': 'gmail.trouble.other_account',
  'sign-in': 'gmail.trouble.sign_in',
  'no-browser-support': 'gmail.trouble.no_browser_support',
  'api-off': 'gmail.trouble.api_off',
  'mail-off': 'gmail.trouble.mail_off',
  'day-limit': 'gmail.trouble.day_limit',
  'rate-limit': 'gmail.trouble.rate_limit',
  server: 'gmail.trouble.server',
  offline: 'gmail.trouble.offline',
  answer: 'gmail.trouble.answer',
  refused: 'gmail.trouble.refused',
  'disk-full': 'gmail.trouble.disk_full',
  fault: 'gmail.trouble.fault',
} as const satisfies Record<GmailTrouble['code'], string>;

/** What happened and what to do, in the reader's language. */
export function troubleWords(code: GmailTrouble['code']): string {
  return t(TROUBLE[code]);
}

const PHASE = {
  listing: 'gmail.phase.listing',
  reading: 'gmail.phase.reading',
  'up-to-date': 'gmail.phase.up_to_date',
  paused: 'gmail.phase.paused',
  waiting: 'gmail.phase.waiting',
  stopped: 'gmail.phase.stopped',
} as const satisfies Record<SyncView['phase'], string>;

export function phaseWords(phase: SyncView['phase']): string {
  return t(PHASE[phase]);
}

/** `120 of 480 threads read`; while they are still being looked for, how many were found so far. */
export function progressWords({ phase, done, total, totalIsExact }: SyncView): string {
  if (total === 0) return phaseWords(phase);
  const values = { done: count(done), total: count(total) };
  return totalIsExact ? t('gmail.sync.progress', values) : t('gmail.sync.found', values);
}

/** A mailbox and how it stands, in one line. */
export function standingWords(view: SyncView): string {
  const what =
    view.phase === 'reading' || view.phase === 'listing' ? progressWords(view) : phaseWords(view.phase);
  return t('gmail.sync.line', { account: view.account, what });
}

/** `340 threads a minute · about 3 min left`, as far as it is known. */
export function paceWords({ phase, perMinute, timeLeft }: SyncView): string | null {
  if (phase !== 'reading' && phase !== 'listing') return null;
  const words = [
    ...(perMinute === null ? [] : [t('gmail.sync.speed', [count(Math.round(perMinute))])]),
    ...(timeLeft === null ? [] : [t('gmail.sync.left', [duration(Math.max(1000, timeLeft))])]),
  ];
  return words.length === 0 ? null : words.join(' · ');
}
