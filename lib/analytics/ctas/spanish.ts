import type { Language } from './signal';

const DURATION =
  '(?:\\d{1,2}|cinco|diez|quince|veinte|treinta|unos|un par de|media|un cuarto de|una)[ -]?(?:min(?:utos?)?|horas?|hora)(?![\\p{L}])';
const TALK =
  '(?:llamada|reunión|reunirnos|charla|charlar|conversación|conversar|hablar|hablamos|demo|demostración|café|videollamada|cita|encuentro|call|conectar|vernos|comentarlo)s?(?![\\p{L}])';
const WHEN =
  '(?:lunes|martes|miércoles|jueves|viernes|mañana|(?:la )?semana que viene|(?:la )?próxima semana|esta semana|a las \\d{1,2})';

const r = (source: string): RegExp => new RegExp(source, 'u');

export const SPANISH: Language = {
  code: 'es',
  common: new Set(
    'el la los las una es y usted ustedes su sus nosotros no para en con por que quien yo este esta al del o pero más hola gracias de un le me si se ya como ha tiene'.split(
      ' ',
    ),
  ),
  nothing: [
    r(
      '(?:darse de baja|cancelar la suscripción|no (?:le|te) (?:escribiré|molestaré|contactaré|volveré)|no insistiré|dejaré de (?:escribir|contactar|insistir)|no recibir más)',
    ),
    r(
      '(?:ya sabes? dónde encontrarme|sabe dónde encontrarme|no dude en|no dudes en|quedo a (?:su|tu) disposición|quedo atent[oa]|quedo pendiente|estoy a (?:su|tu) disposición|me adapto a)',
    ),
    r(
      '^si (?:algún día|más adelante|en el futuro|no (?:es|le|te))[^?]{0,60}(?:cambia|futuro|adelante|encontrarme|dígamelo|dímelo|interesa)',
    ),
    r('(?:cómo (?:está|estás|va todo)|espero que)'),
    r('^(?:«|"|“)[^»"”]{0,300}(?:»|"|”)'),
    r('^¿?(?:sabía|sabías|por qué (?:tanto|eso)|y por qué|el resultado|le suena)(?![\\p{L}])'),
  ],
  book: [
    r(
      `(?:tendría|tiene|tienes|tendrías|podríamos|podemos|puede|podría|estaría|está|estás|estarías|quiere|quieres|gustaría|encantaría|parece|viene|vendría|sería|agendar|agendamos|concertar|reservar|disponible|libre|abierto|abierta|merece|vale|propongo|le apetece|te apetece)(?![\\p{L}])[^?!.]{0,70}(?:${TALK}|${DURATION})`,
    ),
    r(
      `(?:viene bien|disponible|libre|le va|te va|conviene|encaja)[^?!.]{0,40}${WHEN}|${WHEN}[^?!.]{0,40}(?:viene bien|disponible|libre|le va|te va|conviene|encaja)`,
    ),
    r(
      '(?:reserv(?:ar|e|a)|eleg?ir|elija|elige|agend(?:ar|e|a))[^?!.]{0,25}(?:hora|hueco|cita|demo|llamada|reunión)|aquí (?:está|tiene) mi (?:calendario|agenda)|¿?cuándo (?:le|te) (?:viene|va|iría)|^¿?hablamos',
    ),
  ],
  call: [r('(?:llámeme|llámame|llámenos|deme un toque)(?![\\p{L}])')],
  resource: [
    r(
      '(?:quiere|quieres|le gustaría|te gustaría|prefiere)[^?!.]{0,10} que (?:se |te |le )?(?:lo |la |los |las )?(?:envíe|mande|comparta|pase)',
    ),
    r(
      '(?:puedo|podría|podemos|encantado de|encantada de|con gusto)[^?!.]{0,15} (?:enviar|mandar|compartir|pasar|hacerle llegar|hacerte llegar)(?:le|te|les|se)?(?:lo|la)?',
    ),
    r(
      '(?:le|te) (?:envío|mando|comparto|paso) (?:también )?(?:con gusto|encantad[oa]|si quiere|una? |el |la |nuestr)|¿?(?:quiere|quieres|le gustaría|te gustaría) (?:ver|recibir|leer|tener)',
    ),
  ],
  asset:
    /(?:caso de éxito|estudio|guía|informe|presentación|vídeo|video|folleto|ejemplo|plantilla|resumen|lista|auditoría|análisis|catálogo|documento|muestra)s?(?![\p{L}])/u,
  referral: [
    r(
      'quién (?:se encarga|lleva|es (?:el|la) (?:responsable|persona|encargad[oa])|gestiona|decide|debería|sería|se ocupa|toma)',
    ),
    r(
      '(?:ponerme|ponme|póngame|pongas) en contacto|(?:presentarme|derivarme|dirigirme|indicarme quién|reenviar(?:le|lo|selo)?|reenvíe|reenvía)(?![\\p{L}])',
    ),
    r('(?:persona (?:indicada|adecuada|correcta))[^?!.]{0,60}\\?'),
  ],
  attached: /(?:adjunto|adjunta|adjuntos|archivo adjunto|anexo)(?![\p{L}])/u,
  handle:
    /(?:firmar|fírme(?:lo|la)|firme(?:lo|la)?|devuélva(?:me)?(?:lo|la)|devolver|revisar|revíse(?:lo|la)|leer|mirar|completar|rellenar|firma|fírma(?:me)?(?:lo|la)|devuélve(?:me)?(?:lo|la)|revísa(?:lo|la)|échale|échele|aprobar|comprobar)(?![\p{L}])/u,
  request: [
    r('(?:por favor,? (?!no |disculp)[\\p{L}]|^(?:también )?(?:necesito que|le ruego|le agradecería))'),
    r(
      '¿?(?:podría|puede|podrías|puedes)(?: usted| por favor)? (?:enviar|mandar|confirmar|decir|responder|indicar|pasar|revisar|completar|rellenar|facilitar|compartir)(?:me|nos)(?:lo|la)?',
    ),
    r(
      '(?:me (?:confirma|confirmas|dice|dices|envía|envías|indica|indicas)|dígame|dime|respóndame|responda|confírmeme|inscríbase|regístrese|envíeme)(?![\\p{L}])',
    ),
  ],
  interest: [
    r(
      '(?:le|te|les|os) interesa(?:ría)?(?![\\p{L}])|¿?(?:es|sería|son|tiene|tendría) (?:este |esto |esta )?[^?]{0,30}(?:un tema|prioritari[oa]|relevante|interesante|útil|prioridad|sentido)',
    ),
    r('¿?(?:ha|has|han) (?:podido|tenido|recibido|visto|leído|pensado)'),
    r(
      '¿?qué (?:le|te|les|os) parece|qué (?:opina|piensa)s?|su opinión|¿?alguna novedad|¿?interesad[oa]s?\\?|¿?(?:quiere|quieres|le gustaría|te gustaría) saber más',
    ),
  ],
  conditional: /^(?:y |o |pero )?(?:si |en caso|de lo contrario)/u,
  timed: r(`(?:${DURATION}|${WHEN})`),
  bookLink: /(?:reserv[ae]|agend(?:ar?|e) (?:una|un)|concertar|pedir cita|mi (?:agenda|calendario))/iu,
};
