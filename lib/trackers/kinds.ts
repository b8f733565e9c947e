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
  [/click|klick|clic|cliqu|visit/, 'click'],
  [/open|view|\bread\b|geoffnet|offnung|ouvert|ouvr|abiert|apertura|lectura/, 'open'],
  [/repl|respon|antwort|repond|repons|respuest|respond/, 'reply'],
  [/deliver|zugestellt|livre|delivre|distribu|entregad/, 'delivered'],
  [/sent|send|process|request|accept|inject|queued|gesendet|versendet|verschickt|envoy|enviad/, 'sent'],
];

const known = new Map<string, EventKind>();

export function kindOf(word: string): EventKind {
  let kind = known.get(word);
  if (kind !== undefined) return kind;
  const plain = word.slice(0, 60).toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
  kind = KINDS.find(([pattern]) => pattern.test(plain))?.[1] ?? 'other';
  if (known.size >= 512) known.clear();
  known.set(word, kind);
  return kind;
}
