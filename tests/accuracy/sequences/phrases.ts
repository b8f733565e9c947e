/** Words that rendered mail is made of: all invented here. */

export const FIRST_NAMES =
  'Ada Amir Anna Ben Bianca Carlos Chloé Clara Daniel Dora Elena Eli Emre Eva Felix Fiona Georg Grace Hana Hugo Ines Ivan Jan Jonas Julia Karim Kate Lara Leo Lina Luca Maja Marc Maria Max Mia Nils Nina Noah Nora Olga Omar Oscar Paula Peter Pia Ravi Rosa Sam Sara Sven Tara Theo Tim Uma Vera Wren Yara Zoe'.split(
    ' ',
  );
export const LAST_NAMES =
  'Abbott Adler Becker Blanc Castro Chen Dahl Diaz Evans Fabre Fischer Garcia Gupta Haas Holm Ito Jansen Keller Khan Lang Lopez Meyer Moreau Novak Okafor Olsen Perez Petit Quist Rossi Roux Sato Silva Stein Tanaka Torres Ueda Vogel Weber Winter Xu Young Zeller'.split(
    ' ',
  );
export const COMPANY_WORDS =
  'Alder Amber Beacon Birch Blue Bright Cedar Cobalt Copper Coral Delta Ember Falcon Fern Flint Granite Harbor Hazel Indigo Iron Juniper Kestrel Lumen Maple Meridian Nimbus Nova Orchard Osprey Pine Pioneer Quartz Raven River Sage Slate Summit Tidal Timber Umber Vale Willow'.split(
    ' ',
  );
export const COMPANY_ENDS =
  'Works Foods Freight Labs Press Tools Glass Mills Energy Health Systems Logistics Partners Studio Motors Textiles Analytics Software Group Devices'.split(
    ' ',
  );

/** What fills a merge field that is neither a name nor a company. */
export const FILLERS =
  'logistics|manufacturing|retail|fintech|healthcare|B2B software|pipeline reviews|onboarding|churn|forecasting|hiring|procurement|field sales|customer support|data quality|reporting|compliance|inventory|scheduling|training|renewals|lead routing|pricing|account planning|the new warehouse|your Berlin office|the spring launch|two open roles|the merger|your partner programme|month-end closing|audit season|the product team|your webshop|a recent interview|the annual report|supplier risk|spare parts|route planning|claims handling|quality checks|energy costs|tender work|the service desk|demand planning|shift plans|the migration|paper forms|returns|invoice matching'.split(
    '|',
  );

export const BUMPS: Readonly<Record<string, readonly string[]>> = {
  en: [
    'Any thoughts?',
    'Just bumping this, {{first_name}}.',
    'Hi {{first_name}}, did you get a chance to look at this?',
    'Floating this to the top of your inbox.',
    'Any interest here, {{first_name}}?',
    'Worth a quick chat?',
  ],
  de: [
    'Haben Sie schon dazu eine Meinung?',
    'Ich wollte kurz nachhaken, {{first_name}}.',
    'Passt das Thema gerade?',
  ],
  fr: ['Qu’en pensez-vous ?', 'Je me permets de vous relancer, {{first_name}}.'],
  es: ['¿Qué le parece?', 'Solo quería retomar este tema, {{first_name}}.'],
};

/** Frames for personal sentences; `*` takes a filler, `@` the company, `#` a figure. */
export const FRAMES: Readonly<Record<string, readonly string[]>> = {
  en: [
    'I saw that @ is investing in * this year.',
    'Congratulations on the progress with * at @.',
    'Your post about * made me think for a while.',
    'A colleague mentioned that * is high on your list.',
    'I read the interview in which you spoke about * and *.',
    'It looks like @ has grown to # people, which usually makes * harder.',
    'Your talk on * last month was the clearest one I have heard.',
    'I noticed # new openings around * on your careers page.',
    'We met briefly when @ presented * in the spring.',
    'From what I can tell, * matters more to @ than * these days.',
    'Having worked with * myself, I know how much time it takes.',
    'The way your team handles * is something others could copy.',
  ],
  de: [
    'Ich habe gesehen, dass @ dieses Jahr in * investiert.',
    'Ihr Beitrag über * hat mich zum Nachdenken gebracht.',
    'Glückwunsch zu den Fortschritten bei * und *.',
    'Ein Kollege erwähnte, dass * bei @ weit oben steht.',
    'Mit # Leuten wird * meist schwieriger als gedacht.',
    'Ihr Vortrag zu * im letzten Monat war sehr klar.',
  ],
  fr: [
    'J’ai vu que @ investit cette année dans *.',
    'Votre article sur * m’a fait réfléchir.',
    'Bravo pour les progrès sur * et *.',
    'Un collègue m’a dit que * est une priorité chez @.',
    'Avec # personnes, * devient souvent plus difficile.',
  ],
  es: [
    'He visto que @ está invirtiendo este año en *.',
    'Su artículo sobre * me hizo pensar.',
    'Enhorabuena por los avances en * y *.',
    'Un compañero comentó que * es una prioridad en @.',
    'Con # personas, * suele volverse más difícil.',
  ],
};

export interface WrittenSequence {
  readonly language: string;
  readonly steps: readonly { readonly subject: string; readonly body: string }[];
}

/** Sequences in other languages, written for this test. */
export const WRITTEN: readonly WrittenSequence[] = [
  {
    language: 'de',
    steps: [
      {
        subject: 'Rechnungsprüfung bei {{company}}',
        body: 'Guten Tag {{first_name}},\n\nviele Buchhaltungen prüfen jede Eingangsrechnung noch von Hand und verlieren damit jede Woche einen ganzen Tag. Wir haben ein Werkzeug gebaut, das Bestellung, Lieferschein und Rechnung selbst vergleicht und nur die Abweichungen zeigt.\n\nBei {{topic}} hat das die Durchlaufzeit halbiert. Hätten Sie nächste Woche eine Viertelstunde, damit ich es Ihnen zeigen kann?',
      },
      {
        subject: '',
        body: 'Hallo {{first_name}},\n\nich wollte noch ein Beispiel nachreichen: Ein Händler mit vierhundert Lieferanten prüft heute nur noch jede zwanzigste Rechnung selbst, der Rest läuft ohne Eingriff durch. Die Umstellung dauerte sechs Wochen.\n\nSoll ich Ihnen die Unterlagen dazu schicken?',
      },
      {
        subject: 'Letzte Nachricht zur Rechnungsprüfung',
        body: 'Guten Tag {{first_name}},\n\nvermutlich hat das Thema bei {{company}} gerade keinen Vorrang, deshalb melde ich mich vorerst nicht mehr. Falls sich das ändert, genügt eine kurze Antwort auf diese Nachricht.\n\nIch wünsche Ihnen ein gutes Quartal.',
      },
    ],
  },
  {
    language: 'de',
    steps: [
      {
        subject: 'Frage zu Ihrer Schichtplanung',
        body: 'Hallo {{first_name}},\n\nwer plant bei {{company}} die Schichten, und wie oft muss der Plan in letzter Minute geändert werden? In Betrieben Ihrer Größe hören wir, dass allein Krankmeldungen fünf Stunden pro Woche kosten.\n\nUnser Planer schlägt Vertretungen selbst vor und fragt die Leute per Kurznachricht. Wäre ein kurzes Gespräch am {{day}} möglich?',
      },
      {
        subject: 'Schichten ohne Telefonketten',
        body: 'Hallo {{first_name}},\n\nkurzer Nachtrag zu meiner letzten Nachricht. Ein Werk in Ulm hat die Telefonkette am Morgen abgeschafft: Die Vertretung steht jetzt im Mittel nach zwölf Minuten fest. Das Team sagt, der größte Gewinn sei die Ruhe am Wochenende.\n\nInteressiert Sie, wie das eingerichtet wurde?',
      },
      {
        subject: '',
        body: 'Hallo {{first_name}},\n\nfalls jemand anderes bei Ihnen für die Personaleinsatzplanung zuständig ist, freue ich mich über einen Hinweis. Andernfalls lasse ich Sie gern in Ruhe und melde mich erst im Herbst wieder.',
      },
    ],
  },
  {
    language: 'fr',
    steps: [
      {
        subject: 'Les devis de {{company}}',
        body: 'Bonjour {{first_name}},\n\nla plupart des équipes commerciales passent plus de temps à préparer leurs devis qu’à parler à leurs clients. Notre outil reprend les prix, les remises et les conditions, et prépare le document en deux minutes au lieu d’une heure.\n\nSeriez-vous disponible {{day}} pour un échange de quinze minutes ?',
      },
      {
        subject: '',
        body: 'Bonjour {{first_name}},\n\nje complète mon message précédent avec un exemple concret. Un fabricant de portes envoyait ses devis en quatre jours ; il les envoie maintenant le jour même et signe un contrat de plus sur dix.\n\nVoulez-vous que je vous montre comment ?',
      },
      {
        subject: 'Dernier message de ma part',
        body: 'Bonjour {{first_name}},\n\nsans retour de votre part, je suppose que ce n’est pas le bon moment et je ne vous écrirai plus à ce sujet. Si la question des devis revient sur la table, il suffit de répondre à ce message.\n\nBonne continuation à toute l’équipe.',
      },
    ],
  },
  {
    language: 'fr',
    steps: [
      {
        subject: 'Stocks dormants chez {{company}} ?',
        body: 'Bonjour {{first_name}},\n\nsavez-vous combien de références n’ont pas bougé depuis un an dans vos entrepôts ? Chez nos clients c’est en moyenne une sur six, et elles coûtent cher en surface comme en assurance.\n\nNous proposons un diagnostic gratuit à partir d’un simple export. Est-ce que cela vous intéresserait ?',
      },
      {
        subject: 'Le diagnostic en trois chiffres',
        body: 'Bonjour {{first_name}},\n\nle diagnostic dont je parlais donne trois chiffres : la valeur immobilisée, la surface occupée et ce que vous pourriez récupérer avant la fin du trimestre. Il faut un fichier et une demi-journée de notre côté, rien du vôtre.\n\nOn en parle {{day}} ?',
      },
    ],
  },
  {
    language: 'es',
    steps: [
      {
        subject: 'Facturas sin papel en {{company}}',
        body: 'Hola {{first_name}},\n\nmuchas empresas todavía imprimen las facturas para que alguien las firme, las escanee y las vuelva a archivar. Nosotros sustituimos ese recorrido por una aprobación desde el móvil que tarda menos de un minuto.\n\n¿Tendría quince minutos {{day}} para verlo con un ejemplo suyo?',
      },
      {
        subject: '',
        body: 'Hola {{first_name}},\n\nle dejo un caso parecido: una cadena de clínicas aprobaba sus facturas en nueve días y ahora lo hace en uno, sin cambiar de programa de contabilidad. El director financiero lo explica en un vídeo de tres minutos.\n\n¿Se lo envío?',
      },
      {
        subject: 'Cierro el tema',
        body: 'Hola {{first_name}},\n\nentiendo que ahora mismo no es una prioridad para {{company}}, así que no insisto más. Si más adelante quieren dejar el papel, aquí estaré encantado de ayudarles.\n\nUn saludo y mucho éxito este trimestre.',
      },
    ],
  },
  {
    language: 'es',
    steps: [
      {
        subject: 'Una pregunta sobre sus rutas de reparto',
        body: 'Buenos días {{first_name}},\n\n¿cuántos kilómetros hacen sus furgonetas de vacío cada semana? En flotas como la de {{company}} solemos encontrar entre un quince y un veinte por ciento, casi siempre por entregas que se podrían agrupar.\n\nNuestro planificador lo calcula con los datos del mes pasado. ¿Quiere que preparemos una prueba?',
      },
      {
        subject: 'Resultado de una flota de treinta furgonetas',
        body: 'Buenos días {{first_name}},\n\nuna empresa de mensajería con treinta furgonetas redujo un día entero de reparto a la semana solo con agrupar mejor las paradas de la tarde. No cambió de vehículos ni de conductores.\n\nSi me dice quién lleva la planificación, le mando el informe completo.',
      },
    ],
  },
];

/** Other words for a first email: sentences that make a variant's body, or a copied campaign's, differ. */
export const OTHER_SENTENCES: readonly string[] = [
  'Most teams we meet lose an afternoon a week to copying figures from one screen to another.',
  'Would it be mad to compare your current process with what your neighbours do?',
  'Our customers usually start with one small department and decide after a month.',
  'The short film below shows the whole thing from the first form to the signed order.',
  'I have attached nothing on purpose: the idea fits into three sentences.',
  'Nobody enjoys cleaning up spreadsheets on a Friday evening, yet somebody always does.',
  'Last quarter we measured it with forty companies and the median saving was eleven hours.',
  'If you are the wrong person for this, a pointer to the right one would be kind.',
  'You would keep your present supplier and simply stop typing everything twice.',
  'What would have to be true for this to be worth a conversation before summer?',
  'There is a calculator on our page that needs two numbers and gives you the third.',
  'I promise to bring a real example from your own industry and no slides at all.',
  'People tell us that the first week is the only hard one.',
  'May I send over the two-page comparison that your peers asked for?',
  'It runs beside what you have and can be switched off in a minute.',
  'We only get paid when the backlog is gone, so the risk stays on our side.',
  'The audit trail comes for free and your controller will probably like it most.',
  'Should I check back once the planning round is over?',
  'A pilot takes nine days and one person from your side for two hours.',
  'Your warehouse and your web shop would finally show the same number.',
  'Our engineer used to run a line like yours and knows where it hurts.',
  'Feel free to say no, I would rather know than guess.',
  'The whole set-up is written down on one page that you can hand to IT.',
  'Three of the five largest firms in your field have already moved.',
];
