/**
 * Gmail's own labels, as Takeout writes them (in the user's language) and as the API does (`SENT`, `DRAFT`, `SPAM`).
 * A message in the trash is no case of its own: what was sent and then thrown away has reached its prospect, and an answer
 * that was thrown away is an answer.
 */

function words(list: string): ReadonlySet<string> {
  return new Set(list.split('|'));
}

const SENT = words(
  'sent|sent mail|sent messages|gesendet|gesendete nachrichten|envoyés|messages envoyés|enviados|enviado|mensajes enviados|enviadas|mensagens enviadas|e-mails enviados|posta inviata|inviati|inviata|messaggi inviati|verzonden|verzonden berichten|wysłane|skickat|skickade|sendt|sendte|sendt e-post|lähetetyt|lähetetty|odeslaná pošta|odeslané|odoslané|elküldött|elküldött levelek|trimise|mesaje trimise|poslano|poslane|изпратени|отправленные|надіслані|απεσταλμένα|gönderilmiş postalar|gönderilenler|gönderildi|送信済み|送信済みメール|已发送|已发邮件|已傳送|寄件備份|보낸편지함|ส่งแล้ว|đã gửi|thư đã gửi|terkirim|נשלח|דואר יוצא|المرسلة|البريد المرسل|enviats|भेजे गए',
);

/** Written and never sent, or to be sent some day. */
const UNSENT = words(
  'draft|drafts|entwürfe|entwurf|brouillons|brouillon|borradores|borrador|bozze|bozza|concepten|concept|rascunhos|rascunho|wersje robocze|szkice|utkast|kladder|kladde|luonnokset|luonnos|koncepty|rozepsané|piszkozatok|piszkozat|ciorne|mesaje nefinalizate|skice|nacrti|чернови|черновики|чернетки|πρόχειρα|taslaklar|下書き|草稿|임시보관함|ร่างจดหมาย|แบบร่าง|thư nháp|draf|draft surat|konsep|טיוטות|المسودات|مسودات|esborranys|scheduled|geplant|planifiés|programmés|messages programmés|programados|programmati|gepland|agendados|agendadas|programadas|zaplanowane|schemalagt|planlagt|ajastetut|запланированные|planlandı|予定|送信予定|已安排发送|已排定時間|예약됨|예약편지함',
);

const SPAM = words(
  'spam|junk|junk mail|spamverdacht|pourriel|indésirables|correo no deseado|posta indesiderata|ongewenst|lixo eletrônico|skräppost|søppelpost|roskaposti|спам|迷惑メール|垃圾邮件|垃圾郵件|스팸함',
);

function any(labels: readonly string[], names: ReadonlySet<string>): boolean {
  return labels.some((label) => names.has(label.trim().toLowerCase()));
}

export function isLabelledSent(labels: readonly string[]): boolean {
  return any(labels, SENT);
}

/** A draft or a scheduled message: nobody has got it. What also has the Sent label has left. */
export function isUnsent(labels: readonly string[]): boolean {
  return any(labels, UNSENT) && !isLabelledSent(labels);
}

export function isSpam(labels: readonly string[]): boolean {
  return any(labels, SPAM);
}
