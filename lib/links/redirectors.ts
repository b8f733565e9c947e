import { type LinkParts, param } from './parts';
import type { Found, Wrapper } from './wrapper';

const redirect =
  (path: string, ...names: string[]) =>
  (parts: LinkParts): Found | null => {
    if (!parts.path.startsWith(path)) return null;
    for (const name of names) {
      const to = param(parts, name);
      if (to !== null && /^https?:/i.test(to)) return { to };
    }
    return null;
  };

const redirector = (family: string, read: Wrapper['read']): Wrapper => ({ family, role: 'redirector', read });

const google = redirector('google', redirect('/url', 'q', 'url'));

/** Redirects that belong neither to sender nor to recipient: what a webmail or a page puts around a link. */
export const REDIRECTORS: Readonly<Record<string, Wrapper>> = {
  'l.facebook.com': redirector('facebook', redirect('/l.php', 'u')),
  'lm.facebook.com': redirector('facebook', redirect('/l.php', 'u')),
  'linkedin.com': redirector('linkedin', redirect('/', 'url')),
  'slack-redir.net': redirector('slack', redirect('/link', 'url')),
  'youtube.com': redirector('google', redirect('/redirect', 'q')),
  // GMX and web.de put this around every link of a message they show.
  'deref-mail.com': redirector('deref', redirect('/', 'redirectUrl')),
  'deref-gmx.net': redirector('deref', redirect('/', 'redirectUrl')),
  'deref-web.de': redirector('deref', redirect('/', 'redirectUrl')),
};

/** Google's own redirect (`www.google.<country>/url?q=`), which Gmail's page puts around links. */
export function googleRedirect(host: string): Wrapper | null {
  return /^(?:www\.)?google\.(?:com|[a-z]{2}|com?\.[a-z]{2})$/.test(host) ? google : null;
}
