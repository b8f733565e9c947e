import type { EventKind } from '../facts/event';
import { kindOf } from './kinds';
import { zoneOf } from './zone';

/** What a column can mean. The counts make a row a counter; `clock` is a time of day beside a date. */
export const MEANINGS = [
  'recipient',
  'url',
  'at',
  'clock',
  'kind',
  'ip',
  'userAgent',
  'method',
  'messageId',
  'eventId',
  'campaign',
  'step',
  'variant',
  'subject',
  'machine',
  'human',
  'sent',
  'opens',
  'clicks',
  'replies',
  'bounces',
] as const;
export type Meaning = (typeof MEANINGS)[number];

/**
 * Headings in plain form (lower case, no accents, letters and digits only) that name a meaning outright: English,
 * German, French, Spanish. Gathered from the exports in facts/trackers.md and the words of those tools' own pages.
 */
const NAMES: { readonly [meaning in Meaning]: string } = {
  recipient:
    'email emailaddress recipient recipientemail recipientaddress to toemail toaddress lead leademail prospect prospectemail contact contactemail subscriber subscriberemail person personemail clickedby mail useremail customeremail rcptto ' +
    'emailadresse mailadresse empfanger empfaenger empfangeremail empfangeradresse kontakt kontaktemail an ' +
    'destinataire adresseemail adressemail adressedemessagerie courriel emaildestinataire emaildudestinataire contactemail ' +
    'destinatario correo correoelectronico direccion direcciondecorreo direcciondecorreoelectronico direccionemail emaildeldestinatario emaildestinatario para contacto',
  url:
    'url link href clickedurl clickedlink linkclicked urlclicked linkurl targeturl target destinationurl destination originallink originalurl longurl landingpage targetlinkurl ' +
    'ziel zielurl zieladresse geklickterlink angeklickterlink geklickteurl verlinkung linkziel ' +
    'lien lienclique urlcliquee urlclique urldulien urldedestination adressedulien liencible ' +
    'enlace enlaceclicado enlacepulsado enlacevisitado urldedestino urldelenlace vinculo hipervinculo',
  at:
    'timestamp time date datetime dateandtime clickedat clickedon clicktime clickdate clicktimestamp dateclicked timeclicked eventtime eventdate eventtimestamp eventat occurredat occurredon createdat created createdon activitydate activitytime when loggedat processed ts ' +
    'datum zeit zeitpunkt zeitstempel datumuhrzeit datumundzeit datumzeit klickzeit klickdatum klickzeitpunkt geklicktam angeklicktam ereigniszeit ereignisdatum erstelltam ' +
    'dateheure dateetheure horodatage dateduclic datedeclic heureduclic cliquele dateevenement datedelevenement creele ' +
    'fecha fechahora fechayhora fechaclic fechadeclic fechadelclic fechadelevento marcadetiempo momento clicadoel creadoel',
  clock: 'time timeofday clock uhrzeit zeit heure hora',
  kind:
    'event eventtype eventname type action activity activitytype status lastaction ' +
    'ereignis ereignistyp ereignisart typ art aktion aktivitat vorgang ' +
    'evenement typeevenement typedevenement typedaction statut etat activite ' +
    'evento tipo tipodeevento tipoevento accion estado actividad',
  ip: 'ip ipaddress clientip remoteip ipv4 ipaddr sourceip clickip ipadresse adresseip direccionip',
  userAgent:
    'useragent ua agent browser clientuseragent device agentutilisateur navigateur agentedeusuario navegador',
  method: 'method httpmethod requestmethod methode metodo httpmethode',
  messageId:
    'messageid smtpid rfcmessageid internetmessageid emailmessageid nachrichtenid nachrichtid iddumessage idmessage iddemensaje idmensaje mid',
  eventId:
    'eventid clickid activityid ereignisid klickid idevenement iddelevenement idclic idevento iddelevento iddelclic',
  campaign:
    'campaign campaignname campaigntitle sequence sequencename cadence cadencename broadcast mailing kampagne kampagnenname sequenz ' +
    'campagne nomdelacampagne nomcampagne campana nombredelacampana nombrecampana secuencia cadencia',
  step: 'step stepnumber sequencestep sequencenumber emailnumber stepno schritt schrittnummer stufe etape numeroetape numerodetape paso numerodepaso',
  variant: 'variant abvariant abtest variante variantname version',
  subject:
    'subject emailsubject subjectline betreff betreffzeile objet sujet objetdelemail asunto lineadeasunto',
  machine:
    'bot isbot machine ismachine botclick scanner suspectedbot prefetched isprefetched automated roboter istbot maschine robot estunrobot esbot maquina',
  human: 'human ishuman isreal real humanclick mensch istmensch menschlich humain esthumain humano eshumano',
  sent: 'sent emailssent sentcount delivered emailsdelivered deliveries gesendet versendet zugestellt envoyes envois livres delivres enviados entregados',
  opens:
    'opens opened opencount openscount numopens totalopens timesopened views emailsopened offnungen geoffnet anzahloffnungen ouvertures ouvert ouverts nombredouvertures aperturas abierto abiertos numerodeaperturas',
  clicks:
    'clicks clicked clickcount clickscount numclicks totalclicks timesclicked linkclicks linksclicked emailsclicked uniqueclicks klicks geklickt angeklickt anzahlklicks linkklicks clics clique cliques nombredeclics nbclics clicado clicados numerodeclics',
  replies:
    'replies replied replycount numreplies emailsreplied responses responded antworten beantwortet geantwortet anzahlantworten reponses repondu nombredereponses respuestas respondido respondidos numeroderespuestas',
  bounces:
    'bounces bounced bouncecount hardbounces unzustellbar zuruckgekommen rebonds rebondi rebotes rebotado rebotados',
};

const EXACT = new Map<string, Meaning[]>();
for (const meaning of MEANINGS)
  for (const name of NAMES[meaning].split(' ')) {
    const list = EXACT.get(name);
    if (list === undefined) EXACT.set(name, [meaning]);
    else if (!list.includes(meaning)) list.push(meaning);
  }

/** Words that name a meaning inside longer headings, and words that rule it out. */
const PATTERNS: readonly (readonly [Meaning, RegExp, RegExp | null])[] = [
  [
    'recipient',
    /\be ?mail\b|recipient|empfa(?:e)?nger|destinatair|destinatari|correo|courriel|\bprospect|\blead\b/,
    /\bid\b|subject|betreff|objet|asunto|sender|from\b|absender|expediteur|remitente|mailbox|campaign|campan|campagne|kampagne|name|nom\b|nombre|step|status|statut|estado|template|account|konto|count|sent|text|body|link|url|time|date|fecha|datum/,
  ],
  [
    'url',
    /\burl\b|\blink\b|\blien\b|enlace|\bhref\b|destination|vinculo/,
    /count|anzahl|nombre|numero|unsub|short|webhook|\bid\b|clicks\b|klicks|clics|text|position|index|name|unibox|profile|linkedin|website/,
  ],
  [
    'at',
    /time|\bdate|zeit|datum|fecha|\bhora|heure|horodat|\bat$|\bon$|\bam$|\ble$/,
    /zone|format|update|latest|candidate|count|status|type|reply|last name|birth|geburt/,
  ],
  [
    'kind',
    /\bevent\b|\baction\b|\bactivity\b|ereignis|aktion|evenement|evento|accion/,
    /\bid\b|time|date|zeit|count|\bat$/,
  ],
  ['ip', /\bip\b/, null],
  ['userAgent', /user ?agent|\bbrowser\b/, /version|language/],
  ['messageId', /message ?id|nachrichten? ?id|id d[eu] (?:message|mensaje)/, null],
  [
    'campaign',
    /campaign|sequence\b|cadence|kampagne|sequenz|campagne|campana|secuencia/,
    /\bid\b|status|step|type|date|count|number|url/,
  ],
  ['step', /\bstep\b|schritt|etape|\bpaso\b/, /name|type|count|\bid\b|total/],
  ['subject', /subject|betreff|\bobjet\b|asunto/, null],
  [
    'opens',
    /\bopens?\b|opened|offnung|ouvertur|apertura/,
    /rate|%|quote|taux|tasa|\bat$|date|time|last|first/,
  ],
  [
    'clicks',
    /\bclicks?\b|clicked|klick|\bclics?\b/,
    /rate|%|quote|taux|tasa|\bat$|date|time|last|first|url|link$|\bid\b|by/,
  ],
  [
    'replies',
    /\brepl(?:y|ies|ied)\b|antwort|repons|respuesta/,
    /rate|%|quote|taux|tasa|\bat$|date|time|last|first|text|subject/,
  ],
  ['bounces', /bounce|rebond|rebote/, /rate|%|quote|taux|tasa|\bat$|date|time|reason|type/],
  ['sent', /\bsent\b|gesendet|envoy|enviad/, /rate|%|\bat$|\bon$|date|time|from|by|subject/],
];

export interface HeadingReading {
  readonly meaning: Meaning;
  /** 1: the heading names it outright; .6: it holds a word for it. */
  readonly score: number;
}

/** `E-Mail-Adresse (UTC)` → `e mail adresse`: lower case, no accents, single spaces, no brackets. */
function spoken(heading: string): string {
  return heading
    .slice(0, 80)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/\([^()]{0,40}\)|\[[^[\]]{0,40}\]/g, ' ')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/g, 'ss')
    .replace(/[^\p{L}\p{N}%]+/gu, ' ')
    .trim();
}

/** What a heading can mean, best first. */
export function readHeading(heading: string): HeadingReading[] {
  const words = spoken(heading);
  const plain = words.replace(/ /g, '');
  const found: HeadingReading[] = (EXACT.get(plain) ?? []).map((meaning) => ({ meaning, score: 1 }));
  if (words === '') return found;
  for (const [meaning, yes, no] of PATTERNS)
    if (!found.some((entry) => entry.meaning === meaning) && yes.test(words) && no?.test(words) !== true)
      found.push({ meaning, score: 0.6 });
  return found;
}

/** The zone a heading names: `Date (UTC)`, `Time [GMT+2]`, `Clicked at Europe/Berlin`. */
export function zoneInHeading(heading: string): string | null {
  for (const match of heading
    .slice(0, 120)
    .matchAll(/[([]([^()[\]]{1,40})[)\]]|\b([A-Z][A-Za-z]{2,20}\/[A-Za-z_]{2,40})\b|\b(UTC|GMT)\b/g)) {
    const zone = zoneOf(match[1] ?? match[2] ?? match[3] ?? '');
    if (zone !== null) return zone;
  }
  return null;
}

/** What a time's heading says has happened: `Clicked at` is a click, `Sent date` a sending; null for a plain `Date`. */
export function kindInHeading(heading: string): EventKind | null {
  const kind = kindOf(spoken(heading).replace(/\bprocessed\b|\brequest/g, ' '));
  return kind === 'other' ? null : kind;
}

/** Languages whose dates put the day first, as far as the headings show it. */
export function headingsAreContinental(headings: readonly string[]): boolean {
  const text = headings.map(spoken).join(' ');
  return /\b(?:datum|zeit|zeitpunkt|empfa(?:e)?nger|betreff|klick|ereignis|kampagne|fecha|hora|correo|destinatario|asunto|enlace|evento|heure|destinataire|lien|objet|evenement|campagne|courriel)\b/.test(
    text,
  );
}
