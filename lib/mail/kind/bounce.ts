import type { FailedRecipient, Reading } from '../../facts/message';
import { header, type ParsedMail } from '../parse';
import { failedOf, statusBlocks } from './delivery-status';
import { addressesIn, failedInText, listsAddress, type OwnSide, statusIn } from './failed-addresses';
import { type NoticeText, noticeText, returnedHeader, returnedIds } from './notice-text';
import { reading } from './reading';

/** Local parts that only mail systems write from. */
const DAEMON =
  /^(?:"?(?:mailer-daemon|mail-?daemon|mdaemon|post_?master|poostmaster|mmdf|mail-?system|system[ -]administrator|mail[._ -]delivery[._ -](?:sub)?system|delivery-?(?:system|notification)s?|bounces?|mta|exchange|symantec_antivirus[\w]{0,40}|[\w]{0,20}_?smtp_mail_service|imss|microsoftexchange[\w-]{0,60})"?)(?:@|$|\\@)/i;
const DAEMON_NAME =
  /mail delivery (?:sub)?system|mailer[- ]daemon|system administrator|post ?master|mail administrator|delivery (?:sub)?system|mail(?:er)? system|e-?mail system|mail server/i;

/** Subjects that mail servers give to failures, by language. Anchored: people put their own words first. */
const FAILURE_SUBJECT = new RegExp(
  `^\\s*(?:\\[?(?:spam|external|bulk)\\]?:? ?|\\*{1,3}\\w{1,20}\\*{1,3} ?)?(?:${[
    // English
    'undeliver(?:able|ed)|unable to (?:deliver|send)|returned (?:mail|e-?mail|to sender|message)',
    '(?:mail|message|e-?mail|delivery)[ :-]{1,3}(?:delivery )?(?:system error|status|fail(?:ed|ure)|problem|error|undeliverable|returned|rejected|refused|blocked|bounced)',
    "(?:your )?(?:mail|message|e-?mail)\\b.{0,100}?(?:could not be|was not|not|cannot be|can't be|has not been) delivered",
    'mail delivery (?:failed|failure|problem|error)|delivery (?:status )?(?:notification|report|failure|failed|has failed|problem|error|incomplete|unsuccessful)',
    'delivery to .{0,80}(?:failed|rejected)|permanent (?:delivery )?(?:failure|error)|fail(?:ed|ure)[ :]{1,2}(?:mail|notice|delivery|message|to deliver)',
    'non[- ]?(?:delivery|deliverable)|not[- ]delivered|nondeliverable|could not (?:send|deliver)|rejected:|bounced?(?: mail| message| e-?mail|:|$)',
    'processing error|user unknown|unknown (?:user|address|recipient)|address not found|there was an error sending your mail',
    // German
    'unzustellbar|fehlgeschlagen|nicht zugestellt|zustellung|nachricht nicht zugestellt',
    // French
    "échec (?:de |d'|de la )|non remis|avis de non|message non (?:distribué|remis|délivré)|impossible de (?:remettre|livrer)",
    // Spanish
    'no se (?:puede|pudo|ha podido) entregar|no (?:entregado|se entregó)|error de entrega|mensaje no entregado|notificación de (?:estado|error)',
    // Italian
    'mancat[ao] (?:consegna|recapito)|impossibile (?:recapitare|consegnare)|non recapitabile|messaggio non',
    // Dutch
    'niet (?:bezorgd|bestelbaar|afgeleverd)|onbestelbaar|bezorging',
    // Portuguese
    'não (?:é possível entregar|foi possível entregar|entregue|entregável)|falha (?:na|de) entrega|mensagem não',
    // Polish
    'niedostarczon|nie (?:można|udało się) dostarczyć|niedoręczon|zwrot',
    // Russian, Japanese, Chinese, Korean
    'недоставлен|не доставлен|ваше сообщение не|не удалось',
    '配信不能|配信(?:に)?失敗|送信(?:に)?失敗|メールを?送信できません|配送(?:に)?失敗|宛先不明',
    '无法投递|無法傳遞|退信|投递失败|邮件(?:发送|投递)失败|系统退信|未送达|반송|전송 실패|전달 실패',
  ].join('|')})`,
  'iu',
);
/** The same anywhere in the subject, for machines that put a name first. */
const FAILURE_INSIDE =
  /undeliver(?:able|ed)\b|user unknown|returned mail|delivery (?:failure|failed|status notification)|could not be delivered|mail delivery failed|failed mail|failure (?:notice|delivery)|non[- ]?delivery|: ?non remis\b|unknown user|not listed in|returning (?:message )?to sender|mail failed/i;

/** What mail servers say about a message that did not arrive. */
const FAILURE_TEXT = new RegExp(
  [
    "(?:could not|couldn't|cannot|can't|can not|was not|wasn't|were not|not able to|unable to|not be(?:en)?|failed to|did not|didn't|error (?:while |in |during )?(?:trying to )?)\\s{1,4}(?:be )?(?:able to )?(?:successfully )?(?:deliver(?:ed|ing)?|reach(?:ed)?|sen[dt]|process(?:ed)?|accept(?:ed)?|forward(?:ed)?|find|complete)",
    "(?:wasn't|weren't) able\\s{1,3}to\\s{1,3}deliver",
    'delivery (?:to .{0,120} )?(?:has )?(?:failed|failure|error)|not (?:a )?(?:valid|delivered|deliverable|exist|listed|found|accepting|our customer)',
    'undeliver(?:able|ed)|failed (?:recipients?|addresses|permanently)|(?:permanent|fatal) (?:error|failure)|addresses? (?:had|failed|rejected)',
    '(?:user|recipient|mailbox|address|account|host|domain)(?: name)?(?: is| was)? (?:unknown|unavailable|not (?:found|known|exist|recognized|valid)|disabled|inactive|over quota|full|suspended|invalid|rejected)',
    "no such (?:user|recipient|mailbox|address|domain)|unknown (?:user|recipient|address|local|host)|invalid (?:user|recipient|address|final|mailbox)|(?:does not|doesn't|no longer) (?:exist|have a\\b.{0,60}account|accept)",
    'mailbox (?:is )?(?:full|exceeds)|(?:over|exceed(?:s|ed)?) (?:\\w{1,12} ){0,2}quota|quota (?:exceeded|violation)|quota nao',
    'message (?:was )?(?:rejected|blocked|refused)|mail refused|requested action not taken|returned (?:to (?:the )?sender|because)|rejected (?:by|for|because|your)',
    'retry time(?:out)? |mail loop|too many hops|duplicated message-id|delivery problem|an error occurred|there was an error (?:deliver|send)',
    "nicht zugestellt|konnte nicht|n'a pas (?:pu|été)|impossible de|não (?:pôde|foi|pode) |no (?:se )?(?:pudo|puede|ha podido)|non (?:è stato|è possibile|può)",
    'niet (?:worden )?(?:bezorgd|afgeleverd)|nie (?:mog|mó|zosta|uda)\\S{0,6}|не (?:было |может |удалось |доставлен)',
    '存在しない|届け|送信できません|エラー|失敗|无法|不存在|失败|被退回|退信',
    '\\b[45]\\d\\d[ -]{1,2}#?[45]\\.\\d{1,2}\\.\\d{1,3}|\\b(?:smtp|error|code|status)\\b.{0,40}\\b5\\d\\d\\b|(?:^|\\s)55\\d\\b',
  ].join('|'),
  'iu',
);

/** A server that goes on trying. */
const DELAY_SUBJECT =
  /\bdelay(?:ed)?\b|^\s*warning\b.{0,60}\b(?:could not send|not (?:yet )?been? ?delivered|delayed|still)|still being retried|delivery warning|^\s*warning: (?:message|could not)|\(delay\)|verzögert|verzögerung|différé|retard[ée]|retras|ritard|vertraagd|atrasad|opóźni|задерж|遅延|遅れ|延迟|延遲/iu;
const DELAY_TEXT =
  /(?:has|have) (?:not yet been|been delayed|not been delivered yet)|not yet been delivered|delivery attempts will continue|(?:will|is going to) (?:be retried|continue to (?:try|retry|be tried)|keep trying|retry|try again|be attempted)|(?:we|i|gmail|server|system) will (?:continue|keep|retry|try)\b.{0,60}(?:try|deliver|retry|days|hours)|this is (?:only )?a warning|warning message only|still being (?:retried|tried|queued)|(?:you )?do not need to re-?send|no action is required on your part|temporary (?:delivery )?(?:problem|delay|failure).{0,200}\bretr|delivery (?:has been )?delayed|is delayed|wird (?:weiterhin )?(?:noch |erneut )versuch|(?:wurde|ist) verzögert|sera (?:retenté|renvoyé)|se (?:seguirá|volverá a) (?:intentando|intentar)|将(?:继续|重试)|再送/iu;
/** Words that end the trying, whatever else the notice says. */
const GIVEN_UP =
  /(?:giv(?:en|ing)|gave) up\b(?!, and)|permanent(?:ly)? (?:fatal |error|failure|failed)|failed permanently|(?:following|these) address(?:es|\(es\))? (?:had permanent|failed)|will not (?:be )?(?:retried|retry|try again)|retry time(?:out)? (?:limit )?(?:exceeded|not reached for any host)|message (?:has been|was) (?:returned|removed)|removed from (?:the )?queue|delivery time expired|endgültig/i;

interface Signs {
  readonly daemon: boolean;
  readonly nullSender: boolean;
  readonly automatic: boolean;
}

function signsOf(mail: ParsedMail): Signs {
  const returnPath = header(mail, 'return-path')?.trim();
  const from = header(mail, 'from') ?? '';
  const submitted = header(mail, 'auto-submitted')?.trim() ?? '';
  return {
    daemon:
      DAEMON.test(mail.from.address) ||
      DAEMON.test(from.trim()) ||
      (DAEMON_NAME.test(from) && !/\bvia\b/i.test(from)),
    nullSender: returnPath === '<>' || returnPath === '' || from.trim() === '<>' || /<>\s*$/.test(from),
    automatic: submitted !== '' && !/^no\b/i.test(submitted),
  };
}

/** Delivery reports that sit in a part of their own, or in the text where the part's type was lost. */
function reportText(mail: ParsedMail, notice: NoticeText): string | null {
  for (const part of mail.parts)
    if (part.text !== null && /^message\/(?:global-|x-?)?delivery-status$/.test(part.type)) return part.text;
  // A gateway may have wrapped the report as a message of its own.
  for (const part of mail.parts)
    if (part.type === 'message/rfc822' && part.text !== null && /^Final-Recipient\s{0,3}:/im.test(part.text))
      return part.text;
  const start = /^(?:Reporting-MTA|Final-Recipient|Original-Recipient)\s{0,3}:/im.exec(notice.notice);
  if (start && /^Final-Recipient\s{0,3}:/im.test(notice.notice)) return notice.notice.slice(start.index);
  return null;
}

/** Our side of a notice: what it was sent to and from, and who wrote the message that came back. */
function ownSide(mail: ParsedMail, returned: string): OwnSide {
  const notice = new Set<string>([mail.from.address]);
  const written = new Set(addressesIn(returnedHeader(returned, 'to') ?? ''));
  for (const entry of [...mail.to, ...mail.cc]) if (!written.has(entry.address)) notice.add(entry.address);
  notice.delete('');
  const author = new Set<string>();
  for (const name of ['from', 'sender', 'return-path'])
    for (const address of addressesIn(returnedHeader(returned, name) ?? ''))
      if (!written.has(address)) author.add(address);
  return { notice, returned: author };
}

/** A domain for mailboxes that a notice names without one: that of the server that wrote it. */
function domainOfServer(mail: ParsedMail): string {
  return /^mailer-daemon@(aol\.com)$/i.exec(mail.from.address)?.[1]?.toLowerCase() ?? '';
}

/**
 * A bounce, a delay, or neither. Must be asked before anything about auto-replies: most bounces carry
 * `Auto-Submitted: auto-replied` (671 of 937 in the corpora).
 */
export function readBounce(mail: ParsedMail, fullText: string): Reading | null {
  const subject = mail.subject;
  const named = header(mail, 'x-failed-recipients');
  const type = header(mail, 'content-type') ?? '';
  const report = /report-type\s{0,3}=\s{0,3}"?(?:[a-z-]{0,20})delivery-status/i.test(type);
  const signs = signsOf(mail);
  const subjectFails = FAILURE_SUBJECT.test(subject);
  const subjectInside = subjectFails || FAILURE_INSIDE.test(subject);
  const suspect =
    named !== null ||
    report ||
    signs.daemon ||
    signs.nullSender ||
    subjectInside ||
    DELAY_SUBJECT.test(subject) ||
    mail.parts.some((part) => part.type.includes('delivery-status')) ||
    mail.headers.some((entry) => entry.name.startsWith('x-bounce'));
  // Most mail ends here: its text is not even looked at.
  if (!suspect && !mightBeUnmarked(mail, fullText)) return null;

  const text = noticeText(mail, fullText);
  const status = reportText(mail, text);
  const blocks = status === null ? [] : statusBlocks(status);
  const textFails = FAILURE_TEXT.test(text.notice);
  const textDelays = DELAY_TEXT.test(text.notice);
  const evidence = evidenceOf(mail, {
    status: status !== null,
    named: named !== null,
    report,
    signs,
    subjectFails,
    subjectInside,
    textFails,
    textDelays,
    machineText: statusIn(text.notice) !== null || text.returned !== '' || listsAddress(text.notice),
  });
  if (evidence === null) return null;

  const actions = new Set(blocks.map((block) => block.action));
  const failedBlocks = failedOf(blocks, 'failed');
  const delayedBlocks = failedOf(blocks, 'delayed');
  const delivered = actions.has('delivered') || actions.has('relayed') || actions.has('expanded');
  if (blocks.length > 0 && delivered && failedBlocks.length === 0 && delayedBlocks.length === 0)
    return reading('other', ['delivery report: delivered'], { about: returnedIds(text.returned) });

  const delay = isDelay(actions, subject, text.notice, textDelays);
  const about = returnedIds(text.returned);
  const failed =
    (delay ? delayedBlocks : failedBlocks).length > 0
      ? delay
        ? delayedBlocks
        : failedBlocks
      : named === null
        ? found(mail, text, delay)
        : addressesIn(named).map((address) => ({
            address,
            status: statusIn(text.notice),
            permanent: !delay,
            diagnostic: null,
          }));
  return reading(delay ? 'delay' : 'bounce', [delay ? `${evidence}, still being tried` : evidence], {
    failed,
    about,
  });
}

function found(mail: ParsedMail, text: NoticeText, delay: boolean): FailedRecipient[] {
  const recipients = failedInText(text, ownSide(mail, text.returned), domainOfServer(mail));
  const inSubject = addressesIn(mail.subject);
  const list =
    recipients.length === 0
      ? inSubject.slice(0, 1).map((address) => ({ address, status: statusIn(text.notice), diagnostic: null }))
      : recipients;
  return list.map((entry) => ({ ...entry, permanent: !delay }));
}

function isDelay(
  actions: ReadonlySet<string | null>,
  subject: string,
  notice: string,
  textDelays: boolean,
): boolean {
  if (actions.has('failed')) return false;
  if (actions.has('delayed')) return true;
  if (GIVEN_UP.test(notice)) return false;
  return textDelays || DELAY_SUBJECT.test(subject);
}

interface Marks {
  readonly status: boolean;
  readonly named: boolean;
  readonly report: boolean;
  readonly signs: Signs;
  readonly subjectFails: boolean;
  readonly subjectInside: boolean;
  readonly textFails: boolean;
  readonly textDelays: boolean;
  /** An SMTP status or a returned message: what a person does not write. */
  readonly machineText: boolean;
}

/** Why this is a delivery notice; null where it is none. */
function evidenceOf(mail: ParsedMail, marks: Marks): string | null {
  const { signs } = marks;
  const from = mail.from.address === '' ? 'an empty sender' : mail.from.address;
  const title = `“${mail.subject.slice(0, 100)}”`;
  if (marks.status && (marks.report || signs.daemon || signs.nullSender || marks.subjectInside))
    return 'delivery report (RFC 3464)';
  if (marks.named) return 'header X-Failed-Recipients';
  if (marks.report) return 'multipart/report; report-type=delivery-status';
  const wording = marks.textFails || marks.textDelays;
  if (signs.daemon && (wording || marks.subjectInside || DELAY_SUBJECT.test(mail.subject)))
    return `from the mail system ${from}: ${title}`;
  // A person's answer may quote a bounce; a machine's has no sender to answer to.
  if (signs.nullSender && wording && (marks.subjectInside || marks.machineText || mail.subject === ''))
    return `no return path, and failure wording: ${title}`;
  if (marks.subjectFails && wording && (marks.machineText || signs.automatic || marks.status))
    return `failure wording in subject and text: ${title}`;
  if (marks.subjectInside && marks.textFails && marks.machineText && !isAnswer(mail))
    return `failure wording in subject and text: ${title}`;
  return null;
}

function isAnswer(mail: ParsedMail): boolean {
  return /^\s*(?:fwd?|wg|tr|rv|i|doorst|enc)\s?:/i.test(mail.subject);
}

/** Notices without any mark in their headers (SMS gateways, old servers) begin with the error itself. */
function mightBeUnmarked(mail: ParsedMail, fullText: string): boolean {
  const text = (mail.text ?? fullText).slice(0, 300);
  return mail.from.address === '' && FAILURE_TEXT.test(text);
}
