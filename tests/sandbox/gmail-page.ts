import { COMPOSE_SCRIPT, COMPOSE_STYLE } from './compose-box';

/** A Gmail-shaped page: nesting, roles and attributes as Gmail has them, written by us. */
import type { Mailbox } from './mailbox';
import { firstText, headerOf } from './mime';
import { VARIANT_SCRIPT, type Variant, wordsOf } from './page-variants';
import { personOf } from './views';

export interface PageRow {
  /** Decimal thread id. */
  readonly id: string;
  readonly subject: string;
  readonly to: { readonly address: string; readonly name: string };
  readonly date: string;
  /** Decimal id of the last message that is no draft. */
  readonly last: string;
}

export interface PageThread extends PageRow {
  readonly messages: readonly {
    /** Decimal message id. */
    readonly id: string;
    readonly from: string;
    readonly name: string;
    readonly to: { readonly address: string; readonly name: string };
    readonly date: string;
    readonly text: string;
  }[];
}

/** Rows a list shows, as Gmail does. */
export const PAGE_ROWS = 50;

const decimal = (hex: string): string => BigInt(`0x${hex}`).toString();
const dateText = (at: number): string => new Date(at).toUTCString().slice(5, 22);

function rowOf(mailbox: Mailbox, threadId: string): PageRow | null {
  const messages = mailbox.thread(threadId);
  const [first] = messages;
  const last = messages.at(-1);
  const sent = messages.find((message) => message.labels.has('SENT')) ?? first;
  if (first === undefined || last === undefined || sent === undefined) return null;
  return {
    id: decimal(threadId),
    subject: headerOf(first.headers, 'subject'),
    to: personOf(sent, 'to'),
    date: dateText(last.at),
    last: decimal((messages.findLast(({ labels }) => !labels.has('DRAFT')) ?? last).id),
  };
}

/** The Sent list: threads with a sent message, the last sent first. */
export function threadList(mailbox: Mailbox, start: number): { rows: PageRow[]; more: boolean } {
  const ids = new Set<string>();
  for (const message of mailbox.list())
    if (message.labels.has('SENT') && !message.labels.has('TRASH')) {
      ids.add(message.threadId);
      if (ids.size > start + PAGE_ROWS) break;
    }
  const rows = [...ids].slice(start, start + PAGE_ROWS).flatMap((id) => rowOf(mailbox, id) ?? []);
  return { rows, more: ids.size > start + PAGE_ROWS };
}

/** One thread as the page draws it. @throws Error for an id without messages */
export function threadOf(mailbox: Mailbox, id: string): PageThread {
  const row = rowOf(mailbox, id);
  if (row === null) throw new Error(`The mailbox of ${mailbox.address} has no thread ${id}.`);
  const messages = mailbox.thread(id).map((message) => {
    const { address, name } = personOf(message, 'from');
    return {
      id: decimal(message.id),
      from: address,
      name,
      to: personOf(message, 'to'),
      date: dateText(message.at),
      text: firstText(mailbox.mime(message)),
    };
  });
  return { ...row, messages };
}

const STYLE = `
  body { margin: 0; font: 14px/1.4 Roboto, Arial, sans-serif; color: #202124; background: #f6f8fc; }
  header { height: 64px; display: flex; align-items: center; gap: 24px; padding: 0 16px; }
  header b { font-size: 22px; font-weight: 400; color: #5f6368; }
  header input { flex: 1; max-width: 720px; height: 46px; border: 0; border-radius: 24px; background: #eaf1fb; padding: 0 20px; }
  .gb_B { width: 32px; height: 32px; border-radius: 50%; background: #7b61ff; margin-left: auto; margin-right: 48px; }
  .body { display: flex; height: calc(100vh - 64px); }
  nav { width: 200px; padding: 8px 16px; }
  nav a { display: block; padding: 6px 14px; border-radius: 16px; color: #202124; text-decoration: none; }
  nav a[href="#sent"] { background: #d3e3fd; font-weight: 700; }
  .main { flex: 1; overflow: auto; background: #fff; border-radius: 16px; }
  table { width: 100%; border-collapse: collapse; }
  tr.zA td { padding: 9px 12px; border-bottom: 1px solid #f0f1f3; cursor: pointer; white-space: nowrap; }
  h2.hP { font-weight: 400; font-size: 22px; margin: 18px 72px; }
  .adn { margin: 12px 72px; padding-bottom: 18px; border-bottom: 1px solid #f0f1f3; white-space: pre-wrap; max-width: 640px; }
  .gE { display: flex; gap: 8px; color: #5f6368; margin-bottom: 8px; }
  .gD { font-weight: 700; color: #202124; }
  .rail { width: 56px; }
  .pager { text-align: right; padding: 8px 12px; }
  .pager button { border: 0; background: none; font-size: 18px; cursor: pointer; }
`;

/** Page script: no innerHTML, so that it also runs under Trusted Types. Views are hidden, never removed, as in Gmail. */
const SCRIPT = `
const data = JSON.parse(document.getElementById('sandbox').textContent);
const el = (tag, attributes, ...children) => { const node = document.createElement(tag); for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value); node.append(...children); return node; };
const hex = (id) => BigInt(id).toString(16);
const base = /^\\/mail\\/u\\/\\d+\\//.exec(location.pathname)?.[0] ?? '/mail/u/0/';
const ask = (query) => fetch(base + '?' + query).then((answer) => answer.ok ? answer.json() : null);
${VARIANT_SCRIPT}
const list = document.getElementById('view-list'), view = document.getElementById('view-thread');
const heading = document.querySelector('h2.hP');
let start = 0, drawn = 0, rows = data.list;
const row = (thread) => { const id = hex(thread.id), last = hex(thread.last);
  const tr = el('tr', { class: 'zA yO', role: 'row', tabindex: '-1' }, el('td', { class: 'yX xY' }, data.words.to, el('span', { class: 'yP', email: thread.to.address, name: thread.to.name }, thread.to.name)),
    el('td', { class: 'xY a4W' }, el('span', { class: 'bog' }, el('span', { ...ids('row', thread.id), 'data-legacy-last-message-id': last, 'data-legacy-last-non-draft-message-id': last }, thread.subject))), el('td', { class: 'xW xY' }, thread.date));
  tr.onclick = () => { location.hash = '#sent/' + nameOf(thread.id); }; return tr; };
const message = (entry) => el('div', { role: 'listitem', 'aria-expanded': 'true' }, el('div', { class: 'adn ads', ...ids('message', entry.id) },
  el('div', { class: 'gE iv gt' }, el('span', { class: 'gD', email: entry.from, name: entry.name }, entry.name), el('span', { class: 'hb' }, 'to ', el('span', { class: 'g2', email: entry.to.address, name: entry.to.address === data.account ? data.words.me : entry.to.name }, entry.to.name)), el('span', { class: 'g3', title: entry.date }, entry.date)), el('div', { class: 'ii gt' }, el('div', { class: 'a3s aiL' }, entry.text))));
function drawList() {
  document.getElementById('rows').replaceChildren(...rows.rows.map(row));
  document.getElementById('newer').disabled = start === 0; document.getElementById('older').disabled = !rows.more;
}
async function turn(by) { start = Math.max(0, start + by); rows = await ask('sandbox=list&start=' + start); drawList(); }
function show(thread) {
  const on = thread ? view : list, off = thread ? list : view;
  off.style.display = 'none'; if (!has('twomains')) off.removeAttribute('role'); on.style.display = ''; on.setAttribute('role', 'main');
  if (thread) {
    const title = heading; title.textContent = thread.subject;
    for (const [name, value] of Object.entries(ids('thread', thread.id))) title.setAttribute(name, value);
    document.getElementById('messages').replaceChildren(...thread.messages.map(message));
  }
  document.title = (thread ? thread.subject : data.words.sent) + ' - ' + (has('other') ? 'someone.else@seller.example' : data.account) + ' - Gmail'; scrub();
}
async function route() {
  const name = /^#\\w+\\/([A-Za-z0-9]{10,})/.exec(location.hash)?.[1], token = threads.get(name) ?? name, turn = ++drawn;
  const thread = token ? await ask('sandbox=thread&th=' + token) : null;
  if (thread && has('slow')) await new Promise((drawnLate) => setTimeout(drawnLate, 600));
  if (turn === drawn) show(thread);
}
document.getElementById('newer').onclick = () => turn(-50); document.getElementById('older').onclick = () => turn(50);
window.sandboxSync = () => { synced = true; drawList(); route(); };
if (has('rerender')) setInterval(drawList, 200);
drawList(); addEventListener('hashchange', route); if (!location.hash) location.hash = '#sent'; route();
`;

export function gmailPage(
  account: string,
  list: { readonly rows: readonly PageRow[]; readonly more: boolean },
  variants: readonly Variant[] = [],
): string {
  const words = wordsOf(variants);
  // "<" inside the JSON could end the script element.
  const data = JSON.stringify({ account, list, variants, words }).replace(/</g, '\\u003c');
  return `<!doctype html><html lang="${words.lang}" dir="${words.dir}"><head><meta charset="utf-8"><title>${words.sent} - ${account} - Gmail</title><style>${STYLE}${COMPOSE_STYLE}</style></head>
<body class="aAU"><div class="nH"><header role="banner" id="gb"><b>Gmail</b><input aria-label="Search mail" placeholder="Search mail"><a class="gb_B" role="button" href="#" aria-label="${words.account.join(account)}"></a></header>
<div class="body nH aqk"><nav role="navigation"><a href="#inbox">Inbox</a><a href="#sent">${words.sent}</a><a href="#drafts">Drafts</a></nav>
<div class="main nH bkK"><div class="nH oy8Mbf" id="view-list" role="main"><div class="pager"><button id="newer" aria-label="${words.newer}">‹</button><button id="older" aria-label="${words.older}">›</button></div><table class="F cf zt" role="grid"><tbody id="rows"></tbody></table></div>
<div class="nH oy8Mbf" id="view-thread" style="display:none"><div class="ha"><h2 class="hP" tabindex="-1"></h2></div><div role="list" id="messages"></div></div></div>
<div class="rail nH"><div role="complementary" aria-label="${words.side}"></div></div></div></div>
<script type="application/json" id="sandbox">${data}</script><script>${SCRIPT}${COMPOSE_SCRIPT}</script></body></html>`;
}
