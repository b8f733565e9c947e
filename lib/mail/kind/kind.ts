import type { Reading } from '../../facts/message';
import type { Body } from '../body/body';
import type { ParsedMail } from '../parse';
import { readAutoReply } from './auto-reply';
import { readBounce } from './bounce';
import { readCalendar, readChallenge, readComplaint, readReadReceipt } from './machine';
import { reading } from './reading';
import { readSesNotice } from './ses';

/**
 * What a received message is by itself, with the evidence. The order is the point: complaints, receipts and challenges
 * come dressed as delivery reports, and delivery reports carry the headers of auto-replies.
 * @param body what `readBody` made of the same message
 */
export function readKind(mail: ParsedMail, body: Body): Reading {
  const fullText = mail.text !== null && mail.text.trim() !== '' ? mail.text : body.full;
  return (
    readComplaint(mail) ??
    readReadReceipt(mail) ??
    readSesNotice(fullText) ??
    readChallenge(mail, fullText) ??
    readBounce(mail, fullText) ??
    readCalendar(mail) ??
    readAutoReply(mail, body) ??
    reading('person', ['no sign of a machine'])
  );
}
