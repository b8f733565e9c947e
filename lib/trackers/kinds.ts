import type { EventKind } from '../facts/event';

/**
 * What kind of event a tracker's word for it means, in English, German, French and Spanish. Asked in this order: an
 * automatic reply is no reply, an unsubscribe link that was clicked is an unsubscribe, "not delivered" is a bounce.
 */
const KINDS: readonly (readonly [RegExp, EventKind])[] = [
  [/auto.?(?:reply|repl|response|antwort)|out.?of.?office|abwesen/, 'other'],
  [/unsub|opt.?out|abmeld|abgemeldet|desabon|desabonn|baja|desuscri/, 'unsubscribe'],
  [/spam|complain|abuse|beschwerde|plainte|queja/, 'complaint'],
  [
    /bounce|drop|fail|reject|undeliver|not.?delivered|invalid|blocked|unzustell|zuruckgewiesen|rebot|rebond|non.?livr|no.?entreg|fehlgeschlagen|echec|fallid/,
    'bounce',
  ],
  [/defer|delay|verzoger|retard|aplaz/, 'deferred'],
  [/click|klick|clic|cliqu|visit|pulsad|pulso\b|(?:link|lien|enlace)\b.{0,12}(?:aufgerufen|suivi)/, 'click'],
  [/open|view|\bread\b|geoffnet|offnung|ouvert|ouvr|abiert|apertura|lectura/, 'open'],
  [/repl|respon|antwort|repond|repons|respuest|respond/, 'reply'],
  [/deliver|zugestellt|livre|delivre|distribu|entregad/, 'delivered'],
  [/sent|send|process|request|accept|inject|queued|gesendet|versendet|verschickt|envoy|enviad/, 'sent'],
];

/**
 * Words by which a tool says that something did not happen: `Not clicked`, `nicht geöffnet`, `pas cliqué`, `sin abrir`, `unopened`,
 * `Clicked: no`. What was not delivered is a bounce, and stays one.
 */
const DEED =
  '(?:click|klick|cli[cq]|open|read\\b|view|repl|respon|answer|bounce|unsub|spam|complain|geklickt|angeklickt|geoffnet|gelesen|antwort|beantwortet|ouvert|ouvr|repond|repons|abiert|abri|leid|pulsad|sent\\b|send|gesendet|envoy|enviad)';
const DENIED = [
  new RegExp(
    `(?:^|[^a-z])(?:not?|never|nicht|keine?r?|nie|non|pas|sans|sin|nunca|jamais|aucune?|ningun)[^a-z]{1,3}(?:(?:yet|been|ete|fait|encore|noch|any|a|hat|ha|hizo|hecho|sido|wurde|email|link|lien|enlace)[^a-z]{1,3}){0,2}${DEED}`,
  ),
  /(?:^|[^a-z])un(?:click|open|read\b|answer|sent\b|geoffnet|geklickt|gelesen|beantwortet)/,
  new RegExp(`${DEED}[a-z]{0,8}[^a-z]{1,3}(?:no|nein|non|false|falsch|faux|falso)$`),
];

const known = new Map<string, EventKind>();

const plainWord = (word: string): string =>
  word.slice(0, 60).toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');

/** Whether a word says that something did not happen. */
const isDenied = (plain: string): boolean => DENIED.some((pattern) => pattern.test(plain));

/** Whether a cell tells what happened, or that it did not: what a column of events is known by. */
export const tellsKind = (word: string): boolean => kindOf(word) !== 'other' || isDenied(plainWord(word));

/** What happened; `other` for words that are not known and for what did not happen. */

export function kindOf(word: string): EventKind {
  let kind = known.get(word);
  if (kind !== undefined) return kind;
  const plain = plainWord(word);
  kind = isDenied(plain) ? 'other' : (KINDS.find(([pattern]) => pattern.test(plain))?.[1] ?? 'other');
  if (known.size >= 512) known.clear();
  known.set(word, kind);
  return kind;
}
