import { describe, expect, it } from 'vitest';
import { readList, readMessages, readPage } from '../../../lib/gmail/page';
import { conditionOf, describeHealth } from '../../../lib/gmail/probes';
import { ACCOUNT, dom, threadView } from './dom';

const HEX = '17b79f50c14b98d2';
const DECIMAL = BigInt(`0x${HEX}`).toString();
const OTHER = '16f438e906b36dac';
/** A token that does not tell its id: begun here. */
const BEGUN = 'KtbxLvHkSWwbVHxgCbWNvXVKGjFgqMbGQq';

describe('the thread', () => {
  it.each([
    ['legacy id', `data-legacy-thread-id="${HEX}" data-thread-perm-id="thread-a:r1"`, 'good'],
    ['perm id', `data-legacy-thread-id="undefined" data-thread-perm-id="thread-f:${DECIMAL}"`, 'changed'],
  ])('is read by its %s', (_, subject, condition) => {
    const page = readPage(dom(ACCOUNT + threadView(subject, [])), `#sent/${BEGUN}`);
    expect(page).toMatchObject({ account: 'sam@seller.example', shows: 'thread', threadId: HEX });
    expect(conditionOf(page.health)).toBe(condition);
  });

  it('is the route’s where the drawn one contradicts it: Gmail has not drawn yet', () => {
    const before = dom(ACCOUNT + threadView(`data-legacy-thread-id="${OTHER}"`, []));
    expect(readPage(before, `#sent/${HEX}`).threadId).toBe(HEX);
  });

  it('is none of a route that does not tell, while the thread before still stands there', () => {
    const before = dom(ACCOUNT + threadView(`data-legacy-thread-id="${OTHER}"`, []));
    expect(readPage(before, `#sent/${BEGUN}`, OTHER)).toMatchObject({ shows: 'drawing', threadId: null });
    expect(readPage(before, `#sent/${BEGUN}`, HEX)).toMatchObject({ shows: 'thread', threadId: OTHER });
  });

  it('of a hidden view is not read, even if the view kept its role', () => {
    const hidden = threadView(
      `data-legacy-thread-id="${OTHER}"`,
      [],
      'role="main" style="color: red; display: none"',
    );
    const shown = threadView(`data-legacy-thread-id="${HEX}"`, []);
    expect(readPage(dom(ACCOUNT + hidden + shown), `#sent/${BEGUN}`).threadId).toBe(HEX);
    expect(readPage(dom(ACCOUNT + hidden), '#sent')).toMatchObject({ shows: 'list', threadId: null });
  });

  it('that is not synced is told from one that is not drawn', () => {
    const own = 'data-thread-perm-id="thread-a:r77" data-legacy-thread-id="undefined"';
    const page = readPage(dom(ACCOUNT + threadView(own, [])), `#sent/${BEGUN}`);
    expect(page).toMatchObject({ shows: 'unsynced', threadId: null });
    expect(conditionOf(page.health)).toBe('good');
    expect(readPage(dom(`${ACCOUNT}<div role="main"></div>`), `#sent/${BEGUN}`).shows).toBe('drawing');
  });
});

describe('the account', () => {
  it('is nobody’s where two places disagree, and that is no fault of the probes', () => {
    const page = readPage(
      dom(`${ACCOUNT}<div role="main"></div>`, 'Sent - kim@seller.example - Gmail'),
      '#sent',
    );
    expect(page).toMatchObject({ account: null, disputed: true });
    expect(conditionOf(page.health)).toBe('good');
  });

  it('is not an address in a subject, and a company may name its Gmail', () => {
    const page = (title: string) => readPage(dom('<div role="main"></div>', title), '#sent').account;
    expect(page('Re - who@else.example - sam@seller.example - Tally - House Mail')).toBe(
      'sam@seller.example',
    );
    expect(page('who@else.example - Gmail')).toBeNull();
  });
});

describe('messages and rows', () => {
  it('come with their ids in hex, drafts and ids of the page’s own left out', () => {
    const messages = [
      `data-message-id="#msg-f:${DECIMAL}" data-legacy-message-id="${HEX}"`,
      'data-message-id="#msg-a:r12" data-legacy-message-id="undefined"',
    ];
    const draft = `<div data-legacy-message-id="${OTHER}"><input name="draft" value="#msg-a:r9"></div>`;
    const root = dom(`<div role="main">${threadView('', messages)}${draft}</div>`);
    expect(readMessages(root)).toEqual({
      messages: [{ id: HEX, from: 'sam@seller.example' }],
      by: 'legacy id',
    });
  });

  it('fall back on the second spelling', () => {
    const root = dom(threadView('', [`data-message-id="#msg-f:${DECIMAL}"`]));
    expect(readMessages(root)).toMatchObject({ messages: [{ id: HEX }], by: 'message id' });
    const rows = dom(
      `<div role="main"><table><tr><td><span data-thread-id="#thread-f:${DECIMAL}"></span></td></tr></table></div>`,
    );
    expect(readList(rows)).toEqual({ threads: [{ threadId: HEX, lastId: null }], by: 'row ids' });
  });

  it('of a list say which message is the last that is no draft', () => {
    const row = (last: string): string =>
      `<div role="main"><table><tr><td><span data-legacy-thread-id="${HEX}" data-legacy-last-message-id="${DECIMAL}" data-legacy-last-non-draft-message-id="${last}"></span></td></tr></table></div>`;
    expect(readList(dom(row(OTHER))).threads).toEqual([{ threadId: HEX, lastId: OTHER }]);
  });
});

describe('a Gmail that no probe knows', () => {
  it('is lost, says so without a word of the mail, and the route alone still names a thread', () => {
    const page = readPage(dom('<div><p>Secret subject</p></div>', 'Gmail'), `#sent/${HEX}`);
    expect(page).toMatchObject({ account: null, threadId: HEX });
    expect(conditionOf(page.health)).toBe('lost');
    expect(describeHealth(page.health)).toBe('account: none\nmain: none\nthread: route');
  });
});
