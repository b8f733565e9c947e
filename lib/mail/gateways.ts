import { domainOf, type FailedRecipient, type GatewayHint } from '../facts/message';
import type { ParsedMail } from './parse';

/**
 * Which security gateway a prospect's company uses, as its own mail shows it. Read from what already lies in the inbox;
 * nothing is looked up. Sources: the facts page on phantom clicks, section 1.4.
 */

/** Header names a gateway leaves on mail that passes through it. */
const HEADERS: readonly (readonly [prefix: string, gateway: string])[] = [
  ['x-proofpoint-', 'proofpoint'],
  ['x-mimecast-', 'mimecast'],
  ['x-barracuda-', 'barracuda'],
  ['x-ironport-', 'cisco'],
  ['x-tmase-', 'trendmicro'],
  ['x-tm-as-', 'trendmicro'],
  ['x-sophos-', 'sophos'],
  ['x-fortimail-', 'fortinet'],
  ['x-feas-', 'fortinet'],
  ['x-ms-exchange-', 'microsoft'],
];

/** Hosts of mail servers: the end of their names. */
const SERVERS: readonly (readonly [suffix: string, gateway: string])[] = [
  ['pphosted.com', 'proofpoint'],
  ['ppe-hosted.com', 'proofpoint'],
  ['mimecast.com', 'mimecast'],
  ['mimecast.co.za', 'mimecast'],
  ['barracudanetworks.com', 'barracuda'],
  ['iphmx.com', 'cisco'],
  ['trendmicro.com', 'trendmicro'],
  ['trendmicro.eu', 'trendmicro'],
  ['sophos.com', 'sophos'],
  ['messagelabs.com', 'symantec'],
  ['mailcontrol.com', 'forcepoint'],
  ['fortimailcloud.com', 'fortinet'],
  ['protection.outlook.com', 'microsoft'],
];

/** Hosts that stand in front of rewritten links. */
const WRAPPERS: readonly (readonly [host: RegExp, gateway: string])[] = [
  [/(?:^|\.)safelinks\.protection\.outlook\.com$/, 'microsoft'],
  [/^urldefense(?:\.proofpoint)?\.com$/, 'proofpoint'],
  [/^protect-[a-z0-9-]{1,20}\.mimecast\.com$/, 'mimecast'],
  [/(?:^|\.)mimecastprotect\.com$/, 'mimecast'],
  [/(?:^|\.)cudasvc\.com$/, 'barracuda'],
  [/^secure-web\.cisco\.com$/, 'cisco'],
  [/(?:^|\.)protection\.sophos\.com$/, 'sophos'],
  [/^clicktime\.symantec\.com$/, 'symantec'],
  [/^imsva[a-z0-9-]{0,20}\.trendmicro\.com$/, 'trendmicro'],
];

const HOST = /[a-z0-9][a-z0-9.-]{2,120}\.[a-z]{2,10}/gi;
/** A reply with its quotes: enough of it to hold a rewritten link. */
const MOST_TEXT = 200_000;
const MOST_LINKS = 500;

/** Gateway of a mail server, by the end of its name. */
export function gatewayOfServer(host: string): string | null {
  const name = host.toLowerCase().replace(/\.$/, '');
  for (const [suffix, gateway] of SERVERS) if (name === suffix || name.endsWith(`.${suffix}`)) return gateway;
  return null;
}

/** Gateway that rewrote a link, by its host. */
export function gatewayOfLink(host: string): string | null {
  const name = host.toLowerCase();
  for (const [pattern, gateway] of WRAPPERS) if (pattern.test(name)) return gateway;
  return null;
}

/**
 * What one received mail shows of a company's gateway.
 * @param failed for bounces: whose server it was; the sender of a bounce is a mail server of anybody's
 * @returns each gateway once per company, its first evidence in plain words; empty for mail without a sender
 */
export function findGateways(mail: ParsedMail, failed: readonly FailedRecipient[] = []): GatewayHint[] {
  const hints = new Map<string, GatewayHint>();
  const add = (gateway: string | null, domain: string, evidence: string): void => {
    if (gateway === null || domain === '') return;
    const key = `${domain}\n${gateway}`;
    if (!hints.has(key)) hints.set(key, { gateway, domain, evidence });
  };
  const bounced = failed.length > 0;
  const company = bounced ? domainOf(failed[0]?.address ?? '') : domainOf(mail.from.address);
  if (bounced) fromReport(mail, failed, add);
  else {
    fromHeaders(mail, company, add);
    fromLinks(mail, company, add);
  }
  return [...hints.values()];
}

type Add = (gateway: string | null, domain: string, evidence: string) => void;

function fromHeaders(mail: ParsedMail, company: string, add: Add): void {
  for (const { name, value } of mail.headers) {
    for (const [prefix, gateway] of HEADERS)
      if (name.startsWith(prefix)) add(gateway, company, `header ${name}`);
    if (name !== 'received') continue;
    // Only who handed it over: the other half names our own side.
    const from = /^\s*from\s+([^\s;]{1,200})(?:\s+\(([^\s)]{0,200}))?/i.exec(value.slice(0, 1000));
    for (const host of [from?.[1], from?.[2]])
      if (host !== undefined) add(gatewayOfServer(host), company, `sent through ${host}`);
  }
}

function fromLinks(mail: ParsedMail, company: string, add: Add): void {
  for (const source of [mail.text, mail.html]) {
    if (source === null) continue;
    let seen = 0;
    for (const match of source.slice(0, MOST_TEXT).matchAll(/https?:\/\/([a-z0-9.-]{4,253})/gi)) {
      if (++seen > MOST_LINKS) break;
      const host = match[1] ?? '';
      add(gatewayOfLink(host), company, `our link came back rewritten by ${host.toLowerCase()}`);
    }
  }
}

/** A bounce names the server that refused (RFC 3464 Remote-MTA), per failed recipient. */
function fromReport(mail: ParsedMail, failed: readonly FailedRecipient[], add: Add): void {
  const status = mail.parts.find((part) => part.type === 'message/delivery-status')?.text ?? '';
  for (const block of status.slice(0, MOST_TEXT).split(/\r?\n\r?\n/)) {
    const recipient = /^(?:Final|Original)-Recipient:[^;\n]{0,40};\s{0,10}<?([^>\s]{1,320})>?/im.exec(
      block,
    )?.[1];
    if (recipient === undefined) continue;
    const domain = domainOf(recipient);
    const remote = /^Remote-MTA:[^;\n]{0,40};\s{0,10}([^\s;]{1,255})/im.exec(block)?.[1];
    if (remote !== undefined) add(gatewayOfServer(remote), domain, `refused by ${remote}`);
    const diagnostic = /^Diagnostic-Code:(.{0,1000})/im.exec(block)?.[1] ?? '';
    for (const [host] of diagnostic.matchAll(HOST)) add(gatewayOfServer(host), domain, `refused by ${host}`);
  }
  for (const { address, diagnostic } of failed)
    for (const [host] of (diagnostic ?? '').slice(0, 1000).matchAll(HOST))
      add(gatewayOfServer(host), domainOf(address), `refused by ${host}`);
}
