/**
 * What Gmail's page may be like beside what it is mostly: `https://mail.google.com/mail/u/0/?page=de,tokens#sent`.
 *
 * `de`, `ar`, `ja`: its language. `tokens`: addresses name threads by tokens. `begun`: threads begun by the user's own sending,
 * whose tokens do not tell their id. `unsynced`: ids of the page's own making until `sandboxSync()`. `old`: no legacy
 * ids. `broken`: nothing that any probe looks for. `slow`: threads are drawn 600 ms late. `twomains`: the hidden view keeps its
 * role. `rerender`: the list is drawn again all the time. `other`: the title names another account. Open at any time:
 * `sandboxCompanion(true)`, `sandboxCompose(400)`, `sandboxWords('de')`.
 */
export const VARIANTS = [
  'de',
  'ar',
  'ja',
  'tokens',
  'begun',
  'unsynced',
  'old',
  'broken',
  'slow',
  'twomains',
  'rerender',
  'other',
] as const;

export type Variant = (typeof VARIANTS)[number];

export function variantsOf(list: string | null): Variant[] {
  const names = (list ?? '').split(',');
  return VARIANTS.filter((name) => names.includes(name));
}

interface Words {
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  readonly sent: string;
  readonly to: string;
  readonly me: string;
  /** Before the address, and after it. */
  readonly account: readonly [string, string];
  readonly newer: string;
  readonly older: string;
  readonly side: string;
}

const WORDS: Readonly<Record<'en' | 'de' | 'ar' | 'ja', Words>> = {
  en: {
    lang: 'en',
    dir: 'ltr',
    sent: 'Sent Mail',
    to: 'To: ',
    me: 'me',
    account: ['Google Account: ', ''],
    newer: 'Newer',
    older: 'Older',
    side: 'Side panel',
  },
  de: {
    lang: 'de',
    dir: 'ltr',
    sent: 'Gesendet',
    to: 'An: ',
    me: 'mir',
    account: ['Google-Konto: Sam Dr \n(', ')'],
    newer: 'Neuer',
    older: 'Älter',
    side: 'Seitenleiste',
  },
  ar: {
    lang: 'ar',
    dir: 'rtl',
    sent: 'البريد المرسل',
    to: 'إلى: ',
    me: 'أنا',
    account: ['حساب Google: سام \n\u200f(\u202a', '\u202c)'],
    newer: 'أحدث',
    older: 'أقدم',
    side: 'اللوحة الجانبية',
  },
  ja: {
    lang: 'ja',
    dir: 'ltr',
    sent: '送信済みメール',
    to: 'To: ',
    me: '自分',
    account: ['Google アカウント: サム \n（', '）'],
    newer: '新しい',
    older: '古い',
    side: 'サイドパネル',
  },
};

export function wordsOf(variants: readonly Variant[]): Words {
  return WORDS[
    variants.includes('de') ? 'de' : variants.includes('ar') ? 'ar' : variants.includes('ja') ? 'ja' : 'en'
  ];
}

/** Page script that comes before the page's own; `data` is what the page was given. */
export const VARIANT_SCRIPT = `
const has = (name) => data.variants.includes(name);
const threads = new Map();
/* The other way round of what Gmail's addresses mean: text, base 64, base 40. */
function tokenOf(id) {
  const text = has('begun') ? 'a:r' + id : 'f:' + id, base64 = btoa(text).replace(/=+$/, '');
  let number = 0n;
  for (const ch of base64) number = number * 64n + BigInt('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'.indexOf(ch));
  let token = '';
  for (; number > 0n; number /= 40n) token = 'BCDFGHJKLMNPQRSTVWXZbcdfghjklmnpqrstvwxz'[Number(number % 40n)] + token;
  return token;
}
/* What an address names the thread by. */
function nameOf(id) {
  const name = has('tokens') || has('begun') ? tokenOf(id) : BigInt(id).toString(16);
  threads.set(name, BigInt(id).toString(16));
  return name;
}
let synced = !has('unsynced');
/* The ids of an element, as this Gmail writes them. */
function ids(kind, id) {
  const hex = BigInt(id).toString(16), mark = kind === 'message' ? '#msg-' : kind === 'row' ? '#thread-' : 'thread-';
  const own = mark + 'a:r' + id, name = kind === 'message' ? 'data-message-id' : kind === 'row' ? 'data-thread-id' : 'data-thread-perm-id';
  const legacy = kind === 'message' ? 'data-legacy-message-id' : 'data-legacy-thread-id';
  if (!synced) return { [name]: own, [legacy]: 'undefined' };
  return { [name]: has('begun') ? own : mark + 'f:' + id, ...(has('old') ? {} : { [legacy]: hex }) };
}
function scrub() {
  if (!has('broken')) return;
  document.title = 'Gmail';
  for (const node of document.body.querySelectorAll('*')) for (const { name } of [...node.attributes]) if (name !== 'id' && name !== 'style' && name !== 'onclick') node.removeAttribute(name);
}
window.sandboxCompanion = (on) => {
  document.getElementById('companion')?.remove();
  if (on) document.querySelector('[role=complementary]').before(el('div', { id: 'companion', style: 'width:300px;height:600px' }, 'Calendar'));
  document.querySelector('.rail').style.cssText = on ? 'width:356px;display:flex;justify-content:flex-end' : '';
  document.querySelector('[role=complementary]').style.width = '56px';
};
window.sandboxCompose = (height) => {
  document.getElementById('moles')?.remove();
  if (height > 0) document.body.append(el('div', { class: 'dw', id: 'moles' }, el('div', { class: 'no' }, el('div', { class: 'nH', role: 'dialog', style: 'position:fixed;bottom:0;inset-inline-end:80px;width:500px;background:#fff;z-index:6;height:' + height + 'px' }, el('form', {}, el('input', { name: 'subjectbox' }))))));
};
`;
