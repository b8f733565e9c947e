/** Writes the sample's messages as RFC 5322 text, the way Gmail does. */

export interface MimeMessage {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly type: string;
  readonly body: string;
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function pad(n: number): string {
  return String(n).padStart(2, '0');
}

/** RFC 5322 date in UTC. */
export function mailDate(at: number): string {
  const d = new Date(at);
  return `${DAYS[d.getUTCDay()]}, ${d.getUTCDate()} ${MONTHS[d.getUTCMonth()]} ${d.getUTCFullYear()} ${pad(d.getUTCHours())}:${pad(d.getUTCMinutes())}:${pad(d.getUTCSeconds())} +0000`;
}

/** Takeout's separator line: the decimal message id, then the time. */
export function takeoutSeparator(id: bigint, at: number): string {
  const d = new Date(at);
  return `From ${id}@xxx ${DAYS[d.getUTCDay()]} ${MONTHS[d.getUTCMonth()]} ${pad(d.getUTCDate())} ${pad(d.getUTCHours())}:${pad(d.getUTCMinutes())}:${pad(d.getUTCSeconds())} +0000 ${d.getUTCFullYear()}`;
}

export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

/** A text and its HTML twin. */
export function alternative(text: string, html: string): Pick<MimeMessage, 'type' | 'body'> {
  const mark = '000000000000plumbline';
  return {
    type: `multipart/alternative; boundary="${mark}"`,
    body: `--${mark}\nContent-Type: text/plain; charset="UTF-8"\n\n${text}\n\n--${mark}\nContent-Type: text/html; charset="UTF-8"\n\n${html}\n\n--${mark}--`,
  };
}

/** Gmail's bounce: RFC 3464 with the returned message's headers. */
export function deliveryReport(
  recipient: string,
  action: 'failed' | 'delayed',
  returned: string,
): Pick<MimeMessage, 'type' | 'body'> {
  const mark = '000000000000notice';
  const failed = action === 'failed';
  const words = failed
    ? `** Address not found **\n\nYour message wasn't delivered to ${recipient} because the address couldn't be found, or is unable to receive mail.`
    : `** Delivery incomplete **\n\nThere was a temporary problem delivering your message to ${recipient}. Gmail will retry for 46 more hours.`;
  return {
    type: `multipart/report; report-type=delivery-status; boundary="${mark}"`,
    body: `--${mark}\nContent-Type: text/plain; charset="UTF-8"\n\n${words}\n\n--${mark}\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; googlemail.com\n\nFinal-Recipient: rfc822; ${recipient}\nAction: ${action}\nStatus: ${failed ? '5.1.1' : '4.4.1'}\nDiagnostic-Code: smtp; ${failed ? '550-5.1.1 The email account that you tried to reach does not exist.' : 'The recipient server did not accept our requests to connect.'}\n\n--${mark}\nContent-Type: message/rfc822\n\n${returned}\n\n--${mark}--`,
  };
}

export function writeMessage(message: MimeMessage): string {
  return `${message.headers.map(([name, value]) => `${name}: ${value}`).join('\n')}\nMIME-Version: 1.0\nContent-Type: ${message.type}\n\n${message.body}\n`;
}
