import type { FailedRecipient, Reading } from '../facts/message';
import { header, messageIds, type ParsedMail } from './parse';

const NOTHING = {
  failed: [],
  about: [],
  returnsAt: null,
  gone: false,
  calendar: null,
  gateways: [],
} as const;

const ADDRESS = /[^\s<>"'(),;:]+@[a-z0-9][a-z0-9.-]*\.[a-z]{2,}/gi;

function deliveryStatus(text: string): { action: string; failed: FailedRecipient[] } {
  let action = '';
  const failed: FailedRecipient[] = [];
  for (const block of text.split(/\r?\n\r?\n/)) {
    const recipient = /^(?:Final|Original)-Recipient:[^;\n]*;\s*<?([^>\s]+)>?/im.exec(block)?.[1];
    if (!recipient) continue;
    const what = /^Action:\s*(\w+)/im.exec(block)?.[1]?.toLowerCase() ?? 'failed';
    if (what !== 'failed' && what !== 'delayed') continue;
    if (action !== 'failed') action = what;
    const status = /^Status:\s*(\d\.\d{1,3}\.\d{1,3})/im.exec(block)?.[1] ?? null;
    const diagnostic = /^Diagnostic-Code:\s*(.+)/im.exec(block)?.[1]?.trim() ?? null;
    failed.push({ address: recipient.toLowerCase(), status, permanent: what === 'failed', diagnostic });
  }
  return { action, failed };
}

function bounce(mail: ParsedMail): Reading | null {
  const status = mail.parts.find((part) => part.type === 'message/delivery-status')?.text ?? null;
  const fromDaemon = /^(?:mailer-daemon|postmaster)@/.test(mail.from.address);
  const named = header(mail, 'x-failed-recipients');
  const failureSubject =
    /undeliver|delivery (?:status notification|failure|has failed)|returned mail|failure notice|unzustellbar/i.test(
      mail.subject,
    );
  if (status === null && named === null && !(fromDaemon && failureSubject)) return null;
  const dsn = deliveryStatus(status ?? '');
  const failed =
    dsn.failed.length > 0
      ? dsn.failed
      : [...(named ?? mail.text ?? '').slice(0, 20_000).matchAll(ADDRESS)]
          .slice(0, named === null ? 1 : 50)
          .map((match) => ({
            address: match[0].toLowerCase(),
            status: null,
            permanent: true,
            diagnostic: null,
          }));
  const returned = mail.parts.find(
    (part) => part.type === 'message/rfc822' || part.type === 'text/rfc822-headers',
  )?.text;
  const about = messageIds(/^Message-I[dD]:\s*(<[^>\s]+>)/m.exec(returned ?? '')?.[1]);
  const delayed = dsn.action === 'delayed' || (dsn.action === '' && /\bdelay/i.test(mail.subject));
  const evidence = [
    status !== null
      ? `delivery report: ${delayed ? 'delayed' : 'failed'}`
      : named !== null
        ? 'header X-Failed-Recipients'
        : `from ${mail.from.address}: “${mail.subject}”`,
  ];
  return { ...NOTHING, kind: delayed ? 'delay' : 'bounce', evidence, failed, about };
}

function autoReplyHeader(mail: ParsedMail): string | null {
  const submitted = header(mail, 'auto-submitted');
  if (submitted !== null && !/^\s*no\b/i.test(submitted)) return `header Auto-Submitted: ${submitted.trim()}`;
  for (const name of [
    'x-autoreply',
    'x-autorespond',
    'x-autoresponder',
    'x-mail-autoreply',
    'x-autoreply-from',
  ]) {
    const value = header(mail, name);
    if (value !== null && !/^\s*(?:no|false|0)\b/i.test(value)) return `header ${name}`;
  }
  if (/^\s*auto_reply\b/i.test(header(mail, 'precedence') ?? '')) return 'header Precedence: auto_reply';
  if (/VACATION/i.test(header(mail, 'x-apple-action') ?? '')) return 'header X-Apple-Action: VACATION';
  return null;
}

const AUTO_SUBJECT =
  /^\s*(?:auto(?:matic|mated)?[ -]?(?:reply|response|answer)|automatische antwort|réponse automatique|respuesta automática|risposta automatica|out of (?:the )?office|abwesen)/i;

/** What a received message is by itself. A bounce is tested before an auto-reply: bounces carry auto-reply headers too. */
export function readKind(mail: ParsedMail): Reading {
  const bounced = bounce(mail);
  if (bounced !== null) return bounced;
  const type = header(mail, 'content-type') ?? '';
  if (/report-type="?feedback-report/i.test(type))
    return { ...NOTHING, kind: 'complaint', evidence: ['abuse report (ARF)'] };
  if (/report-type="?disposition-notification/i.test(type))
    return { ...NOTHING, kind: 'read-receipt', evidence: ['read receipt (MDN)'] };
  const invite = mail.parts.find((part) => part.type === 'text/calendar')?.text ?? null;
  if (invite !== null && /^METHOD:REPLY/im.test(invite)) {
    const state = /PARTSTAT=(\w+)/i.exec(invite)?.[1]?.toLowerCase();
    const calendar = state === 'accepted' || state === 'declined' || state === 'tentative' ? state : null;
    return { ...NOTHING, kind: 'calendar', evidence: ['calendar answer'], calendar };
  }
  const automatic = autoReplyHeader(mail);
  if (automatic !== null) return { ...NOTHING, kind: 'auto-reply', evidence: [automatic] };
  if (AUTO_SUBJECT.test(mail.subject))
    return { ...NOTHING, kind: 'auto-reply', evidence: [`subject “${mail.subject}”`] };
  if (
    header(mail, 'list-id') !== null ||
    header(mail, 'list-unsubscribe') !== null ||
    /^\s*(?:bulk|junk|list)\b/i.test(header(mail, 'precedence') ?? '')
  )
    return { ...NOTHING, kind: 'other', evidence: ['sent to a list'] };
  return { ...NOTHING, kind: 'person', evidence: ['no sign of a machine'] };
}
