/** What a link in the body is for, by where it leads. */

/** Hosts whose pages book a meeting. */
const CALENDAR_HOSTS: ReadonlySet<string> = new Set(
  'calendly.com cal.com savvycal.com chilipiper.com meetings.hubspot.com calendar.app.google outlook.office365.com outlook.office.com koalendar.com tidycal.com zcal.co youcanbook.me acuityscheduling.com doodle.com appointlet.com oncehub.com go.oncehub.com reclaim.ai app.reclaim.ai usemotion.com app.usemotion.com vyte.in arrangr.com calendarhero.to bookings.cloud.microsoft meetergo.com zeeg.me microsoft.com'.split(
    ' ',
  ),
);
/** On hosts that do more than calendars, only these paths book. */
const CALENDAR_PATHS: readonly (readonly [host: RegExp, path: RegExp])[] = [
  [/(?:^|\.)office(?:365)?\.com$/, /^\/(?:book|bookwithme)/],
  [/^microsoft\.com$/, /^\/bookings/],
  [/^calendar\.google\.com$/, /^\/calendar\/(?:u\/\d+\/)?appointments/],
  [/^(?:.{1,60}\.)?hubspot\.com$/, /^\/meetings\//],
];
const SOCIAL_HOSTS =
  /^(?:[a-z]{1,4}\.)?(?:linkedin\.com|x\.com|twitter\.com|facebook\.com|fb\.com|instagram\.com|tiktok\.com|threads\.net|xing\.com|bsky\.app|pinterest\.com)$/;
const LEGAL_PATH =
  /\/(?:privacy|datenschutz|terms|agb|legal|imprint|impressum|unsubscribe|opt-?out|abmelden|preferences|confidentialite|mentions-legales|privacidad|aviso-legal|disclaimer|cookies?)(?:[/.?_-]|$)/;
const LEGAL_WORDS =
  /^(?:privacy(?: policy| notice)?|terms(?: of (?:use|service))?|legal(?: notice)?|imprint|impressum|datenschutz(?:erklärung)?|unsubscribe|abmelden|manage preferences|view in browser|mentions légales|aviso legal|privacidad)$/i;

interface Parts {
  readonly host: string;
  readonly path: string;
}

/** Host and path of a canonical destination; the core has no URL parser and needs none for these. */
function partsOf(destination: string): Parts {
  const rest = destination.replace(/^[a-z][a-z0-9+.-]{0,20}:\/\//i, '');
  const slash = rest.search(/[/?#]/);
  const host = (slash < 0 ? rest : rest.slice(0, slash))
    .toLowerCase()
    .replace(/^www\./, '')
    .replace(/:\d{1,5}$/, '');
  return { host, path: slash < 0 ? '' : rest.slice(slash, slash + 300).toLowerCase() };
}

/** What a link is for, by where it leads. */
export interface Destination {
  /** Its page books a meeting. */
  readonly calendar: boolean;
  /** Asks for nothing wherever it stands: profiles, legal pages, opt-outs. */
  readonly noAction: boolean;
}

/** @param destination canonical */
export function destinationOf(destination: string): Destination {
  const { host, path } = partsOf(destination);
  return { calendar: isCalendar(host, path), noAction: isNoAction(host, path) };
}

function isCalendar(host: string, path: string): boolean {
  for (const [where, which] of CALENDAR_PATHS) if (where.test(host)) return which.test(path);
  if (CALENDAR_HOSTS.has(host)) return true;
  // anna.youcanbook.me, company.chilipiper.com
  const labels = host.split('.');
  return CALENDAR_HOSTS.has(labels.slice(-2).join('.')) || CALENDAR_HOSTS.has(labels.slice(-3).join('.'));
}

function isNoAction(host: string, path: string): boolean {
  // A post or an article on a social site is content; a profile, company page or bare host is a calling card.
  const profile =
    SOCIAL_HOSTS.test(host) && !/\/(?:posts?|pulse|feed|status|events?|video|watch|reel|jobs)\b/.test(path);
  const channel = /(?:^|\.)youtube\.com$/.test(host) && /^\/(?:@|c\/|channel\/|user\/)/.test(path);
  return profile || channel || LEGAL_PATH.test(path);
}

/** Whether a link's words name a legal page or an opt-out. */
export function isLegal(words: string): boolean {
  return LEGAL_WORDS.test(words.trim());
}
