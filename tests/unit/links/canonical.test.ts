import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical } from '../../../lib/links/canonical';
import { destination } from '../../../lib/links/destination';
import { unwrap } from '../../../lib/links/unwrap';

describe('canonical', () => {
  it.each([
    ['https://acme.test/a', 'https://acme.test/a'],
    ['HTTP://WWW.Acme.TEST:80/a/', 'https://acme.test/a'],
    ['http://acme.test:443', 'https://acme.test'],
    ['https://acme.test:8443/a', 'https://acme.test:8443/a'],
    ['acme.test/a', 'https://acme.test/a'],
    ['acme.test:8080/a', 'https://acme.test:8080/a'],
    ['https://user:secret@acme.test/a', 'https://acme.test/a'],
    ['https://acme.test/a#part', 'https://acme.test/a'],
    ['https://app.acme.test/#/deal/1', 'https://app.acme.test#/deal/1'],
    ['https://app.acme.test/#!/deal/1', 'https://app.acme.test#!/deal/1'],
    ['https://acme.test/a/../b/./c', 'https://acme.test/b/c'],
    ['https://acme.test/?', 'https://acme.test'],
    ['https://bücher.test/a', 'https://xn--bcher-kva.test/a'],
    ['https://acme.test/a b', 'https://acme.test/a%20b'],
    ['https://acme.test/lo\nng', 'https://acme.test/long'],
    [' mailto:jane@prospect.test ', 'mailto:jane@prospect.test'],
    ['tel:+491234', 'tel:+491234'],
    ['', ''],
  ])('%s', (href, expected) => {
    expect(canonical(href)).toBe(expected);
  });

  it('drops tracking parameters and keeps the rest as written', () => {
    expect(canonical('https://acme.test/a?utm_source=x&b=%7e+1&UTM_Medium=y&c&&gclid=1&d=a%2Cb')).toBe(
      'https://acme.test/a?b=%7e+1&c&&d=a%2Cb',
    );
    expect(canonical('https://acme.test/?utm%5Fsource=x')).toBe('https://acme.test');
    expect(canonical('https://acme.test/?fbclid=x#top')).toBe('https://acme.test');
    expect(canonical('https://acme.test/ä?_hsenc=x&mc_eid=y&z=1')).toBe('https://acme.test/%C3%A4?z=1');
  });

  it('keeps what tells two destinations apart', () => {
    const links = ['?id=1', '?id=2', '?utmost=1', '?ref=jane', '?source=x', '?mc=1', '?s=1', '?campaign=1'];
    const results = links.map((query) => canonical(`https://acme.test/a${query}`));
    expect(new Set(results).size).toBe(links.length);
    expect(results.map((link) => link.slice('https://acme.test/a'.length))).toEqual(links);
  });

  /** Web-like text with everything that has ever upset a URL parser. */
  const hostile = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          'http',
          's',
          '://',
          'HTTPS://',
          'www.',
          'acme',
          '.test',
          '.',
          '/',
          '//',
          '..',
          '?',
          '&',
          '=',
          '#',
          '#/',
          '%',
          '%2e',
          '%25',
          '@',
          ':',
          ':443',
          ':80',
          ':8080',
          'utm_source=x',
          'gclid',
          '[',
          ']',
          '::1',
          '0x7f.1',
          '1.2.3',
          'xn--',
          '--',
          '\\',
          '\n',
          '\t',
          ' ',
          "'",
          '"',
          '<',
          '|',
          'ä',
          '。',
          '\ud800',
          '+',
          '*',
          'javascript:',
        ),
        fc.string({ maxLength: 4 }),
      ),
      { maxLength: 14 },
    )
    .map((pieces) => pieces.join(''));

  it('is idempotent', () => {
    fc.assert(
      fc.property(
        fc.oneof(hostile, fc.webUrl({ withFragments: true, withQueryParameters: true })),
        (href) => {
          const once = canonical(href);
          expect(canonical(once)).toBe(once);
        },
      ),
      { numRuns: 20_000 },
    );
  });

  it('reads a plain link as the URL standard does', () => {
    const path = fc.stringMatching(/^(?:\/[A-Za-z0-9._~!$&()*+,;=:@%-]{0,6}){0,4}$/);
    const query = fc.stringMatching(/^[A-Za-z0-9._~!$&()*+,;=:@%/?-]{0,12}$/);
    const host = fc.stringMatching(/^[a-z0-9.-]{1,12}\.[a-z]{2,4}$/);
    fc.assert(
      fc.property(host, path, query, (name, rest, search) => {
        const href = `https://${name}${rest}?${search}`;
        if (!URL.canParse(href) || name.startsWith('www.') || /utm|[_g]|mkt|cid/i.test(search)) return;
        const url = new URL(href);
        expect(canonical(href)).toBe(
          `https://${url.host}${url.pathname.replace(/\/{1,99}$/, '')}${url.search}`,
        );
      }),
      { numRuns: 10_000 },
    );
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.oneof(hostile, fc.string({ maxLength: 300 }), fc.string({ unit: 'binary', maxLength: 60 })),
        (text) => {
          expect(typeof destination(text)).toBe('string');
          expect(destination(text)).toBe(canonical(unwrap(text).url));
        },
      ),
      { numRuns: 10_000 },
    );
  });

  it('never throws on wrappers with hostile contents', () => {
    const wrappers = fc.constantFrom(
      'https://x.safelinks.protection.outlook.com/?url=',
      'https://urldefense.com/v3/__',
      'https://urldefense.com/v3/__https://a.test/**',
      'https://urldefense.com/v2/url?u=',
      'https://secure-web.cisco.com/1/',
      'https://e.acme.test/c/eJ',
      'https://e.acme.test/e/c/eyJ',
      'https://mandrillapp.com/track/click/1/a.test?p=eyJ',
      'https://x.salesloftlinks.com/t/1/c/u/',
      'https://click.pstmrk.it/2s/',
      'https://eu.protection.sophos.com/?u=',
      'https://url.avanan.click/v2/___',
    );
    fc.assert(
      fc.property(
        wrappers,
        hostile,
        fc.constantFrom('', '__;', '!!a!b$', '___.', '/x'),
        (start, inside, end) => {
          expect(typeof destination(start + inside + end).length).toBe('number');
        },
      ),
      { numRuns: 10_000 },
    );
  });

  it('takes a link of a megabyte in its stride', () => {
    for (const filler of ['a', '/', '%', '&utm_x', '.', '..', '*', '-', '?', '#'])
      expect(
        destination(`https://urldefense.com/v3/__https://acme.test/${filler.repeat(200_000)}`).length,
      ).toBeGreaterThan(0);
  });
});
