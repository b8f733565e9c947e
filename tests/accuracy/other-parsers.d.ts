/** The untyped libraries that ours is measured beside: only what is called of them. */
declare module 'baunsu' {
  export default class Baunsu {
    detectSync(message: string): { bounced: boolean };
  }
}
declare module 'email-reply-parser' {
  export default class EmailReplyParser {
    parseReply(text: string): string;
  }
}
declare module 'planer' {
  const planer: { extractFrom(text: string, type: string): string };
  export default planer;
}
