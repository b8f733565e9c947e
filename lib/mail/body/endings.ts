import type { Line } from './line';

/** RFC 3676 section 4.3 `-- `, and what people's programs make of it. */
const DASHES = /^\s{0,2}(?:--|—|–|‐‐|\*--\*)\s{0,3}$/;
/** Longer rules open a signature only where little follows. */
const RULE = /^\s{0,2}(?:_{2,80}|-{3,80}|={3,80}|\*{3,80})\s*$/;
const MAX_SIGNATURE = 25;
const MAX_RULED = 12;
const MAX_LEGAL = 60;

const DEVICE =
  /^\s{0,4}[*_(]{0,2}(?:(?:sent|posted) (?:from|via|with|using) (?:my |the |a |your )?[\p{L}\d®™.'&+ -]{2,48}|sent from mail for windows(?: \d{2})?|get outlook for [a-z]{3,10}|(?:von meinem|vom) [\p{L}\d®™ -]{2,40} (?:gesendet|aus gesendet)|gesendet (?:von|mit|aus|über)(?: mein\w{1,2}| der| dem)? [\p{L}\d®™.+ -]{2,40}|diese nachricht wurde von meinem [\p{L}\d®™ -]{2,60} gesendet|(?:envoyé|provenance) (?:de|depuis|à partir de|avec|par)(?: mon| ma| l')? ?[\p{L}\d®™.' -]{2,40}|télécharge[rz] outlook pour [a-z]{3,10}|(?:enviado|mandado) (?:desde|do|da|de|a partir do)(?: mi| meu| minha| el)? ?[\p{L}\d®™. -]{2,40}|(?:obtener|obter|baixar) (?:o )?outlook (?:para|for) [a-z]{3,10}|inviato (?:da|dal|con)(?: mio| il mio)? ?[\p{L}\d®™. -]{2,40}|(?:scarica|ottieni) outlook per [a-z]{3,10}|verzonden (?:vanaf|via|met|vanuit)(?: mijn)? [\p{L}\d®™. -]{2,40}|outlook (?:voor|för|til|för) [a-z]{3,10}.{0,20}|wysłan[eoay] z(?:e)?(?: mojego)? [\p{L}\d®™. -]{2,40}|skickat från(?: min)? [\p{L}\d®™. -]{2,40}|sendt fra(?: min)? [\p{L}\d®™. -]{2,40}|lähetetty [\p{L}\d®™. -]{2,40}|отправлено (?:с|из) [\p{L}\d®™. -]{2,40}|发自我的.{2,30}|從我的.{2,30}|发送自.{2,40}|.{2,20}から送信|나의 .{2,20}에서 보냄)[)*_.!]{0,3}\s{0,3}(?:<?\(?https?:\/\/\S{1,300})?\s*$/iu;
/** "Sent from my desk, …" is a sentence; these words are devices and programs. */
const DEVICES =
  /iphone|ipad|ipod|ios|android|samsung|galaxy|blackberry|nokia|windows|phone|handy|mobile?|móvil|portable|smartphone|tablet|device|gerät|outlook|gmail|mail|yahoo|aol|app\b|huawei|xiaomi|htc|sony|xperia|lg\b|motorola|pixel|verizon|t-mobile|at&t|orange|wiko|oneplus|proton|thunderbird|superhuman|spark|front\b|mac\b|macbook|webmail|sparrow|touch|rim\b|télécom|wireless|4g|5g|lte/iu;

/** Notices that companies put below everybody's mail. */
const LEGAL =
  /^[\s*_>"'«-]{0,8}(?:(?:confidentiality|privacy|legal|important|disclaimer|e-?mail) (?:notice|disclaimer|statement|note|information)\b|disclaimer\b|confidential(?:ity)?\s?[:.-]|(?:this|the information (?:contained )?in this|the contents? of this|the information transmitted)\s(?:e-?mail|message|communication|transmission|electronic)?.{0,120}(?:confidential|privileged|intended (?:only|solely|for)|proprietary|virus)|if you (?:are not|have received this).{0,60}(?:intended recipient|in error)|(?:any|all) (?:views|opinions) .{0,80}(?:author|sender|those of)|please consider the environment|before printing|(?:think|bitte denken).{0,40}(?:environment|umwelt)|diese (?:e-?mail|nachricht|mail).{0,80}(?:vertraulich|ausschließlich|nur für)|(?:ce (?:message|courriel|mail)|les informations contenues).{0,100}(?:confidentiel|destin[ée]|exclusiv)|(?:este (?:mensaje|correo)|la información contenida|esta mensagem|este e-?mail|as informações).{0,100}(?:confiden|privilegiad|destinad|exclusiv|dirigid)|(?:questo messaggio|questa e-?mail|le informazioni contenute|il presente messaggio).{0,100}(?:riservat|confidenzial|destinat|esclusiv)|(?:dit (?:bericht|e-?mail)|deze (?:e-?mail|mail)|de informatie in).{0,100}(?:vertrouwelijk|bestemd|uitsluitend)|(?:ta wiadomość|niniejsza wiadomość|informacje zawarte).{0,100}(?:poufn|przeznaczon)|(?:本邮件|此邮件|本电子邮件|本メール|このメール).{0,60}(?:保密|机密|機密|仅供|のみ))/iu;

function mark(lines: readonly Line[], from: number, place: 'signature' | 'footer'): void {
  for (const line of lines.slice(from)) if (line.place === 'body') line.place = place;
}

/** For every line, how many filled lines of the author's follow it. */
function filledBelow(lines: readonly Line[]): Uint32Array {
  const below = new Uint32Array(lines.length);
  let filled = 0;
  for (let at = lines.length - 1; at >= 0; at--) {
    below[at] = filled;
    const line = lines[at];
    if (line !== undefined && line.place === 'body' && line.text.trim() !== '') filled++;
  }
  return below;
}

/**
 * Marks signatures and legal footers that show by themselves. Nothing is taken for one by looks alone where that
 * could cost the author's own words: what has no mark is left to be learned from many messages (own-words).
 */
export function markEndings(lines: readonly Line[]): void {
  const below = filledBelow(lines);
  let written = false;
  for (const [at, line] of lines.entries()) {
    if (line.place !== 'body') continue;
    const text = line.text;
    const after = below[at] ?? 0;
    // Endings are short: the body of a long mail is not even looked at.
    if (after <= MAX_LEGAL) {
      if (DASHES.test(text) && after <= MAX_SIGNATURE) {
        mark(lines, at, 'signature');
        return;
      }
      if (written && after <= MAX_RULED && RULE.test(text) && opensEnding(lines, at)) {
        mark(lines, at, 'signature');
        return;
      }
      if (after === 0 && DEVICE.test(text.slice(0, 400)) && DEVICES.test(text.slice(0, 400))) {
        line.place = 'signature';
        continue;
      }
      if (written && LEGAL.test(text.slice(0, 400)) && endsWithLegal(lines, at)) {
        mark(lines, at, 'footer');
        return;
      }
    }
    written ||= text.trim() !== '';
  }
}

/** A rule opens a signature where a few short lines follow it and one of them is a way to reach somebody. */
function opensEnding(lines: readonly Line[], at: number): boolean {
  const rest = lines.slice(at + 1).filter((line) => line.place === 'body' && line.text.trim() !== '');
  if (rest.length === 0) return true;
  if (rest.some((line) => RULE.test(line.text))) return false;
  if (LEGAL.test(rest[0]?.text.slice(0, 400) ?? '')) return true;
  return (
    rest.every(
      (line) =>
        line.text.length <= 90 && !/[.!?]\s*$/.test(line.text.replace(/\S{1,60}\.(?:com|org|net)\.?$/, '')),
    ) && rest.some((line) => /@|https?:|www\.|\+?\d[\d ()./-]{6,18}\d|mailing list/i.test(line.text))
  );
}

/** A legal notice has the last word: what follows is more of it, or short lines. */
function endsWithLegal(lines: readonly Line[], at: number): boolean {
  const notice = lines.slice(at).filter((line) => line.place === 'body' && line.text.trim() !== '');
  const length = notice.reduce((sum, line) => sum + line.text.length, 0);
  return length >= 60 && !notice.slice(1).some((line) => /\?\s*$/.test(line.text));
}
