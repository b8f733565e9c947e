import type { Reading } from '../../facts/message';
import { reading } from './reading';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

function at(value: Json | undefined, key: string): Json | undefined {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value[key] : undefined;
}

function text(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

/**
 * Amazon SES notifications mailed by SNS: one JSON object as the body
 * (https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html).
 */
export function readSesNotice(body: string): Reading | null {
  const start = body.slice(0, 2000).search(/\{\s{0,20}"(?:notificationType|eventType)"/);
  if (start < 0) return null;
  const end = body.lastIndexOf('}');
  let notice: Json;
  try {
    // JSON.parse gives `any`; whatever it gives is JSON.
    notice = JSON.parse(body.slice(start, end + 1).replace(/\r?\n ?/g, '')) as Json;
  } catch {
    // Not JSON after all: some other mail that quotes a notification.
    return null;
  }
  const type = text(at(notice, 'notificationType')) ?? text(at(notice, 'eventType'));
  const mail = at(notice, 'mail');
  const ids = [text(at(at(mail, 'commonHeaders'), 'messageId'))]
    .filter((id) => id !== null)
    .map((id) => id.replace(/^<|>$/g, ''));
  if (type === 'Complaint')
    return reading('complaint', ['Amazon SES complaint notification'], { about: ids });
  if (type === 'Delivery') return reading('other', ['Amazon SES delivery notification'], { about: ids });
  if (type !== 'Bounce') return null;
  const bounce = at(notice, 'bounce');
  const failed = list(at(bounce, 'bouncedRecipients')).flatMap((entry) => {
    const address = text(at(entry, 'emailAddress'))?.toLowerCase() ?? '';
    return address.includes('@')
      ? [
          {
            address: address.replace(/^.{0,200}</, '').replace(/>$/, ''),
            status: text(at(entry, 'status')),
            permanent: true,
            diagnostic: text(at(entry, 'diagnosticCode')),
          },
        ]
      : [];
  });
  return reading('bounce', ['Amazon SES bounce notification'], { failed, about: ids });
}
