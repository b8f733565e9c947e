import type { Message } from '../facts/message';
import type { ApiMessage } from '../gmail/api/answers';
import { bytesOf, leftOutOf } from '../gmail/api/rebuild';
import type { MailReader } from '../gmail/sync/port';
import { MailFacts } from '../importing/mail-facts';
import { parseMail } from '../mail/parse';

/**
 * Reads the API's messages on the way that files go, so that a message is the same fact whichever way it came. What a file tells in
 * Takeout's own headers, the API tells beside the message: ids and labels.
 * @param own the user's addresses, the account first
 */
export function mailReader(own: readonly string[]): MailReader {
  const facts = new MailFacts(own);
  return {
    get own() {
      return facts.own;
    },
    read: async (message: ApiMessage, labels: readonly string[]): Promise<Message | null> => {
      const mail = await parseMail(bytesOf(message));
      const leftOut = leftOutOf(message);
      const [read] = facts.take({
        ...mail,
        at: mail.at ?? (message.internalDate > 0 ? message.internalDate : null),
        threadId: message.threadId,
        gmailId: message.id,
        labels,
        parts: mail.parts.map((part) => {
          const at = leftOut.findIndex(({ name, type }) => name === part.name && type === part.type);
          const [found] = at < 0 ? [] : leftOut.splice(at, 1);
          return found === undefined ? part : { ...part, size: found.size };
        }),
      });
      return read?.message ?? null;
    },
  };
}
