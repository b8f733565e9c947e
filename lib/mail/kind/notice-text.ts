import { messageIds, type ParsedMail } from '../parse';

/** A notice apart from the copy of the message that it is about. */
export interface NoticeText {
  /** What the mail server says; at most `MAX_NOTICE` characters. */
  readonly notice: string;
  /** Headers (and perhaps the start) of the message that came back; `''` where there is none. */
  readonly returned: string;
}

const MAX_NOTICE = 30_000;
const MAX_RETURNED = 60_000;

/** Lines with which mail servers announce the returned message, or its first header where they do not. */
const COPY_BEGINS =
  /^[ \t>|*=+-]{0,80}(?:(?:this is a |here is a |a )?copy of (?:the|your) (?:first part of the )?(?:original )?message|(?:this is the |the )?original (?:message|mail) (?:follows|as (?:received|follows)|below|attached|text|headers?)|original message|below this line is (?:a copy|the original|the header)|start of returned message|returned (?:mail|message)(?: (?:follows|text|headers?))?[ \t]{0,4}[-=*:]|(?:unsent|undelivered|rejected|returned) message (?:follows|below|text|headers?)|message (?:headers?|text|body|contents?)\b.{0,30}(?:follow|below|:)|the (?:header|headers|first \d+ lines?) of the original message|(?:the )?(?:body|header) of (?:the|your) (?:original )?message|mail (?:header|contents?) follows|(?:a )?summary of the undelivered message.{0,40}follows|received: ?(?:from|by) |return-path: <|message-id: ?<|content-type: message\/rfc822|x-originating-ip: |dkim-signature: )/i;

/** Splits the text of a notice at the line where the returned message begins. */
export function splitNotice(text: string): NoticeText {
  const lines = text.slice(0, MAX_NOTICE + MAX_RETURNED).split(/\r?\n/);
  let at = 0;
  for (const [index, line] of lines.entries()) {
    // The notice proper comes first: a separator on the first line is a picture frame.
    if (index > 0 && COPY_BEGINS.test(line.slice(0, 200)) && !addressFollows(line))
      return {
        notice: lines.slice(0, index).join('\n').slice(0, MAX_NOTICE),
        returned: text.slice(at, at + MAX_RETURNED),
      };
    at += line.length + 1;
  }
  return { notice: text.slice(0, MAX_NOTICE), returned: '' };
}

/** "The message headers follow: a@b.c" is no separator. */
function addressFollows(line: string): boolean {
  return /^[^:]{0,60}recipient/i.test(line);
}

const RETURNED_PART =
  /^(?:message\/(?:rfc822|global|partial)|text\/rfc822-headers?|message\/rfc822-headers)$/;

/** Text and returned message of a notice, wherever the mail server put them. */
export function noticeText(mail: ParsedMail, fullText: string): NoticeText {
  const plain = (mail.text ?? '').trim() === '' ? fullText : (mail.text ?? '');
  // A broken Content-Type makes an attachment of the notice.
  const odd = mail.parts.find((part) => /^text\/plain\s/.test(part.type))?.text ?? null;
  const split = splitNotice(odd === null ? plain : `${odd}\n${plain}`);
  let returned = '';
  for (const part of mail.parts)
    if (part.text !== null && RETURNED_PART.test(part.type)) {
      returned = part.text.slice(0, MAX_RETURNED);
      break;
    }
  return { notice: split.notice, returned: returned === '' ? split.returned : returned };
}

/** One header of a returned message, as far as it can be read from its text; quoting marks are taken off. */
export function returnedHeader(returned: string, name: string): string | null {
  const wanted = `${name.toLowerCase()}:`;
  const lines = returned.split(/\r?\n/, 400);
  for (const [index, line] of lines.entries()) {
    const bare = line.replace(/^[ \t>|]{0,10}/, '');
    if (!bare.toLowerCase().startsWith(wanted)) continue;
    let value = bare.slice(wanted.length).trim();
    for (let next = index + 1; next < lines.length && next < index + 20; next++) {
      const more = (lines[next] ?? '').replace(/^[>|]{0,4} ?(?=[ \t])/, '');
      if (!/^[ \t]+\S/.test(more) || (value !== '' && /^[ \t>|]{0,10}[\w-]{1,40}:/.test(more))) break;
      value += ` ${more.trim()}`;
    }
    return value;
  }
  return null;
}

/** Message-IDs of the message that a notice is about. */
export function returnedIds(returned: string): string[] {
  return messageIds(returnedHeader(returned, 'message-id')).slice(0, 3);
}
