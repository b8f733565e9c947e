import type { Link, LinkPlace } from '../../facts/message';
import { readLink } from '../../links/destination';
import { markEndings } from './endings';
import { htmlLines } from './html';
import { addBareLinks, type Line, newLine } from './line';
import { markQuotes } from './quotes';

/** What the author of a message wrote, apart from what the mail program added. */
export interface Body {
  /** Own words: no quotes, no forwarded parts, no signature, no footer. */
  readonly text: string;
  readonly links: readonly Link[];
  /** Everything a reader sees, quotes and all. */
  readonly full: string;
  /** The message without quotes and forwarded parts, signature and footer still in it. */
  readonly reply: string;
  /** Whether it quotes or forwards another message. */
  readonly quotes: boolean;
}

/** Longer bodies are cut here: a rate needs no more of them, and no mail may take long to read. */
const MAX_BODY = 2_000_000;
const MAX_LINES = 50_000;

export function textLines(text: string): Line[] {
  const lines: Line[] = [];
  for (const raw of text.slice(0, MAX_BODY).split(/\r\n|\n|\r/, MAX_LINES)) {
    const line = newLine(raw.replace(/[\u200b\ufeff]/g, ''));
    addBareLinks(line);
    lines.push(line);
  }
  return lines;
}

/** Words of a sender who offers a way out. A person who asks to be left alone has no such link and no such offer. */
const OPT_OUT_WORD =
  /\b(?:unsubscribe|opt[ -]?out|manage (?:your )?(?:e-?mail )?preferences|e-?mail preferences|abmelden|abbestellen|austragen|désabonner|désinscri\w{2,6}|darse de baja|cancelar (?:la |su )?suscripción|disiscri\w{2,6}|annulla(?:re)? (?:l')?iscrizione|uitschrijven|afmelden|cancelar (?:a )?(?:inscrição|assinatura)|descadastr\w{2,4}|wypisz|zrezygnuj)\b|退订|取消订阅|配信停止/iu;
const OPT_OUT_OFFER =
  /\b(?:if you (?:no longer|do not|don't|would(?: rather)? (?:not|prefer)|'d rather)\b.{0,80}(?:receive|hear|e-?mails?|contact)|to (?:unsubscribe|opt[ -]?out|stop receiving)\b|(?:click|reply|respond|let me know)\b.{0,60}\b(?:unsubscribe|opt[ -]?out|stop|remove)|wenn sie keine.{0,80}(?:erhalten|wünschen)|si vous ne souhaitez plus|si no (?:desea|quiere) (?:recibir|seguir)|se non (?:desideri|vuoi)|als u geen.{0,60}(?:ontvangen|wilt)|se não (?:deseja|quiser))/iu;

function isOptOut(line: Line): boolean {
  const text = line.text.length > 1000 ? line.text.slice(0, 1000) : line.text;
  if (line.links.length === 0) return OPT_OUT_WORD.test(text) && OPT_OUT_OFFER.test(text);
  if (
    line.links.some(
      (link) => OPT_OUT_WORD.test(link.text) || /unsubscribe|optout|opt-out/i.test(link.href.slice(0, 2000)),
    )
  )
    return text.length < 400;
  return OPT_OUT_WORD.test(text) && text.length < 400;
}

/**
 * Reads a body. HTML wins where there is one: it knows its links and its quotes.
 * @param wantLinks false for mail whose links nobody keeps (all received mail): resolving them takes its time
 */
export function readBody(
  mail: { readonly text: string | null; readonly html: string | null },
  wantLinks = true,
): Body {
  const html = mail.html?.slice(0, MAX_BODY) ?? '';
  const fromHtml = html.trim() === '' ? [] : htmlLines(html);
  const empty = fromHtml.every((line) => line.text === '' && line.links.length === 0);
  const lines = empty ? textLines(mail.text ?? '') : fromHtml;
  const full = textOf(lines);
  markQuotes(lines);
  const reply = textOf(lines, (place) => place !== 'quote');
  markEndings(lines);
  // Most mail offers no way out: one look at the whole spares a look at every line.
  if (OPT_OUT_WORD.test(full) || /unsubscribe|opt-?out/i.test(html))
    for (const line of lines) if (line.place === 'body' && isOptOut(line)) line.place = 'unsubscribe';
  return {
    ...ownWords(lines, wantLinks),
    full,
    reply,
    quotes: lines.some((line) => line.place === 'quote' && line.text !== ''),
  };
}

function textOf(lines: readonly Line[], wanted: (place: LinkPlace) => boolean = () => true): string {
  let text = '';
  for (const line of lines) if (wanted(line.place)) text += `${line.text.trimEnd()}\n`;
  return text.trim();
}

function ownWords(lines: readonly Line[], wantLinks: boolean): { text: string; links: Link[] } {
  let text = '';
  const offsets = new Map<Line, number>();
  for (const line of lines) {
    if (line.place !== 'body') continue;
    const words = line.text.trimEnd();
    if (words.trim() === '' && (text === '' || text.endsWith('\n\n\n'))) continue;
    // The first line loses its indent, so that offsets count from the first letter.
    const indent = text === '' ? words.length - words.trimStart().length : 0;
    offsets.set(line, text.length - indent);
    text += `${words.slice(indent)}\n`;
  }
  text = text.trimEnd();
  const links: Link[] = [];
  if (!wantLinks) return { text, links };
  for (const line of lines)
    for (const link of line.links) {
      if (!/^https?:/i.test(link.href)) continue;
      const start = offsets.get(line);
      links.push({
        text: link.text,
        href: link.href,
        ...readLink(link.href),
        place: line.place === 'body' && OPT_OUT_WORD.test(link.text) ? 'unsubscribe' : line.place,
        offset: start === undefined ? null : Math.min(start + link.at, text.length),
      });
    }
  return { text, links };
}
