import { analyse } from '../../lib/analytics/analyse';
import { report } from '../../lib/analytics/report';
import type { Report } from '../../lib/analytics/report-types';
import { importFile } from '../../lib/importing/import-file';
import { MailFacts } from '../../lib/importing/mail-facts';
import { fileOf } from './sample';

/**
 * The headless report's way (`scripts/report.ts`) without its process: the mail of these files, as `--mail … --account …
 * --now …` reads it.
 */
export async function reportOfMail(
  mboxes: readonly Uint8Array[],
  accounts: readonly string[],
  now: number,
): Promise<Report> {
  const facts = new MailFacts(accounts);
  const messages = [];
  for (const [n, bytes] of mboxes.entries())
    for await (const { mail } of importFile(fileOf(`${n}.mbox`, bytes), facts))
      for (const { message } of mail) messages.push(message);
  for (const { message } of facts.finish()) messages.push(message);
  return report(analyse({ messages, events: [] }, { now, accounts: facts.own }));
}
