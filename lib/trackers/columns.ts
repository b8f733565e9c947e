import { found, kindOf, refused, trackerEvent } from './event';
import type { TableFormat } from './format';
import { timeOf } from './time';

/** What a column can mean to us, and the headings that name it (lower case, letters and digits only). */
const HEADINGS = {
  recipient: [
    'email',
    'recipient',
    'to',
    'emailaddress',
    'recipientemail',
    'leademail',
    'prospectemail',
    'contactemail',
    'prospect',
    'contact',
  ],
  url: ['url', 'link', 'clickedurl', 'clickedlink', 'linkurl', 'targeturl', 'destinationurl', 'originallink'],
  at: [
    'timestamp',
    'time',
    'date',
    'datetime',
    'clickedat',
    'eventtime',
    'createdat',
    'occurredat',
    'clicktime',
    'eventat',
  ],
  kind: ['event', 'eventtype', 'type', 'action', 'activity', 'status'],
  ip: ['ip', 'ipaddress', 'clientip'],
  userAgent: ['useragent', 'ua', 'browser'],
  method: ['method', 'httpmethod'],
  messageId: ['messageid', 'smtpid', 'rfcmessageid', 'internetmessageid'],
  campaign: ['campaign', 'campaignname', 'sequence', 'sequencename', 'cadence'],
  step: ['step', 'stepnumber', 'sequencestep', 'sequencenumber'],
  variant: ['variant', 'abvariant'],
  subject: ['subject', 'emailsubject'],
} as const;

type Field = keyof typeof HEADINGS;

/** Which column holds what, by its heading; each column is used once. */
export function columnsOf(headings: readonly string[]): Partial<Record<Field, number>> {
  const plain = headings.map((heading) => heading.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''));
  const columns: Partial<Record<Field, number>> = {};
  for (const field of Object.keys(HEADINGS) as Field[]) {
    for (const name of HEADINGS[field]) {
      const at = plain.indexOf(name);
      if (at >= 0) {
        columns[field] = at;
        break;
      }
    }
  }
  return columns;
}

/** Any table with a time and a recipient, link or Message-ID under headings that can be recognised. */
export const columns: TableFormat = {
  id: 'csv',
  name: 'Table with headings',
  reader(headings) {
    const at = columnsOf(headings);
    if (
      at.at === undefined ||
      (at.recipient === undefined && at.url === undefined && at.messageId === undefined)
    )
      return null;
    const timeColumn = at.at;
    const timeHeading = headings[timeColumn] ?? '';
    const cell = (row: readonly string[], field: Field): string | null => {
      const index = at[field];
      return index === undefined ? null : row[index]?.trim() || null;
    };
    return (row) => {
      const stamp = row[timeColumn] ?? '';
      const time = timeOf(stamp);
      if (time === null)
        return refused(`“${stamp.slice(0, 40)}” in the column “${timeHeading}” is no time that can be read.`);
      const recipient = cell(row, 'recipient');
      const url = cell(row, 'url');
      const messageId = cell(row, 'messageId');
      if (recipient === null && url === null && messageId === null)
        return refused('The row names neither a recipient, nor a link, nor a message.');
      const step = cell(row, 'step');
      return found(
        trackerEvent({
          tracker: 'csv',
          kind: kindOf(cell(row, 'kind') ?? 'click'),
          at: time,
          recipient,
          url,
          messageId,
          ip: cell(row, 'ip'),
          userAgent: cell(row, 'userAgent'),
          method: cell(row, 'method'),
          campaign: cell(row, 'campaign'),
          step: step !== null && /^\d{1,3}$/.test(step) ? Number(step) : null,
          variant: cell(row, 'variant'),
          subject: cell(row, 'subject'),
        }),
      );
    };
  },
};
