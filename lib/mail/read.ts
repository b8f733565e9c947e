import type { Address, Message, SendingTool } from '../facts/message';
import { readBody } from './body/body';
import { findGateways } from './gateways';
import { readKind } from './kind/kind';
import { isLabelledSent, isSpam } from './labels';
import { header, type ParsedMail } from './parse';

export interface MailRead {
  readonly message: Message;
  /** The author's own words, for received mail too: for the caller's eyes, not for storing. */
  readonly text: string;
}

function sendingTool(mail: ParsedMail): SendingTool | null {
  if (/^true$/i.test(header(mail, 'x-outreach-sent')?.trim() ?? ''))
    return { name: 'Outreach', campaign: null, step: null };
  return null;
}

/**
 * A parsed message becomes a fact.
 * @param account the own address of the mailbox
 * @param isOwn whether an address is one of the user's (the account or an alias): decides sent or received,
 * but for Gmail's own word: what it labels Sent was sent, whatever alias it is from, and what it labels Spam was not, whoever's
 * name it bears
 */
export function readMail(mail: ParsedMail, account: string, isOwn: (address: string) => boolean): MailRead {
  const sent = isLabelledSent(mail.labels) || (isOwn(mail.from.address) && !isSpam(mail.labels));
  const body = readBody(mail, sent);
  const common = {
    account,
    messageId: mail.messageId,
    threadId: mail.threadId,
    gmailId: mail.gmailId,
    at: mail.at ?? 0,
    from: mail.from,
    to: mail.to,
    cc: mail.cc,
    bcc: mail.bcc,
    subject: mail.subject,
    inReplyTo: mail.inReplyTo,
    references: mail.references,
    labels: mail.labels,
  };
  if (sent) {
    const attachments = mail.parts.map(({ name, type, size }) => ({ name, type, size }));
    return {
      message: {
        ...common,
        direction: 'sent',
        text: body.text,
        links: body.links,
        attachments,
        tool: sendingTool(mail),
      },
      text: body.text,
    };
  }
  const kind = readKind(mail, body);
  const reading = { ...kind, gateways: findGateways(mail, kind.failed) };
  // Of received mail only what a rate needs: no text, no names, no other recipients, no labels.
  const nameless = ({ address }: Address): Address => ({ address, name: '' });
  const lean = {
    ...common,
    from: nameless(mail.from),
    to: mail.to.filter(({ address }) => isOwn(address)).map(nameless),
    cc: [],
    bcc: [],
    labels: [],
  };
  return { message: { ...lean, direction: 'received', reading }, text: body.text };
}
