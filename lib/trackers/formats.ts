import { apollo } from './apollo';
import { bitly } from './bitly';
import { brevo } from './brevo';
import { customerio } from './customerio';
import { dub } from './dub';
import type { JsonRecord, RecordFormat } from './format';
import { hubspot } from './hubspot';
import { instantly } from './instantly';
import { lemlist } from './lemlist';
import { listmonk } from './listmonk';
import { mailchimp } from './mailchimp';
import { mailersend } from './mailersend';
import { mailgun } from './mailgun';
import { mailjet } from './mailjet';
import { mailspring } from './mailspring';
import { mandrill } from './mandrill';
import { outreach } from './outreach';
import { postmark } from './postmark';
import { rebrandly } from './rebrandly';
import { replyio } from './replyio';
import { resend } from './resend';
import { salesloft } from './salesloft';
import { sendgrid } from './sendgrid';
import { ses } from './ses';
import { shortio } from './shortio';
import { smartlead } from './smartlead';
import { sparkpost } from './sparkpost';
import { woodpecker } from './woodpecker';
import { yamm } from './yamm';

/** Every format with a shape of its own. No two recognise one record; the tests hold that for every sample. */
export const FORMATS: readonly RecordFormat[] = [
  sendgrid,
  mailgun,
  postmark,
  ses,
  mandrill,
  mailchimp,
  hubspot,
  customerio,
  resend,
  brevo,
  mailjet,
  sparkpost,
  mailersend,
  lemlist,
  instantly,
  smartlead,
  outreach,
  salesloft,
  apollo,
  woodpecker,
  replyio,
  yamm,
  bitly,
  dub,
  shortio,
  rebrandly,
  listmonk,
  mailspring,
];

/** The format of a record, by what it holds. */
export function formatOf(record: JsonRecord): RecordFormat | undefined {
  return FORMATS.find((format) => format.recognises(record));
}
