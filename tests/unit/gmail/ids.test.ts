import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressIn, hexId, isOwnId, mailboxPath, readRoute, threadOfToken } from '../../../lib/gmail/ids';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const TOKEN = 'BCDFGHJKLMNPQRSTVWXZbcdfghjklmnpqrstvwxz';

function tokenOf(text: string): string {
  let number = 0n;
  for (const ch of btoa(text).replace(/=+$/, '')) number = number * 64n + BigInt(LETTERS.indexOf(ch));
  let token = '';
  for (; number > 0n; number /= 40n) token = (TOKEN[Number(number % 40n)] ?? '') + token;
  return token;
}

const serverId = fc.bigInt({ min: 10n ** 17n, max: 2n ** 63n - 1n });

describe('ids', () => {
  it('are hex in every spelling', () => {
    fc.assert(
      fc.property(serverId, (id) => {
        const hex = id.toString(16);
        for (const spelling of [hex, `thread-f:${id}`, `#msg-f:${id}`, `#thread-f:${id}`, `f:${id}`])
          expect(hexId(spelling)).toBe(hex);
        expect(threadOfToken(tokenOf(`f:${id}`))).toBe(hex);
        expect(readRoute(`#sent/${tokenOf(`f:${id}`)}?compose=new`)).toEqual({
          view: 'sent',
          token: tokenOf(`f:${id}`),
          threadId: hex,
        });
      }),
    );
  });

  it('of the page’s own making are none of the server’s', () => {
    for (const id of ['', 'undefined', 'null', '#msg-a:r123456789012', 'thread-a:r-99', 'a:mmiai-r1'])
      expect(hexId(id)).toBeNull();
    expect(isOwnId('#msg-a:r123456789012')).toBe(true);
    expect(isOwnId('#msg-f:1709009752799549650')).toBe(false);
    expect(threadOfToken(tokenOf('a:r2920100187541125030'))).toBeNull();
  });

  it('never throw, whatever an attribute or address holds', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        const id = hexId(text);
        expect(id === null || /^[0-9a-f]+$/.test(id)).toBe(true);
        const route = readRoute(text);
        expect(route.threadId === null || route.token !== null).toBe(true);
        threadOfToken(text);
        expect(mailboxPath(text)).toMatch(/^\/mail\//);
      }),
    );
  });
});

describe('routes', () => {
  it.each([
    ['', '', null],
    ['#sent', 'sent', null],
    ['#sent/p2', 'sent', null],
    ['#sent/17b79f50c14b98d2', 'sent', '17b79f50c14b98d2'],
    ['#search/1234567890', 'search', null],
    ['#search/from%3Ame/17b79f50c14b98d2', 'search', '17b79f50c14b98d2'],
    ['#label/Outreach%2FQ3/17b79f50c14b98d2', 'label', '17b79f50c14b98d2'],
    ['#label/2024102030', 'label', null],
    ['#settings/17b79f50c14b98d2', 'settings', null],
    ['#inbox?compose=CllgCJqXnbpdLQ', 'inbox', null],
  ])('%s', (hash, view, threadId) => {
    expect(readRoute(hash)).toMatchObject({ view, threadId });
  });

  it('keep the mailbox’s own path, delegated or not', () => {
    expect(mailboxPath('/mail/u/3/')).toBe('/mail/u/3/');
    expect(mailboxPath('/mail/u/0')).toBe('/mail/u/0/');
    expect(mailboxPath('/mail/b/AB_c/u/0/d/xYz/')).toBe('/mail/b/AB_c/u/0/d/xYz/');
    expect(mailboxPath('/mail/')).toBe('/mail/u/0/');
  });
});

it('an address is found between marks of writing direction', () => {
  expect(addressIn('حساب Google: سام \n\u200f(\u202aSam@Seller.example\u202c)')).toBe('sam@seller.example');
  expect(addressIn('no address here @ all')).toBeNull();
});
