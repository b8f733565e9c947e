import { unzlibSync } from 'fflate';
import { base64Bytes, base64Text, decodePercent, type LinkParts, param, utf8 } from './parts';
import { readUrlDefense } from './urldefense';
import type { Found, Wrapper } from './wrapper';

/** A wrapper with the URL in one of these parameters. */
const inParam =
  (...names: string[]) =>
  (parts: LinkParts): Found | null => {
    for (const name of names) {
      const to = param(parts, name);
      if (to !== null && to !== '') return { to };
    }
    return parts.path.length > 1 || parts.query !== '' ? {} : null;
  };

/** Cisco Secure Email: `/<token>/<encoded URL>`, sometimes encoded twice. */
function cisco({ href, path }: LinkParts): Found | null {
  const second = path.indexOf('/', 1);
  if (second < 0) return null;
  // From the raw link: an inner URL that was not encoded may hold `?` and `#`.
  const rest = href.slice(href.indexOf(path) + second + 1);
  const once = decodePercent(rest);
  return { to: /^https?%3a/i.test(once) ? decodePercent(once) : once };
}

/** Mimecast keeps the link; `domain=` shows its host, and a few forms carry `url=` or `u=`. */
function mimecast(parts: LinkParts): Found | null {
  if (!/^\/(?:s|r|redirect)(?:\/|$)/.test(parts.path)) return null;
  const to = param(parts, 'url') ?? param(parts, 'u');
  return to === null ? { toHost: param(parts, 'domain')?.toLowerCase() ?? null } : { to };
}

/** Sophos: `?d=<host>&u=<base64 of the URL>&…`. */
function sophos(parts: LinkParts): Found | null {
  const coded = param(parts, 'u');
  const toHost = param(parts, 'd')?.toLowerCase() ?? null;
  if (coded === null) return toHost === null ? null : { toHost };
  return { to: base64Text(coded), toHost };
}

/** Trend Micro: `/wis/clicktime/v1/query?url=`, `*.check.trendmicro.com/?url=`. */
function trend(parts: LinkParts): Found | null {
  const to = param(parts, 'url');
  if (to !== null) return { to };
  return parts.path.startsWith('/wis/clicktime/') ? {} : null;
}

/** Check Point (Avanan): `/v2/[r01/]___<URL>___.<signature>`; newer releases scramble the URL. */
function checkpoint({ href }: LinkParts): Found | null {
  const start = href.indexOf('/___');
  if (start < 0) return null;
  const end = href.indexOf('___.', start + 4);
  return { to: end < 0 ? null : href.slice(start + 4, end) };
}

/** Egress Defend: `Base64Url=` holds the URL, zlib-compressed. */
function egress(parts: LinkParts): Found | null {
  const coded = param(parts, 'Base64Url');
  if (coded === null) return null;
  const bytes = base64Bytes(coded);
  if (bytes === null) return {};
  try {
    return { to: utf8(unzlibSync(bytes, { out: new Uint8Array(8192) })) };
  } catch {
    // Not compressed after all: opaque.
    return {};
  }
}

const opaque = (parts: LinkParts): Found | null => (parts.path.length > 1 || parts.query !== '' ? {} : null);

const gateway = (family: string, read: Wrapper['read']): Wrapper => ({ family, role: 'gateway', read });

/** Security gateways by host or parent domain. Sources: facts, section 3; the vendors' public links for the rest. */
export const GATEWAYS: Readonly<Record<string, Wrapper>> = {
  'safelinks.protection.outlook.com': gateway('microsoft', inParam('url')),
  'safelinks.protection.office365.us': gateway('microsoft', inParam('url')),
  'safelinks.protection.partner.outlook.cn': gateway('microsoft', inParam('url')),
  'urldefense.com': gateway('proofpoint', readUrlDefense),
  'urldefense.us': gateway('proofpoint', readUrlDefense),
  'urldefense.proofpoint.com': gateway('proofpoint', readUrlDefense),
  'cudasvc.com': gateway('barracuda', inParam('a')),
  'secure-web.cisco.com': gateway('cisco', cisco),
  'mimecast.com': gateway('mimecast', mimecast),
  'mimecastprotect.com': gateway('mimecast', mimecast),
  'clicktime.symantec.com': gateway('symantec', inParam('u')),
  'clicktime.cloud.postoffice.net': gateway('symantec', inParam('U', 'u')),
  'protection.sophos.com': gateway('sophos', sophos),
  'trendmicro.com': gateway('trend', trend),
  'protect.fireeye.com': gateway('fireeye', inParam('u')),
  'protect2.fireeye.com': gateway('fireeye', inParam('u')),
  'url.avanan.click': gateway('checkpoint', checkpoint),
  'protect.checkpoint.com': gateway('checkpoint', checkpoint),
  'defend.egress.com': gateway('egress', egress),
  'scanmail.trustwave.com': gateway('trustwave', inParam('u')),
  'linklock.titanhq.com': gateway('titanhq', inParam('url')),
  'link.edgepilot.com': gateway('edgepilot', inParam('u')),
  'urlsand.esvalabs.com': gateway('libraesva', inParam('u')),
  'url.emailprotection.link': gateway('intermedia', opaque),
  'shared.outlook.inky.com': gateway('inky', opaque),
  'atpscan.global.hornetsecurity.com': gateway('hornetsecurity', opaque),
};
