/**
 * The lines with which mail programs introduce a quote, in the languages of the issue and their neighbours. Every
 * pattern is tried on at most four lines joined, 400 characters: nothing here can run long.
 */

/** "wrote", at the end of the line. */
const WROTE_LAST =
  /(?:\bwrote|\bwrites|\bsent|\bsaid|\bschrieb|\bschreibt|a [ée]crit|\b[ée]crit|escribi[oó]|ha escrito|ha scritto|scrive(?:va)?|schreef|geschreven|escreveu|napisa[łl](?:\(a\)|a)?|napisano|\bskrev|kirjoitti|написал(?:\(а\)|а)?|пишет|писал|пише|написав|napsala?|nap[ií]sala?|p[ií]še|írta|yazdı|đã viết|έγραψε|a scris|rašė|rakstīja|kirjutas|写道|寫道|写到|のメール|書きました|書き込み|wrote the following|のメッセージ|님이 작성|كتب|כתב(?:ה)?)\s{0,3}(?:\(a\))?\s{0,3}[-–:：>*_]{0,10}\s{0,3}$/iu;
/** "wrote" in the middle: `Am … schrieb Name <…>:`, `tir. … skrev Name <…>:`. */
const WROTE_INSIDE =
  /\b(?:wrote|schrieb|schreef|skrev|escribi[oó]|escreveu|scrisse|írta|napisał)\s.{1,200}[:：]\s{0,3}$/iu;
/** What such a line begins with. */
const OPENS =
  /^[\s>*_"'„“-]{0,12}(?:on|am|vom?|le|el|il|op|em|den|de|p[åa]|w dniu|dnia|dne|d[ňn]a|in data|vào|na|pe|ti|ma|ke|to|la|su|data|dana|dátum|στις|tarihinde|у|в|от|во|ngày|em data de|a las|alle)?[\s,]{0,3}(?:\(?\d{1,4}[./年\- :]|(?:\p{L}{2,14}\.?,?\s){0,3}\d{1,2}[.,:/ ]|\p{L}{2,14}\.?,?\s)/iu;
const HAS_DATE =
  /\b\d{1,2}[:.]\d{2}\b|\b(?:19|20)\d{2}\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\d{1,2}月\d{1,2}日|\b(?:mon|tue|wed|thu|fri|sat|sun)\w{0,6},/i;
/** More than a year: a time, a date in figures, a weekday. */
const HAS_DAY =
  /\b\d{1,2}[:.]\d{2}\b|\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b|\d{1,2}月\d{1,2}日|\b(?:mon|tue|wed|thu|fri|sat|sun)\w{0,6},|\d{1,2}(?:\.|st|nd|rd|th)? \p{L}{3,12}\.?,? \d{4}/iu;
const HAS_ADDRESS = /[^\s<>@]{1,64}@[^\s<>@]{1,200}/;
const STARTS_WITH_DATE =
  /^[\s>*_-]{0,6}(?:\d{1,4}[./年-]\d{1,2}|\d{1,2}:\d{2}|\d{1,2}\.? \p{L}{3,12}\.? \d{4}|\p{L}{2,12}\.?,? \d{1,2}\.? \p{L}{3,12}\.? \d{4}|(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?,? .{0,20}\d)/iu;
const ENGLISH_ON =
  /^[\s>*_-]{0,12}on\s.{0,16}(?:\d|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i;

/** Whether a line (or several joined) introduces a quote. */
export function isAttribution(joined: string): boolean {
  const line = joined.slice(0, 400).trim();
  if (line.length < 8 || !/[\d@<-]/.test(line)) return false;
  // The verb stands at the end; looking for it anywhere else would cost more than all the rest.
  if (WROTE_LAST.test(line.slice(-64))) {
    const address = HAS_ADDRESS.test(line);
    if (address ? HAS_DATE.test(line) : HAS_DAY.test(line) && OPENS.test(line)) return true;
    if (ENGLISH_ON.test(line) && /\d/.test(line)) return true;
    // `Name <a@b.c> wrote:`, `---- Name wrote ----`
    return (
      (address && /<[^<>]{3,320}>[\s"']{0,3}\p{L}/u.test(line) && /[:：]\s{0,2}$/.test(line)) ||
      /^-{3,}\s{0,3}.{2,120}\swrote\s{0,3}-{3,}$/i.test(line)
    );
  }
  if (/[:：]$/.test(line)) {
    if (WROTE_INSIDE.test(line) && HAS_DATE.test(line) && OPENS.test(line)) return true;
    // `2017-11-24 16:32 GMT+01:00 Name <a@b.c>:`
    return STARTS_WITH_DATE.test(line) && HAS_DATE.test(line) && HAS_ADDRESS.test(line);
  }
  return false;
}

/** `2011/4/7 Name <a@b.c>` without a colon: only where a quote follows at once. */
export function isDateAndAddress(line: string): boolean {
  const text = line.slice(0, 400).trim();
  return STARTS_WITH_DATE.test(text) && /<[^<>\s]{1,64}@[^<>\s]{1,200}>$/.test(text);
}

/** Whether a line could begin an introduction that goes on in the next lines. */
export function mayOpenAttribution(line: string): boolean {
  const text = line.slice(0, 300);
  return (
    (ENGLISH_ON.test(text) && !/[.!?]\s*$/.test(text)) ||
    (OPENS.test(text) && /\d/.test(text) && (HAS_DATE.test(text) || HAS_ADDRESS.test(text)))
  );
}

/** An English introduction at the end of a line of the author's own: where it begins; -1 where there is none. */
export function attributionInside(line: string): number {
  if (line.length > 600 || !/wrote:\s*$/i.test(line)) return -1;
  const match =
    /(?:\s|^|(?<=[a-z]))-{0,6}\s?On (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? .{6,200}wrote:\s{0,3}$/.exec(
      line,
    );
  return match === null ? -1 : match.index;
}

const MESSAGE_WORDS =
  /^[\s>*]{0,6}(?:[-_=*+—–]{2,}|\*{1,3})\s{0,4}(?:(?:begin |start of )?(?:original|forwarded|reply|replied|fwd)\s(?:e-?mail|message|mail|appointment|text)|(?:message|mail) (?:d'origine|original|transf[ée]r[ée]|initial)|(?:original|oprindelig|opprinnelig|ursprungligt?|alkuper[äa]inen|originele|oorspronkelijk) ?(?:e-?mail|meddelelse|besked|melding|meddelande|viesti|bericht)?|ursprüngliche (?:nachricht|mail|e-?mail)|original-?nachricht|originalnachricht|antwort(?: nachricht)?|weitergeleitete? (?:nachricht|mail|e-?mail)|mensaje (?:original|reenviado)|mensagem (?:original|encaminhada)|messaggio (?:originale|inoltrato)|oorspronkelijk bericht|doorgestuurd bericht|wiadomo[śs][ćc] (?:oryginalna|przekazana)|oryginalna wiadomo[śs][ćc]|przekazana wiadomo[śs][ćc]|oprindelig meddelelse|videresendt (?:meddelelse|besked|melding)|vidarebefordrat (?:meddelande|brev)|p[ůu]vodn[íi] (?:zpr[áa]va|e-?mail)|eredeti (?:üzenet|levél)|(?:исходное|пересылаемое|пересланное|перенаправленное) (?:сообщение|письмо)|оригинальное сообщение|原始(?:邮件|郵件|訊息|信件)|(?:转发|轉寄)(?:的)?(?:邮件|郵件|信件|訊息)?|邮件原件|元のメッセージ|転送(?:メッセージ|メール)|원본 메[시세]지)\s{0,4}(?:[-_=*+—–]{1,}|\*{1,3})?:?\s{0,4}$/iu;
const APPLE_FORWARD =
  /^\s{0,6}(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-?mail)|début du message (?:réexpédié|transféré)|inicio del mensaje reenviado|inizio messaggio inoltrato|begin doorgestuurd bericht|início da mensagem reencaminhada|początek przekazanej wiadomości|以下是转发的邮件|次のメッセージ|videresendt melding|vidarebefordrat brev)\s?[:：]?\s*$/iu;
const LOTUS_FORWARD = /^\s{0,6}-{5,}\s{0,3}forwarded by .{2,120}(?:-{3,})?\s*$/i;
const ON_WROTE_DASHES = /^\s{0,6}-{2,}\s?on .{8,200}\bwrote\b[\s:-]{0,40}$/i;

/** `-----Original Message-----` and its kin: what follows was written by somebody else. */
export function isMessageSeparator(text: string): boolean {
  const line = text.slice(0, 300);
  return (
    MESSAGE_WORDS.test(line) ||
    APPLE_FORWARD.test(line) ||
    LOTUS_FORWARD.test(line) ||
    ON_WROTE_DASHES.test(line)
  );
}

type HeaderKind = 'from' | 'date' | 'to' | 'subject';

const HEADER_NAMES: readonly (readonly [HeaderKind, string])[] = [
  [
    'from',
    'from|von|de|da|van|od|fra|från|lähettäjä|feladó|от(?: кого)?|від|kimden|gönderen|từ|发件人|發件人|寄件者|差出人|送信者|보낸 ?사람|expéditeur|remitente|mittente|afzender|nadawca|message du',
  ],
  [
    'date',
    "date|sent|datum|gesendet(?: am)?|envoyé(?: le)?|fecha|enviado(?: el| em)?|data|inviato(?: il)?|verzonden|wysłano|wysłane|sendt|dato|skickat|lähetetty|päivämäärä|küldve|дата|отправлено|надіслано|gönderme tarihi|tarih|odesláno|đã gửi|发送时间|日期|寄件日期|送信日時|日時|보낸 ?날짜|date d'envoi",
  ],
  [
    'to',
    'to|an|à|a|para|aan|do|til|till|vastaanottaja|címzett|кому|kime|komu|đến|收件人|宛先|받는 ?사람|cc|kopie|copie(?: à)?|copia|dw|reply-to|destinataire|destinatario',
  ],
  [
    'subject',
    'subject|betreff|objet|asunto|assunto|oggetto|onderwerp|temat|emne|ämne|aihe|tárgy|тема|konu|předmět|chủ đề|主题|主旨|件名|제목',
  ],
];
const HEADER_OF = new Map(
  HEADER_NAMES.flatMap(([kind, names]) => names.split('|').map((name) => [name, kind] as const)),
);
/** Optional parts of names, spelled out for the map above. */
for (const [kind, names] of [
  ['from', ['от кого', 'от', '보낸 사람', '보낸사람']],
  [
    'date',
    [
      'gesendet',
      'gesendet am',
      'envoyé',
      'envoyé le',
      'enviado',
      'enviado el',
      'enviado em',
      'inviato',
      'inviato il',
      '보낸 날짜',
    ],
  ],
  ['to', ['copie', 'copie à', '받는 사람']],
] as const)
  for (const name of names) HEADER_OF.set(name, kind);

/** Which header of the answered message a line shows, if any: `*Von:* Name <a@b.c>`. */
export function quotedHeader(text: string): HeaderKind | null {
  const match = /^[\s>*_|]{0,12}(\p{L}[\p{L}' -]{0,18})[\s*_]{0,3}[:：][\s*_]{0,4}/u.exec(text.slice(0, 60));
  if (match === null) return null;
  return HEADER_OF.get((match[1] ?? '').toLowerCase().replace(/\s+/g, ' ').trim()) ?? null;
}
