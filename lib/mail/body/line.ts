import type { LinkPlace } from '../../facts/message';

export interface LineLink {
  readonly text: string;
  readonly href: string;
  /** Offset in the line's text. */
  readonly at: number;
}

/** One line of a body as the reader sees it. */
export interface Line {
  text: string;
  place: LinkPlace;
  readonly links: LineLink[];
  /** The mail program's own mark says that everything from here on is the message that is answered. */
  readonly cut: boolean;
}

export function newLine(text: string, place: LinkPlace = 'body', cut = false): Line {
  return { text, place, links: [], cut };
}

const URL_IN_TEXT = /https?:\/\/[^\s<>"'\])|]{3,2000}/gi;

/** Adds the addresses that stand bare in the text: mail programs make links of them. */
export function addBareLinks(line: Line): void {
  if (!line.text.includes('://')) return;
  for (const match of line.text.matchAll(URL_IN_TEXT)) {
    const start = match.index;
    const carried = line.links.some(
      (link) => start >= link.at && start < link.at + Math.max(1, link.text.length),
    );
    if (!carried) line.links.push({ text: '', href: match[0].replace(/[.,;:!?*_]{1,10}$/, ''), at: start });
  }
  if (line.links.length > 1) line.links.sort((a, b) => a.at - b.at);
}
