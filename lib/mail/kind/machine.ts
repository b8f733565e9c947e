import type { Reading } from '../../facts/message';
import { header, messageIds, type ParsedMail } from '../parse';
import { returnedHeader, returnedIds, splitNotice } from './notice-text';
import { reading } from './reading';

function reportType(mail: ParsedMail): string {
  const type = header(mail, 'content-type') ?? '';
  return /report-type\s{0,3}=\s{0,3}"?([\w-]{1,60})/i.exec(type)?.[1]?.toLowerCase() ?? '';
}

function partText(mail: ParsedMail, type: RegExp): string | null {
  for (const part of mail.parts) if (part.text !== null && type.test(part.type)) return part.text;
  return null;
}

function returnedText(mail: ParsedMail): string {
  return partText(mail, /^(?:message\/rfc822|text\/rfc822-headers?)/) ?? '';
}

/** An abuse report (RFC 5965): the recipient pressed "this is spam". Hotmail's older reports have no report type. */
export function readComplaint(mail: ParsedMail): Reading | null {
  const about = returnedIds(returnedText(mail));
  const feedback = partText(mail, /^message\/feedback-report$/);
  if (feedback !== null || reportType(mail) === 'feedback-report')
    return reading('complaint', ['abuse report (ARF)'], { about });
  if (/^\s*complaint about message from \d/i.test(mail.subject))
    return reading('complaint', [`subject “${mail.subject.slice(0, 100)}”`], { about });
  return null;
}

/** What mail programs call a read receipt when they send it as plain mail. */
const RECEIPT_SUBJECT =
  /^\s*(?:read|not read|gelesen|ungelesen|lu|non lu|leído|no leído|letto|non letto|gelezen|niet gelezen|lida|não lida|przeczytano|開封済み|已读|已讀|read receipt|return receipt(?: \(displayed\))?|lesebestätigung|accusé de lecture|confirmación de lectura|conferma di lettura|leesbevestiging|confirmação de leitura|potwierdzenie (?:odczytu|przeczytania))\s?[:：-]/i;

/** A read receipt: RFC 8098, or by subject with a text that says so. */
export function readReadReceipt(mail: ParsedMail): Reading | null {
  const notification = partText(mail, /^message\/(?:global-)?disposition-notification$/);
  if (notification !== null || reportType(mail) === 'disposition-notification') {
    const about = messageIds(returnedHeader(notification ?? '', 'original-message-id'));
    return reading('read-receipt', ['read receipt (MDN)'], { about });
  }
  const text = (mail.text ?? '').slice(0, 1000);
  if (
    RECEIPT_SUBJECT.test(mail.subject) &&
    /\b(?:was|wurde|été|has been|is|fue|sido|è stat[oa]|werd|foi|została?)\b.{0,60}(?:read|gelesen|lu\b|opened|displayed|leído|letto|gelezen|lida|odczytan|przeczytan)|return receipt|empfangsbestätigung|disposition/i.test(
      text,
    )
  )
    return reading('read-receipt', [`subject “${mail.subject.slice(0, 100)}”`]);
  return null;
}

const ANSWER_SUBJECT: readonly (readonly [RegExp, Reading['calendar']])[] = [
  [
    /^\s*(?:accepted|zugesagt|accepté|aceptad[oa]|accettato|geaccepteerd|aceite|aceito|zaakceptowano|承諾|已接受|承諾済み)\s?[:：]/i,
    'accepted',
  ],
  [
    /^\s*(?:declined|abgelehnt|refusé|rechazad[oa]|rifiutato|geweigerd|afgewezen|recusad[oa]|odrzucono|辞退|已拒绝|已謝絕)\s?[:：]/i,
    'declined',
  ],
  [
    /^\s*(?:tentative(?:ly accepted)?|mit vorbehalt(?: zugesagt)?|vorläufig|provisoire|provisional|provvisorio|voorlopig|tentativ[oa]|provisóri[oa]|wstępn\w{1,4}|仮承諾|暂定|暫定)\s?[:：]/i,
    'tentative',
  ],
];

function calendarState(text: string): Reading['calendar'] {
  const state = /PARTSTAT\s?=\s?"?([A-Z-]{1,20})/i.exec(text.replace(/\r?\n[ \t]/g, ''))?.[1]?.toLowerCase();
  return state === 'accepted' || state === 'declined' || state === 'tentative' ? state : null;
}

/** An answer to an invitation (iTIP, RFC 5546, METHOD:REPLY). An invitation itself is none. */
export function readCalendar(mail: ParsedMail): Reading | null {
  const invite = partText(mail, /^(?:text\/calendar|application\/ics)$/);
  const type = header(mail, 'content-type') ?? '';
  const bySubject = ANSWER_SUBJECT.find(([subject]) => subject.test(mail.subject))?.[1] ?? null;
  const method = /^METHOD\s?:\s?([A-Z]{1,20})/im.exec(invite ?? '')?.[1]?.toUpperCase();
  const inType = /\bmethod\s{0,3}=\s{0,3}"?reply\b/i.test(type) && /text\/calendar/i.test(type);
  if (method === 'REPLY' || inType)
    return reading('calendar', ['calendar answer (METHOD:REPLY)'], {
      calendar: calendarState(invite ?? mail.text ?? '') ?? bySubject,
    });
  // Without its calendar part, the subject and a text that adds nothing of a person's.
  if (invite === null && bySubject !== null && /^BEGIN:VCALENDAR/m.test(mail.text ?? ''))
    return reading('calendar', [`subject “${mail.subject.slice(0, 100)}”`], { calendar: bySubject });
  if (
    invite === null &&
    bySubject !== null &&
    /\bhas (?:accepted|declined|tentatively accepted) (?:this|your) (?:invitation|event|meeting)|accepted this invitation|hat diese einladung|a (?:accepté|refusé) cette invitation|ha (?:aceptado|rechazado) (?:esta|la) invitación/i.test(
      `${mail.text ?? ''} ${mail.html?.slice(0, 20_000) ?? ''}`,
    )
  )
    return reading('calendar', [`subject “${mail.subject.slice(0, 100)}”`], { calendar: bySubject });
  return null;
}

/** Services that ask a sender to prove that they are a person before they deliver. */
const CHALLENGER =
  /@(?:[\w-]{1,60}\.){0,3}(?:boxbe|bluebottle|spamarrest|sendio|mailinblack|vaderetro|earthlink-spamblocker|digiportal|choicemail|0spam|knowspam|mailblocks|uol)\.(?:com|net|org|fr|com\.br)$/i;
const CHALLENGE_TEXT =
  /(?:your (?:message|e-?mail|mail)\b.{0,200}(?:is (?:being )?held|has been held|on hold|pending|waiting|awaiting|quarantin|not (?:yet )?(?:been )?delivered).{0,600}(?:click|verify|confirm|reply|captcha|authenticat))|(?:click|visit|follow|reply)\b.{0,160}\b(?:verify|prove|confirm|authenticate|add(?:ed)?|approve)\b.{0,120}(?:human|person|not (?:a )?(?:spam|robot|machine)|your (?:e-?mail )?(?:address|identity|message)|yourself|allowed|guest list|approved|whitelist|white list|deliver|sender)|(?:protected by|uses?|using|employs?) .{0,60}(?:challenge|boxbe|bluebottle|spam ?arrest|sendio|mailinblack|choicemail|tmda|active spam killer|anti-?spam (?:system|service).{0,80}(?:verif|confirm))|guest list\b.{0,200}(?:boxbe|added|courtesy notice)|(?:not|isn't) (?:yet )?(?:on|in) (?:my|the recipient's|his|her|their) (?:guest list|approved|allowed|white ?list|safe)|sender (?:verification|authentication|confirmation) (?:request|required)|one[- ]time (?:verification|confirmation|authentication)\b|(?:um|damit) .{0,80}(?:zuzustellen|zugestellt).{0,100}(?:bestätigen|klicken)|(?:pour|afin) que votre (?:message|e-?mail).{0,100}(?:cliquez|authentifi|confirm)|(?:je|nous) (?:me |nous )?(?:protège|protégeons).{0,80}spam|(?:confirme|confirmar)\b.{0,80}(?:lista|remitente|antispam|anti-spam)/i;
const CHALLENGE_SUBJECT =
  /\b(?:verification|confirmation|authentication|action|verify)\b.{0,30}\b(?:required|needed|request(?:ed)?)\b|challenge|please (?:verify|confirm|authenticate)|authentifi|antispam|anti-spam|\[(?:boxbe|sendio|mailinblack)/i;

/** A challenge: "prove that you are a person". Some come dressed as delivery reports (Boxbe): ask before bounces. */
export function readChallenge(mail: ParsedMail, fullText: string): Reading | null {
  const known = CHALLENGER.test(mail.from.address);
  const subject = CHALLENGE_SUBJECT.test(mail.subject);
  const machine =
    known ||
    subject ||
    header(mail, 'auto-submitted') !== null ||
    header(mail, 'x-boxbe-response') !== null ||
    mail.text !== null;
  if (!machine) return null;
  // What a challenge says stands at its top; further down may be the copy of a message that says anything.
  const text = splitNotice(fullText.slice(0, 6000)).notice.slice(0, 3000).replace(/\s+/g, ' ');
  const linked =
    /https?:\/\//i.test(fullText.slice(0, 6000)) || /<a\b/i.test(mail.html?.slice(0, 50_000) ?? '');
  const asks = CHALLENGE_TEXT.test(text) && !/mailing list|moderator|members-only/i.test(text);
  if (known && (asks || linked))
    return reading('challenge', [`from ${mail.from.address}`, 'asks the sender to prove themselves']);
  if (
    asks &&
    (subject || (linked && /spam|verif|protect|guest list|human|robot|captcha|allowed|approv/i.test(text))) &&
    !mentionsAccount(text)
  )
    return reading('challenge', ['asks the sender to prove themselves before it delivers']);
  return null;
}

/** "Verify your email address for your account": a sign-up, not a challenge. */
function mentionsAccount(text: string): boolean {
  return /\b(?:sign(?:ed|ing)? up|register(?:ed|ing)?|your (?:new )?account|password|log ?in|subscription)\b/i.test(
    text,
  );
}
