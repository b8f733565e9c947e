import type { Language } from './signal';

const DURATION =
  "(?:\\d{1,2}|cinq|dix|quinze|vingt|trente|quelques|une? |un petit |une demi-|demi-|un quart d')[ -]?(?:min(?:utes?)?|heure|quart d'heure)\\b|quart d'heure\\b";
const TALK =
  '(?:appel|échange|échanger|rendez-vous|rdv|discuter|discussion|parler|rencontre|rencontrer|café|démo|démonstration|visio|réunion|entretien|call|point|déjeuner|creneau|créneau)s?(?![\\p{L}])';
const WHEN =
  '(?:lundi|mardi|mercredi|jeudi|vendredi|demain|(?:la semaine prochaine|cette semaine|semaine prochaine)|\\d{1,2} ?h(?:eures)?)';

const r = (source: string): RegExp => new RegExp(source, 'u');

export const FRENCH: Language = {
  code: 'fr',
  common: new Set(
    'le la les des une est et vous votre vos nous pas pour dans avec sur que qui je ce cette au aux du en ou mais plus bonjour madame monsieur merci de d l j n s c qu êtes avez si ne'.split(
      ' ',
    ),
  ),
  nothing: [
    r(
      "(?:désabonner|désinscrire|ne vous (?:recontacterai|écrirai|dérangerai|solliciterai)|n'insiste pas|n'insisterai pas|je ne reviendrai (?:pas|plus)|je m'arrête là|plus (?:recevoir|de messages))",
    ),
    r(
      "(?:vous savez où me trouver|n'hésitez pas|reste à votre disposition|restons à votre disposition|dans l'attente|au plaisir|me caler sur votre|m'adapter à votre|m'adapte à)",
    ),
    r(
      "^si (?:le sujet|cela|ce n'est|la situation|un jour|vous n')[^?]{0,60}(?:un jour|plus tard|dites-le|pas (?:le bon|un sujet|d'actualité|intéress))",
    ),
    r("(?:comment allez-vous|comment vas-tu|j'espère que|en espérant)"),
    r('^(?:«|")[^»"]{0,300}(?:»|")'),
    r('^(?:saviez-vous|pourquoi (?:autant|cela)|et pourquoi|le résultat|ça vous parle)(?![\\p{L}])'),
  ],
  book: [
    r(
      `(?:auriez|avez|aurais|as|seriez|êtes|serais|pourrions|pouvons|pourrait|peut-on|souhaitez|voulez|aimerais|aimerions|serait|propose|conviendrait|convient|partant|partante|disponible|ouvert|ouverte|prendre|accorder|planifier|caler|organiser|ravi|ravie)(?![\\p{L}])[^?!.]{0,70}(?:${TALK}|${DURATION})`,
    ),
    r(`(?:${TALK}|${DURATION})[^?!.]{0,40}(?:conviendrait|convient|possible|vous va|vous irait|intéress)`),
    r(
      `(?:disponible|libre|conviendrait|convient|disponibilités?)(?![\\p{L}])[^?!.]{0,40}${WHEN}|${WHEN}[^?!.]{0,40}(?:convient|conviendrait|disponible|vous va|irait|possible)`,
    ),
    r(
      '(?:réserve[rz]|choisi(?:r|ssez)|prenez|prendre|bloque[rz])[^?!.]{0,25}(?:créneau|rendez-vous|rdv|démo|appel)|voici mon (?:agenda|calendrier)|quand (?:seriez|êtes|pourrions|auriez)|en parler[^.!]{0,40}\\?|(?:et )?si (?:on|nous) (?:en )?(?:discutait|parlait|discutions|parlions|échangeait|échangions)|quand (?:cela|ça) vous (?:arrange|convient)',
    ),
  ],
  call: [r('(?:appelez-moi|appelle-moi|téléphonez-moi|passez-moi un coup de fil)')],
  resource: [
    r(
      '(?:voulez-vous|souhaitez-vous|veux-tu|aimeriez-vous)[^?!.]{0,20} que je (?:vous|te)?[^?!.]{0,15}(?:envoie|transmette|partage|fasse)',
    ),
    r(
      '(?:puis-je|dois-je|je peux|je pourrais|nous pouvons|je serais ravie?) [^?!.]{0,25}(?:envoyer|transmettre|partager|faire parvenir|adresser)',
    ),
    r(
      '(?:avec plaisir|volontiers)[^?!.]{0,40}(?:envoie|transmets|partage)|je vous (?:envoie|transmets|partage) (?:volontiers|avec plaisir)',
    ),
    r('(?:souhaitez-vous|voulez-vous|aimeriez-vous) (?:recevoir|voir|lire|consulter|obtenir)'),
  ],
  asset:
    /(?:étude|cas client|guide|rapport|livre blanc|présentation|vidéo|brochure|plaquette|exemple|modèle|synthèse|résumé|check-?list|audit|analyse|catalogue|document)s?(?![\p{L}])/u,
  referral: [
    r(
      "qui (?:s'occupe|est (?:en charge|responsable|la (?:bonne|personne))|gère|pilote|dois-je|décide|chez vous|pourrais-je|serait)",
    ),
    r(
      "(?:mettre en (?:relation|contact)|orienter vers|rediriger|m'orienter|m'indiquer|transférer (?:ce|mon|à)|transmettre (?:ce|mon) (?:message|mail|courriel)|faire suivre|faites suivre)",
    ),
    r('(?:bonne personne|bon interlocuteur|bonne interlocutrice|bon contact)[^?!.]{0,60}\\?'),
  ],
  attached: /(?:pièce jointe|pièces jointes|ci-joint|ci-jointe|en annexe|joint à ce)(?![\p{L}])/u,
  handle:
    /(?:signer|retourner|renvoyer|relire|lire|regarder|vérifier|compléter|remplir|valider|signature|consulter|parapher)(?![\p{L}])/u,
  request: [
    r(
      "(?:merci de(?! (?:votre|m'avoir|nous avoir|l'intérêt))|veuillez(?! (?:agréer|recevoir|trouver|croire))|je vous prie de(?! (?:croire|recevoir|agréer|trouver)))",
    ),
    r(
      "(?:pourriez|pouvez|pourrais|peux)-(?:vous|tu) (?:me|m'|nous|s'il|svp|confirmer|envoyer|transmettre|répondre|vérifier|regarder|compléter|remplir)",
    ),
    r(
      '(?:dites-moi|dis-moi|répondez|répondez-moi|faites-moi savoir|tenez-moi|confirmez-moi|envoyez-moi|transmettez-moi|inscrivez-vous)',
    ),
  ],
  interest: [
    r(
      "(?:est-ce|serait-ce|cela|ça|ceci)[^?]{0,40}(?:un sujet|d'actualité|intéress|pertinent|utile|une priorité|vous parle|du sens)",
    ),
    r('(?:avez-vous|as-tu|auriez-vous) (?:eu|pu|reçu|vu|lu|trouvé)'),
    r(
      "qu'en (?:pensez-vous|dites-vous|penses-tu)|que pensez-vous|votre avis|intéress(?:é|ée|és)(?: par| à| d)?[^?]{0,40}\\?|^curieu(?:x|se)|en savoir plus ?\\?",
    ),
  ],
  conditional: /^(?:et |ou |mais )?(?:si |sinon|au cas où|dans le cas)/u,
  timed: r(`(?:${DURATION}|${WHEN})`),
  bookLink: /(?:rendez-vous|rdv|réserve[rz]|créneau|mon (?:agenda|calendrier))/iu,
};
