/**
 * A compose box for the sandbox's page: fields, editor, signature and buttons nested and named as Gmail's are, written by us.
 * It minimises, closes, goes to full screen by being drawn anew, and is popped out into a window of its own.
 */

export const COMPOSE_STYLE = `
  .dw { position: fixed; right: 410px; bottom: 0; z-index: 3; display: flex; gap: 12px; align-items: flex-end; }
  .dw.full { inset: 24px 420px 24px 24px; } .dw.full .nH.Hd { width: 100%; }
  .nH.Hd { width: 500px; background: #fff; border-radius: 8px 8px 0 0; box-shadow: 0 8px 24px rgb(0 0 0 / 25%); }
  .Hd .Hy { display: flex; gap: 8px; padding: 8px 12px; background: #f2f6fc; border-radius: 8px 8px 0 0; font-weight: 500; }
  .Hd .Hy span { flex: 1; } .Hd .aoI { padding: 0 12px; }
  .Hd input:not([type=hidden]) { width: 100%; border: 0; border-bottom: 1px solid #eee; padding: 8px 0; outline: none; font: inherit; }
  .Hd .GP { height: 300px; overflow: auto; } .Hd .Am { min-height: 280px; outline: none; padding-top: 8px; }
  .Hd .HE { padding: 8px 0 12px; } .Hd .T-I { display: inline-block; padding: 8px 20px; border-radius: 18px; background: #0b57d0; color: #fff; }
`;

/** Page script; `el` is the page's own. `openCompose({ reply })` opens one more box. */
export const COMPOSE_SCRIPT = `
const dock = el('div', { class: 'nH dw' }); document.body.append(dock);
function openCompose({ reply = '', text = null } = {}) {
  const editor = el('div', { class: 'Am Al editable', role: 'textbox', 'aria-multiline': 'true', 'aria-label': 'Message Body', g_editable: 'true', contenteditable: 'true', tabindex: '1' });
  if (text) editor.append(...text);
  else editor.append(el('div', {}, el('br', {})), el('div', { class: 'gmail_signature', 'data-smartmail': 'gmail_signature' }, el('div', {}, 'Jo Park'), el('div', {}, 'Call me? ', el('a', { href: 'https://tallyhouse.example/team' }, 'tallyhouse.example'))));
  if (reply && !text) editor.append(el('div', { class: 'gmail_quote' }, 'On Monday somebody wrote: Shall I send you the report? ', el('a', { href: 'https://else.example/x' }, 'a link')));
  const button = (label, act) => { const node = el('img', { alt: label, 'aria-label': label, role: 'button', tabindex: '1', width: '16', height: '16' }); node.onclick = act; return node; };
  const body = el('div', { class: 'aoI', role: 'region', 'aria-label': 'New Message' },
    el('form', {}, el('input', { name: 'to', tabindex: '1', 'aria-label': 'To' }), el('input', { name: 'subjectbox', tabindex: '1', 'aria-label': 'Subject', placeholder: 'Subject' }), el('input', { type: 'hidden', name: 'composeid', value: '1' }), el('input', { type: 'hidden', name: 'rt', value: reply })),
    el('table', { style: 'width:100%' }, el('tbody', {}, el('tr', {}, el('td', { class: 'GQ' }, el('div', { class: 'GP' }, el('div', { class: 'Ar Au' }, editor)))), el('tr', {}, el('td', { class: 'HE' }, el('div', { class: 'T-I', role: 'button', tabindex: '1' }, 'Send'))))));
  const box = el('div', { class: 'nH Hd', role: 'dialog', 'aria-label': 'New Message' }, el('div', { class: 'nH Hy' }, el('span', {}, 'New Message'),
    button('Minimize', () => { body.style.display = body.style.display === 'none' ? '' : 'none'; }),
    button('Full screen', () => { dock.classList.toggle('full'); const kept = [...editor.childNodes]; box.remove(); openCompose({ reply, text: kept }); }),
    button('Pop-out', () => { const win = open('/mail/u/0/?view=cm', '_blank', 'width=640,height=560'); box.remove(); return win; }),
    button('Save & close', () => box.remove())), body);
  box.addEventListener('keydown', (event) => { if (event.key === 'Escape') box.remove(); });
  dock.append(box); editor.focus(); return box;
}
const compose = el('button', { type: 'button' }, 'Compose'); compose.onclick = () => openCompose(); document.querySelector('nav').prepend(compose);
if (location.search.includes('view=cm')) openCompose();
`;
