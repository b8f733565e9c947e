import { readFileSync } from 'node:fs';
import { zlibSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { destination } from '../../../lib/links/destination';
import { unwrap } from '../../../lib/links/unwrap';
import { absent, sharedData } from '../../shared/data';

const b64url = (text: string): string => Buffer.from(text).toString('base64url');
const hex = (length: number): string => '0123456789abcdef'.repeat(4).slice(0, length);

function mailgunToken(fields: Record<string, string>, level: 1 | 6 | 9 = 6): string {
  const query = new URLSearchParams(fields).toString();
  return Buffer.from(zlibSync(new TextEncoder().encode(query), { level })).toString('base64url');
}

function base32(text: string): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz234567';
  let bits = '';
  for (const byte of Buffer.from(text)) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => letters[parseInt(five.padEnd(5, '0'), 2)]).join('');
}

/** [what, wrapped, the link inside, its family] */
const VECTORS: readonly (readonly [string, string, string, string])[] = [
  [
    'Safe Links',
    'https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Facme.test%2Fa%3Fb%3D1%26c%3D2&data=05%7C02%7C&sdata=x&reserved=0',
    'https://acme.test/a?b=1&c=2',
    'microsoft',
  ],
  [
    'Safe Links out of HTML source',
    'https://eur03.safelinks.protection.outlook.com/?data=1&amp;url=https%3A%2F%2Facme.test%2Fa&amp;reserved=0',
    'https://acme.test/a',
    'microsoft',
  ],
  [
    'urldefense v1',
    'https://urldefense.proofpoint.com/v1/url?u=http%3A//acme.test/a&k=1',
    'http://acme.test/a',
    'proofpoint',
  ],
  [
    'urldefense v2',
    'https://urldefense.proofpoint.com/v2/url?u=https-3A__acme.test_a-5Fb-3Fc-3D1-26amp-3Bd-3D2&d=Dw&c=x',
    'https://acme.test/a_b?c=1&d=2',
    'proofpoint',
  ],
  [
    'urldefense v3',
    'https://urldefense.com/v3/__https://acme.test/a?b=1__;!!Org!id$',
    'https://acme.test/a?b=1',
    'proofpoint',
  ],
  [
    'urldefense v3 with single characters',
    `https://urldefense.com/v3/__https://acme.test/*a*__;${b64url('#?')}!!Org!id$`,
    'https://acme.test/#a?',
    'proofpoint',
  ],
  [
    'urldefense v3 with runs and letters beyond Latin',
    `https://urldefense.com/v3/__https://acme.test/**Bx*__;${b64url('äöü#')}!!Org!id$`,
    'https://acme.test/äöüx#',
    'proofpoint',
  ],
  [
    'urldefense v3 whose run counts bytes',
    `https://urldefense.com/v3/__https://acme.test/**C__;${b64url('äö')}!!Org!id$`,
    'https://acme.test/äö',
    'proofpoint',
  ],
  [
    'urldefense v3 that lost a slash',
    'https://urldefense.com/v3/__https:/acme.test/a__;!!Org!id$',
    'https://acme.test/a',
    'proofpoint',
  ],
  [
    'Barracuda',
    'https://linkprotect.cudasvc.com/url?a=https%3a%2f%2facme.test%2fa&c=E,1&typo=1',
    'https://acme.test/a',
    'barracuda',
  ],
  [
    'Cisco',
    'https://secure-web.cisco.com/1AbC_-x/https%3A%2F%2Facme.test%2Fa',
    'https://acme.test/a',
    'cisco',
  ],
  [
    'Cisco, encoded twice',
    'https://secure-web.cisco.com/1AbC/https%253A%252F%252Facme.test%252Fa',
    'https://acme.test/a',
    'cisco',
  ],
  [
    'Mimecast with the address',
    'https://protect-eu.mimecast.com/s/AbC?url=https%3A%2F%2Facme.test%2Fa',
    'https://acme.test/a',
    'mimecast',
  ],
  [
    'Symantec',
    'https://clicktime.symantec.com/15abc?h=x=&u=https%3A%2F%2Facme.test%2Fa',
    'https://acme.test/a',
    'symantec',
  ],
  [
    'Sophos',
    `https://eu-west-1.protection.sophos.com?d=acme.test&u=${b64url('https://acme.test/a')}&i=x`,
    'https://acme.test/a',
    'sophos',
  ],
  [
    'Trend',
    'https://cas5-0-urlprotect.trendmicro.com:443/wis/clicktime/v1/query?url=https%3a%2f%2facme%2etest%2fa&umid=1',
    'https://acme.test/a',
    'trend',
  ],
  [
    'Check Point',
    'https://url.avanan.click/v2/r01/___https://acme.test/a___.YXAz',
    'https://acme.test/a',
    'checkpoint',
  ],
  [
    'Google',
    'https://www.google.com/url?q=https%3A%2F%2Facme.test%2Fa&sa=D',
    'https://acme.test/a',
    'google',
  ],
  [
    'Google in another country',
    'https://www.google.co.uk/url?sa=t&url=https%3A%2F%2Facme.test%2Fa',
    'https://acme.test/a',
    'google',
  ],
  [
    'SES',
    'https://x1.r.eu-west-1.awstrack.me/L0/https:%2F%2Facme.test%2Fa/1/0100/sig=3',
    'https://acme.test/a',
    'ses',
  ],
  [
    'SES on an own domain',
    'https://click.acme.test/CL0/https:%2F%2Facme.test%2Fa/1/0100/sig=3',
    'https://acme.test/a',
    'ses',
  ],
  [
    'Mandrill',
    `https://mandrillapp.com/track/click/1/acme.test?p=${b64url(JSON.stringify({ s: 'x', v: 1, p: JSON.stringify({ u: 1, url: 'https://acme.test/a' }) }))}`,
    'https://acme.test/a',
    'mandrill',
  ],
  [
    'Mandrill, old',
    'http://mandrillapp.com/track/click.php?u=3&id=a&url=http%3A%2F%2Facme.test%2Fa&url_id=8',
    'http://acme.test/a',
    'mandrill',
  ],
  [
    'Customer.io on an own domain',
    `https://e.acme.test/e/c/${b64url(JSON.stringify({ email_id: 'x', href: 'https://acme.test/a' }))}/0a1b`,
    'https://acme.test/a',
    'customerio',
  ],
  [
    'Postmark',
    'https://click.pstmrk.it/3s/acme.test%2Fa%3Fb%3D1/wmx/Gc9Q/H5',
    'https://acme.test/a?b=1',
    'postmark',
  ],
  [
    'Yesware',
    `http://t.yesware.com/tt/${hex(40)}/${hex(32)}/${hex(32)}/acme.test/a`,
    'http://acme.test/a',
    'yesware',
  ],
  [
    'Yesware, other form',
    `http://t.yesware.com/tl/${hex(40)}?ytl=http%3A%2F%2Facme.test%2Fa`,
    'http://acme.test/a',
    'yesware',
  ],
  [
    'Mailtrack',
    'https://mailtrack.io/trace/link/fb3?url=https%3A%2F%2Facme.test%2Fa&userId=2',
    'https://acme.test/a',
    'mailtrack',
  ],
  [
    'Streak',
    'https://4f9eb20f.streaklinks.com/CkB8OkIqKmF1XgZX/https%3A%2F%2Facme.test%2Fa',
    'https://acme.test/a',
    'streak',
  ],
  [
    'Salesloft',
    `https://acme.salesloftlinks.com/t/12/c/0b6c6a2e-1111-2222-3333-444455556666/${base32('https://acme.test/a').toUpperCase()}/acme-test`,
    'https://acme.test/a',
    'salesloft',
  ],
  ['Slack', 'https://slack-redir.net/link?url=https%3A%2F%2Facme.test%2Fa', 'https://acme.test/a', 'slack'],
];

describe('unwrap', () => {
  it.each(VECTORS)('reads %s', (_, wrapped, inner, family) => {
    const read = unwrap(wrapped);
    expect(read.url).toBe(inner);
    expect(read.layers.map((layer) => layer.family)).toEqual([family]);
    expect(read.opaque).toBeNull();
  });

  it.each([
    ['sendgrid', 'https://u1.ct.sendgrid.net/ls/click?upn=u001.abc'],
    ['sendgrid', 'https://links.acme.test/ls/click?upn=u001.abc'],
    ['hubspot', 'https://d2.eu1.hubspotlinks.com/Ctc/2O+113/d2-GR04/VW'],
    ['hubspot', 'https://t.sidekickopen85.com/s3t/c/5/f18'],
    ['hubspot', 'https://go.acme.test/e3t/Ctc/DH+113/abc'],
    ['mailchimp', 'https://acme.us1.list-manage.com/track/click?u=1&id=2&e=3'],
    ['outreach', 'https://acme.outrch.com/c/abc'],
    ['mimecast', 'https://url.us.m.mimecastprotect.com/s/AbC?domain=acme.test'],
    ['checkpoint', 'https://protect.checkpoint.com/v2/___mYYux://fhrj.yjxy/f___.YXAz'],
    ['proofpoint', 'https://urldefense.com/v3/__broken'],
  ])('keeps what %s does not tell', (family, wrapped) => {
    const read = unwrap(wrapped);
    expect(read.opaque).toBe(family);
    expect(read.url).toBe(wrapped);
  });

  it('shows the host that an opaque gateway shows', () => {
    const [layer] = unwrap('https://protect-us.mimecast.com/s/AbC?domain=Acme.test').layers;
    expect(layer).toMatchObject({ role: 'gateway', to: null, toHost: 'acme.test' });
  });

  it.each([1, 6, 9] as const)('reads all that a Mailgun token holds (zlib level %d)', (level) => {
    const token = mailgunToken(
      { h: 'abc', i: '<20260301.1@mg.acme.test>', l: 'acme.test/a?b=1', r: 'Jane.Doe@Prospect.test' },
      level,
    );
    expect(unwrap(`https://email.acme.test/c/${token}`)).toMatchObject({
      url: 'http://acme.test/a?b=1',
      recipient: 'jane.doe@prospect.test',
      messageId: '20260301.1@mg.acme.test',
      opaque: null,
    });
  });

  it('takes no path that only looks like a Mailgun token for one', () => {
    const link = 'https://acme.test/c/eJabcdefghijklmnopqrstuvwxyz0123456789';
    expect(unwrap(link)).toEqual({ url: link, layers: [], recipient: null, messageId: null, opaque: null });
  });

  it('does not inflate a bomb', () => {
    const bomb = Buffer.from(zlibSync(new Uint8Array(20_000_000), { level: 9 })).toString('base64url');
    const link = `https://email.acme.test/c/${bomb}`;
    expect(unwrap(link).url).toBe(link);
    const short = Buffer.from(zlibSync(new TextEncoder().encode(`l=${'a'.repeat(3_000_000)}`), { level: 9 }));
    expect(unwrap(`https://email.acme.test/c/${short.toString('base64url')}`).url.length).toBeLessThan(
      20_000,
    );
  });

  it('reads Message-ID and recipient off a Mailspring link', () => {
    const link = `https://link.getmailspring.com/link/${encodeURIComponent('abc@mailspring.test')}/0?redirect=https%3A%2F%2Facme.test%2Fa&recipient=${encodeURIComponent(Buffer.from('jane@prospect.test').toString('base64'))}`;
    expect(unwrap(link)).toMatchObject({
      url: 'https://acme.test/a',
      messageId: 'abc@mailspring.test',
      recipient: 'jane@prospect.test',
    });
  });

  it('reads the recipient that a Streak mail merge adds', () => {
    const link =
      'https://streaklinks.com/BxXdp-CMTG0pfGhH/https%3A%2F%2Facme.test%2Fa?email=jane%40prospect.test';
    expect(unwrap(link)).toMatchObject({ url: 'https://acme.test/a', recipient: 'jane@prospect.test' });
  });

  it('goes five layers deep, no deeper, and keeps what the layers carry', () => {
    const token = mailgunToken({ l: 'https://acme.test/a', r: 'jane@prospect.test', i: 'm1@acme.test' });
    const mailgun = `https://email.acme.test/c/${token}`;
    const google = `https://www.google.com/url?q=${encodeURIComponent(mailgun)}`;
    const safe = (link: string): string =>
      `https://nam02.safelinks.protection.outlook.com/?url=${encodeURIComponent(link)}&data=x`;
    const nested = safe(safe(safe(google)));
    const read = unwrap(nested);
    expect(read.url).toBe('https://acme.test/a');
    expect(read.layers.map((layer) => layer.family)).toEqual([
      'microsoft',
      'microsoft',
      'microsoft',
      'google',
      'mailgun',
    ]);
    expect(read).toMatchObject({ recipient: 'jane@prospect.test', messageId: 'm1@acme.test' });
    expect(unwrap(safe(nested)).url).toBe(mailgun);
  });

  it.each([
    'https://acme.test/a?url=https%3A%2F%2Fother.test',
    'https://www.mimecast.com/products/',
    'https://mailtrack.io/en/',
    'https://www.google.com/maps?q=x',
    'https://mandrillapp.com/login',
    'https://linkedin.com/in/jane',
    'mailto:jane@prospect.test',
    'not a link',
    '',
  ])('leaves %s alone', (link) => {
    expect(unwrap(link)).toMatchObject({ url: link, layers: [], opaque: null });
  });

  it('does not follow a wrapper around something that is no web link', () => {
    const link = 'https://nam02.safelinks.protection.outlook.com/?url=javascript%3Aalert(1)&data=x';
    expect(unwrap(link)).toMatchObject({ url: link, opaque: 'microsoft' });
  });

  it('ends on a wrapper around itself', () => {
    const link = 'https://linkprotect.cudasvc.com/url?a=https%3A%2F%2Flinkprotect.cudasvc.com%2Furl%3Fa%3D1';
    expect(unwrap(link).layers.length).toBeLessThanOrEqual(5);
  });

  const file = sharedData('tracker-samples/link_wrappers.json');
  it.skipIf(file === null)(
    file === null ? absent('tracker-samples/link_wrappers.json') : 'reads every shared vector',
    () => {
      // The file's own shape, as its README says.
      const vectors = JSON.parse(readFileSync(file ?? '', 'utf8')) as {
        kind: string;
        wrapped: string;
        expected: string | null;
      }[];
      const wrong = vectors.filter(({ wrapped, expected }) => {
        const read = unwrap(wrapped);
        return expected === null
          ? read.opaque === null
          : destination(wrapped) !== destination(expected) || read.url !== expected;
      });
      expect(vectors.length).toBeGreaterThan(10);
      expect(wrong).toEqual([]);
    },
  );
});
