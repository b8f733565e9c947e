import { unzlibSync } from 'fflate';
import {
  base64Bytes,
  base64Text,
  decodePercent,
  jsonField,
  type LinkParts,
  param,
  utf8,
  withScheme,
} from './parts';
import type { Found, Wrapper } from './wrapper';

const segment = (path: string, from: number): string => {
  const end = path.indexOf('/', from);
  return path.slice(from, end < 0 ? path.length : end);
};

function address(text: string | null | undefined): string | null {
  const plain = text?.trim().toLowerCase() ?? '';
  return /^[^\s@<>]{1,64}@[^\s@<>]{1,255}$/.test(plain) ? plain : null;
}

function bareId(text: string | null | undefined): string | null {
  const plain = text?.trim().replace(/^</, '').replace(/>$/, '') ?? '';
  return /^[^\s<>]{1,400}@[^\s<>]{1,400}$/.test(plain) ? plain : null;
}

/** Amazon SES: `/L0/<encoded URL>/…`, on own domains also `/CL0/…`. */
function ses({ path }: LinkParts): Found | null {
  const at = path.startsWith('/CL0/') ? 5 : path.startsWith('/L0/') ? 4 : -1;
  return at < 0 ? null : { to: decodePercent(segment(path, at)) };
}

/** A Mailgun token holds far less; more would be a decompression bomb. */
const MAILGUN_MAX = 8192;

/**
 * Mailgun, on any host: `/c/<token>`, the token base64url → zlib → query string with `l` (the link, its scheme may be
 * missing), `r` (the recipient), `i` (the Message-ID). Tried on public tokens (facts, section 3).
 */
function mailgun({ path }: LinkParts): Found | null {
  const bytes = base64Bytes(segment(path, 3));
  // A zlib header: method 8, and the two bytes as one number a multiple of 31 (RFC 1950). `eJ` alone proves nothing.
  const [first = 0, second = 0] = bytes ?? [];
  if (bytes === null || (first & 15) !== 8 || (first * 256 + second) % 31 !== 0) return null;
  let text: string | null;
  try {
    text = utf8(unzlibSync(bytes, { out: new Uint8Array(MAILGUN_MAX) }));
  } catch {
    // Looks like a token, is none.
    return null;
  }
  if (text === null) return null;
  const fields = new URLSearchParams(text);
  const link = fields.get('l');
  if (link === null) return null;
  return {
    to: withScheme(link, 'http'),
    recipient: address(fields.get('r')),
    messageId: bareId(fields.get('i')),
  };
}

/** Mandrill: `/track/click/<account>/<host>?p=<base64 JSON, with JSON inside>`; the old `/track/click.php?url=`. */
function mandrill(parts: LinkParts): Found | null {
  if (!parts.path.startsWith('/track/click')) return null;
  const plain = param(parts, 'url');
  if (plain !== null) return { to: plain };
  const coded = param(parts, 'p');
  if (coded === null) return null;
  const inner = jsonField(base64Text(coded), 'p');
  return {
    to: jsonField(inner, 'url'),
    toHost: segment(parts.path, parts.path.lastIndexOf('/') + 1) || null,
  };
}

/** Customer.io: `/e/c/<base64url JSON with href>/<signature>`. */
function customerio({ path }: LinkParts): Found | null {
  if (!path.startsWith('/e/c/')) return null;
  const json = base64Text(segment(path, 5));
  const to = jsonField(json, 'href');
  return to === null ? null : { to, recipient: address(jsonField(json, 'email')) };
}

/** Postmark: `/<version>/<encoded URL without scheme>/…`. */
function postmark({ path }: LinkParts): Found | null {
  const version = segment(path, 1);
  if (!/^\d[a-z]{0,4}$/.test(version)) return null;
  return { to: withScheme(decodePercent(segment(path, version.length + 2)), 'https') };
}

/** Yesware: `/tt/<40 hex>/<32 hex>/<32 hex>/<host/path>`, `/tl/…?ytl=`. */
function yesware(parts: LinkParts): Found | null {
  const inner = /^\/tt\/[0-9a-f]{40}\/[0-9a-f]{32}\/[0-9a-f]{32}\/(.+)$/i.exec(parts.path)?.[1];
  if (inner !== undefined)
    return { to: withScheme(decodePercent(parts.query === '' ? inner : `${inner}?${parts.query}`), 'http') };
  if (!parts.path.startsWith('/t')) return null;
  const coded = param(parts, 'ytl');
  return { to: coded === null ? null : withScheme(coded, 'http') };
}

function mailtrack(parts: LinkParts): Found | null {
  if (!parts.path.startsWith('/trace/') && !parts.path.startsWith('/link/')) return null;
  return { to: param(parts, 'url'), recipient: address(param(parts, 'recipient')) };
}

/** Streak: `/<id>/<encoded URL>`, for mail merges with `?email=<recipient>`. */
function streak(parts: LinkParts): Found | null {
  const id = segment(parts.path, 1);
  if (id.length < 12) return null;
  const coded = parts.path.slice(id.length + 2);
  return coded === '' ? {} : { to: decodePercent(coded), recipient: address(param(parts, 'email')) };
}

/** Mailspring: `/link/<Message-ID>/<n>?redirect=<URL>&recipient=<base64 address>`. */
function mailspring(parts: LinkParts): Found | null {
  if (!parts.path.startsWith('/link/')) return null;
  const recipient = param(parts, 'recipient');
  return {
    to: param(parts, 'redirect'),
    messageId: bareId(decodePercent(segment(parts.path, 6))),
    recipient: address(recipient === null ? null : (base64Text(recipient) ?? recipient)),
  };
}

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** Text of RFC 4648 base32, any case, padded or not; null where it is none. */
function base32Text(text: string): string | null {
  const plain = text.toLowerCase().replaceAll('=', '');
  const bytes = new Uint8Array(Math.floor((plain.length * 5) / 8));
  let buffer = 0;
  let bits = 0;
  let at = 0;
  for (let i = 0; i < plain.length; i++) {
    const value = BASE32.indexOf(plain[i] ?? '');
    if (value < 0) return null;
    buffer = ((buffer << 5) | value) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (buffer >> bits) & 255;
    }
  }
  return utf8(bytes);
}

/** Salesloft: `/t/<n>/c/<uuid>/<base32 URL>/<slug>`. */
function salesloft({ path }: LinkParts): Found | null {
  const coded = /^\/t\/\d{1,12}\/c\/[^/]{1,64}\/([^/]{8,})/i.exec(path)?.[1];
  return coded === undefined ? (path.length > 1 ? {} : null) : { to: base32Text(coded) };
}

const opaque = ({ path, query }: LinkParts): Found | null => (path.length > 1 || query !== '' ? {} : null);

const below =
  (...prefixes: string[]) =>
  ({ path }: LinkParts): Found | null =>
    prefixes.some((prefix) => path.startsWith(prefix)) ? {} : null;

const tracker = (family: string, read: Wrapper['read'] = opaque): Wrapper => ({
  family,
  role: 'tracker',
  read,
});

/**
 * Trackers by host or parent domain; most opaque ones from facts, section 3. Wrapping domains only: a vendor's own
 * site is a destination like any other.
 */
export const TRACKERS: Readonly<Record<string, Wrapper>> = {
  'awstrack.me': tracker('ses', ses),
  'mandrillapp.com': tracker('mandrill', mandrill),
  'customeriomail.com': tracker('customerio', customerio),
  'click.pstmrk.it': tracker('postmark', postmark),
  't.yesware.com': tracker('yesware', yesware),
  'mailtrack.io': tracker('mailtrack', mailtrack),
  'mailtrack.me': tracker('mailtrack', mailtrack),
  'mltrk.io': tracker('mailtrack'),
  'streaklinks.com': tracker('streak', streak),
  'link.getmailspring.com': tracker('mailspring', mailspring),
  'salesloftlinks.com': tracker('salesloft', salesloft),
  'ct.sendgrid.net': tracker('sendgrid'),
  'hubspotlinks.com': tracker('hubspot'),
  'hubspotlinksfree.com': tracker('hubspot'),
  'hubspotlinksstarter.com': tracker('hubspot'),
  'hubspotemail.net': tracker('hubspot'),
  'list-manage.com': tracker('mailchimp', below('/track/click', '/track/click.php')),
  'outrch.com': tracker('outreach'),
  'whosen.com': tracker('outreach'),
  'getoutreach.com': tracker('outreach'),
  't.outreach.io': tracker('outreach'),
  'klclick.com': tracker('klaviyo'),
  'klclick1.com': tracker('klaviyo'),
  'klclick2.com': tracker('klaviyo'),
  'klclick3.com': tracker('klaviyo'),
  'track.mixmax.com': tracker('mixmax'),
  'email.mixmax.com': tracker('mixmax'),
  'links.mixmax.com': tracker('mixmax'),
  'gmtrack.net': tracker('gmass'),
  'track.gmass.co': tracker('gmass'),
  'yamm-track.appspot.com': tracker('yamm'),
  'sendibt2.com': tracker('brevo', below('/tr/cl/', '/mk/cl/')),
  'sendibt3.com': tracker('brevo', below('/tr/cl/', '/mk/cl/')),
  'mjt.lu': tracker('mailjet', below('/lnk/')),
  'mlsend.com': tracker('mailerlite', below('/link/', '/linkclick')),
  'cmail19.com': tracker('campaignmonitor'),
  'cmail20.com': tracker('campaignmonitor'),
  'createsend1.com': tracker('campaignmonitor'),
  'rs6.net': tracker('constantcontact', below('/tn.jsp')),
  'acemlnb.com': tracker('activecampaign'),
  'acemlna.com': tracker('activecampaign'),
  'via.intercom.io': tracker('intercom'),
  'r.superhuman.com': tracker('superhuman'),
  'tracking.cirrusinsight.com': tracker('cirrusinsight'),
  'bl-1.com': tracker('bananatag'),
};

/** Numbered host families that no list can hold. */
const HUBSPOT_HOST = /^t\.(?:sidekickopen\d{0,4}\.com|sigopn\d{0,4}\.com|hs-email\.net)$/;
const hubspot = tracker('hubspot');

const ON_ANY_HOST = {
  mailgun: tracker('mailgun', mailgun),
  ses: tracker('ses', ses),
  customerio: tracker('customerio', customerio),
  mandrill: tracker('mandrill', mandrill),
  sendgrid: tracker('sendgrid'),
};

/** Trackers that also run on their customers' own domains: known by the form of the path. */
export function trackerByForm({ host, path, query }: LinkParts): Wrapper | null {
  switch (path[1]) {
    case 'c':
      return path.startsWith('/c/e') && path.length > 30 ? ON_ANY_HOST.mailgun : null;
    case 'C':
    case 'L':
      return /^\/C?L0\/https?(?::|%3a)/i.test(path) ? ON_ANY_HOST.ses : null;
    case 'e':
      if (path.startsWith('/e/c/eyJ')) return ON_ANY_HOST.customerio;
      // HubSpot on a customer's domain: `/e3t/Ctc/…`.
      return path.startsWith('/e3t/') ? hubspot : null;
    case 't':
      return path.startsWith('/track/click/') && query.includes('p=eyJ') ? ON_ANY_HOST.mandrill : null;
    case 'l':
    case 'w':
    case 'u':
      return query.includes('upn=') && /^\/(?:ls|wf|uni\/ls|uni\/wf)\/click$/.test(path)
        ? ON_ANY_HOST.sendgrid
        : null;
    default:
      return host.startsWith('t.s') || host.startsWith('t.h')
        ? HUBSPOT_HOST.test(host)
          ? hubspot
          : null
        : null;
  }
}
