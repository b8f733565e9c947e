import type { Language } from './signal';

const DURATION =
  '(?:\\d{1,2}|fünf|zehn|fünfzehn|zwanzig|dreißig|ein paar|eine halbe|eine viertel|eine|einer|halbe)[ -]?(?:min(?:uten?)?|stunde|viertelstunde)\\b|viertelstunde\\b';
const TALK =
  '(?:gespräch|telefonat|telefonieren|austausch|auszutauschen|austauschen|termin|treffen|anruf|call|demo|kaffee|kennenlernen|sprechen|unterhalten|meeting|reden|videocall|vorstellung)\\w{0,3}';
const WHEN =
  '(?:montag|dienstag|mittwoch|donnerstag|freitag|morgen|heute|(?:nächste|kommende|diese)[nr]? (?:woche|tage|montag|dienstag|mittwoch|donnerstag|freitag)|\\d{1,2}(?::\\d\\d)? ?uhr)';

const r = (source: string): RegExp => new RegExp(source);

export const GERMAN: Language = {
  code: 'de',
  common: new Set(
    'und der die das ist nicht sie ihnen ihr ihre ihrer ihrem wir mit für auf ein eine einen bei zu im von den dem sich auch wenn oder haben ich es wie hallo guten grüße bitte gerne mir uns'.split(
      ' ',
    ),
  ),
  nothing: [
    r(
      '\\b(?:abmelden|abbestellen|melde ich mich nicht (?:mehr|wieder)|melde mich (?:nun |dann )?nicht (?:mehr|wieder)|keine weiteren (?:mails|e-mails|nachrichten)|schreibe ich (?:ihnen |dir )?nicht mehr|nicht mehr (?:schreiben|kontaktieren|melden))',
    ),
    r(
      '\\b(?:wissen sie (?:ja)?,? ?wo sie mich|weißt du (?:ja)?,? ?wo du mich|stehe ich (?:ihnen |dir )?(?:gerne? )?(?:jederzeit )?zur verfügung|bei (?:rück)?fragen|freue mich (?:auf|von)|freuen uns auf|melden sie sich (?:einfach |gerne? |jederzeit ){0,2}(?:bei fragen|jederzeit)|richte mich (?:gerne )?nach ihnen)',
    ),
    r(
      '^(?:falls|wenn|sollte) [^?]{1,80}\\b(?:kein (?:interesse|thema)|nicht (?:relevant|interessant|passen|passt))\\b',
    ),
    r('\\b(?:wie geht es|ich hoffe|hoffentlich)\\b'),
    r('^["„][^"“”]{0,300}["“”]'),
    r(
      '^(?:wussten sie|kennen sie das|warum (?:das|so)|und warum|der grund|das ergebnis|klingt das vertraut)\\b',
    ),
  ],
  book: [
    r(
      `\\b(?:hätten|haben|hätte|hast|hättest|finden|passt|passen|würde|würden|wären|wäre|sind|können|könnten|wollen|sollen|möchten|dürfen|darf|lassen|lust|offen|bereit|interesse|lohnt|gerne|gern|freuen|vorschlagen|vereinbaren|sollten)\\b[^?!.]{0,80}(?:${TALK}|${DURATION})`,
    ),
    r(`\\b(?:${DURATION})[^?!.]{0,40}\\b(?:zeit|passen|möglich)`),
    r(`\\b(?:passt|passen|würde|ginge|geht|hätten|haben|sind)\\b[^?!.]{0,40}\\b${WHEN}`),
    r(`\\b${WHEN}[^?!.]{0,30}\\b(?:passt|passen|zeit|frei|möglich|verfügbar)\\b`),
    r(
      '\\b(?:termin|slot|zeit|uhrzeit)\\w{0,3} (?:buchen|aussuchen|vereinbaren|wählen|reservieren)|\\b(?:buchen|wählen|suchen|reservieren) sie\\b[^?!.]{0,30}(?:termin|slot|zeit)|\\bhier (?:ist|geht es zu) mein(?:em)? kalender|\\bwann (?:passt|hätten|würde|haben|können|wäre)\\b',
    ),
    r(`\\b(?:zeit|lust) (?:für|auf) (?:ein|einen|eine)\\b|\\bdarüber (?:sprechen|reden)\\b`),
  ],
  call: [r('\\b(?:rufen sie mich|ruf mich|rufen sie uns)\\b')],
  resource: [
    r(
      '\\b(?:soll|darf|kann|könnte|sollen) ich (?:sie |es |ihn |ihnen |dir |euch |das |die |den |diese |gerne? |auch |vorab |\\w{2,20} ){0,6}(?:schicken|senden|zusenden|zuschicken|schick|mailen|weiterleiten|teilen)',
    ),
    r(
      '\\b(?:gerne?|vorab|auch)\\b[^?!.]{0,20}\\b(?:sende|schicke|teile|maile|übersende|lasse) ich\\b|\\bich (?:sende|schicke|übersende|maile|teile) (?:ihnen|dir|euch)? ?(?:gerne?|auch|vorab)|\\bich (?:kann|könnte|würde)\\b[^?!.]{0,60}\\b(?:schicken|senden|zusenden|zuschicken|teilen|zukommen lassen)',
    ),
    r('\\b(?:möchten|wollen|würden) sie\\b[^?!.]{0,50}\\b(?:sehen|lesen|haben|erhalten|bekommen)\\b'),
  ],
  asset:
    /\b(?:fallstudie|fallbeispiel|studie|bericht|leitfaden|broschüre|checkliste|vorlage|video|aufzeichnung|unterlagen|präsentation|whitepaper|muster|zusammenfassung|übersicht|auswertung|katalog|one-?pager|beispiel|analyse)\w{0,2}\b/,
  referral: [
    r(
      '\\bwer (?:\\w{1,15} ){0,6}(?:zuständig|verantwortlich|kümmert|entscheidet|verantwortet|richtige|betreut|ansprechpartner)',
    ),
    r('\\b(?:an wen|mit wem|bei wem|wen) (?:darf|kann|soll|sollte|könnte|muss|müsste) (?:ich|man) '),
    r('\\b(?:leiten sie|leite|weiterleiten|weiterzuleiten|weiterleitung)\\b'),
    r(
      '\\b(?:ansprechpartner(?:in)?|zuständige[nr]?|richtige[nr]? (?:person|kontakt|stelle))\\b[^?!.]{0,60}(?:nennen|verweisen|sagen|vermitteln|\\?)',
    ),
    r(
      '\\b(?:verweisen|vermitteln|vorstellen) sie mich\\b|\\bmich (?:\\w{1,15} ){0,4}(?:verweisen|vermitteln|vorstellen|verbinden)\\b|\\bbin ich (?:bei|da|hier)[^?]{0,30}richtig',
    ),
  ],
  attached: /\b(?:anbei|angehängt|im anhang|anhang|beigefügt|als anlage)\b/,
  handle:
    /\b(?:unterschreiben|unterzeichnen|unterschrieben|prüfen|ansehen|anschauen|durchsehen|lesen|ausfüllen|zurück|zurücksenden|gegenzeichnen|freigeben|unterschrift)\b/,
  request: [
    r(
      '\\bbitte\\b(?! (?:entschuldigen|beachten|zögern|nicht))[^?!.]{0,80}\\b(?:sie|mir|uns|kurz|du)\\b|^bitte (?!entschuldigen|beachten|zögern)',
    ),
    r(
      '\\b(?:könnten|können|würden|könntest|kannst|würdest) (?:sie|du|ihr) (?:mir|uns|bitte|das|kurz|die|den|ihre|\\w{1,10} )',
    ),
    r(
      '\\b(?:geben sie mir|sagen sie mir|schreiben sie mir|antworten sie|teilen sie mir|lassen sie (?:mich|uns) (?:bitte |kurz )?wissen|lass mich wissen)\\b',
    ),
    r('\\b(?:jetzt|hier) (?:anmelden|registrieren|bestellen|testen|starten)\\b'),
  ],
  interest: [
    r(
      '\\b(?:haben|hätten|besteht|hast|hättest) (?:sie|du|bei ihnen|ihrerseits|ihr)?[^?]{0,20}\\binteresse\\b|\\binteressant für (?:sie|dich|euch)\\b|\\b(?:klingt|wäre|ist) (?:das|es|dies)\\b[^?]{0,50}\\b(?:interessant|spannend|relevant|thema|hilfreich|sinnvoll)\\b',
    ),
    r(
      '\\b(?:konnten|haben|hatten|konntest|hast) (?:sie|du) (?:schon|bereits|die gelegenheit|gelegenheit|zeit|inzwischen|mittlerweile|meine|sich)\\b[^?]{0,80}\\?',
    ),
    r(
      '\\bwas (?:denken|meinen|halten|sagen) sie\\b|\\bwas (?:denkst|meinst|hältst) du\\b|\\b(?:ihre|deine) (?:meinung|gedanken)\\b|^neugierig\\b|^interesse\\?|^lohnt sich',
    ),
  ],
  conditional: /^(?:und |oder |aber )?(?:falls|wenn|sollte|sonst|andernfalls)/,
  timed: r(`\\b(?:${DURATION}|${WHEN})`),
  bookLink:
    /\b(?:termin|mein(?:en|em)? kalender|(?:demo|gespräch|beratung|call) (?:buchen|vereinbaren|anfragen))/i,
};
