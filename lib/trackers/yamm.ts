import { counted, counter, refused } from './event';
import type { JsonRecord, RecordFormat } from './format';
import { kindOf } from './kinds';
import { countsOfState } from './last-state';

const STATES = /^(?:EMAIL_|RESPONDED|BOUNCED|UNSUBSCRIBED|ERROR|SCHEDULED|NOT_SENT)/;

/**
 * The sheet of Yet Another Mail Merge: the column `Merge status` holds the highest state a row got to, no time and no
 * link: a counter. https://support.yet-another-mail-merge.com. The other columns are the user's own.
 */
export const yamm: RecordFormat = {
  id: 'yamm',
  name: 'YAMM',
  recognises: (record) => statusIn(record) !== undefined,
  read(record) {
    const status = statusIn(record) ?? '';
    if (status === '') return counted();
    const recipient = addressIn(record);
    if (recipient === null)
      return refused('This row of the YAMM sheet holds no email address. It was left out.');
    const kind = status.startsWith('RESPONDED') ? 'reply' : kindOf(status);
    return counted(counter({ tracker: 'yamm', identity: recipient, recipient, ...countsOfState(kind) }));
  },
};

function statusIn(record: JsonRecord): string | undefined {
  for (const [name, value] of Object.entries(record))
    if (name.trim().toLowerCase() === 'merge status' && typeof value === 'string') {
      const status = value.trim();
      return status === '' || STATES.test(status) ? status : undefined;
    }
  return undefined;
}

function addressIn(record: JsonRecord): string | null {
  for (const value of Object.values(record))
    if (
      typeof value === 'string' &&
      /^[^\s@<>,;]{1,64}@[^\s@<>,;]{1,255}\.[^\s@<>,;.]{2,24}$/.test(value.trim())
    )
      return value.trim();
  return null;
}
