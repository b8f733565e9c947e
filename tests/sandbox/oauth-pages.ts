/** The pages a person sees while signing in: shaped like Google's, written by us. */

export function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeText(title)} - Google Accounts</title>
<style>body{font:16px/1.5 Roboto,Arial,sans-serif;color:#202124;margin:10vh auto;max-width:440px;padding:0 24px}h1{font-weight:400;font-size:24px}ul{list-style:none;padding:0}li{padding:10px 0;border-bottom:1px solid #dadce0}button{font:inherit;padding:8px 24px;border-radius:20px;border:1px solid #747775;background:#fff;margin-right:12px}button[value=allow]{background:#0b57d0;color:#fff;border-color:#0b57d0}small{color:#5f6368}</style>
</head><body><small>Sign in with Google (sandbox)</small><h1>${escapeText(title)}</h1>${body}</body></html>`;
}

export function errorPage(status: number, code: string, title: string, detail: string): string {
  return page(title, `<p>${escapeText(detail)}</p><p><b>Error ${status}: ${escapeText(code)}</b></p>`);
}

/** "Choose an account": each leads to the consent page. */
export function chooserPage(accounts: readonly string[], query: URLSearchParams): string {
  const rows = accounts.map((account) => {
    const next = new URLSearchParams(query);
    next.set('login_hint', account);
    next.set('prompt', 'consent');
    return `<li><a href="/o/oauth2/v2/auth?${escapeText(next.toString())}" data-identifier="${escapeText(account)}">${escapeText(account)}</a></li>`;
  });
  return page(
    accounts.length === 0 ? 'Sign in' : 'Choose an account',
    accounts.length === 0 ? '<p>No account is signed in in this sandbox.</p>' : `<ul>${rows.join('')}</ul>`,
  );
}

/** The consent page, one tick a scope. */
export function consentPage(account: string, query: URLSearchParams, scopes: readonly string[]): string {
  const ticks = scopes.map(
    (scope) =>
      `<li><label><input type="checkbox" name="grant" value="${escapeText(scope)}" checked> ${escapeText(scope)}</label></li>`,
  );
  return page(
    'Plumbline wants access to your Google Account',
    `<p>${escapeText(account)}</p><form method="post" action="/o/oauth2/decision"><input type="hidden" name="account" value="${escapeText(account)}"><input type="hidden" name="query" value="${escapeText(query.toString())}"><ul>${ticks.join('')}</ul><p><button name="decision" value="deny">Cancel</button><button name="decision" value="allow">Continue</button></p></form>`,
  );
}
