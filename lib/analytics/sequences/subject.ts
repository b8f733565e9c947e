const PREFIX = /^\s*(?:(?:re|aw|sv|vs|antw|odp|rif|res|fw|fwd|wg|tr|rv|enc|doorst)\s*(?:\[\d+\])?\s*:\s*)+/i;

/** A subject as written, without Re:/Fwd: prefixes. */
function withoutPrefix(subject: string): string {
  // Without a colon it has none, and most subjects have none.
  return subject.includes(':') ? subject.replace(PREFIX, '') : subject;
}

/** A subject without Re:/Fwd: prefixes, case and extra blanks. */
export function normalSubject(subject: string): string {
  return withoutPrefix(subject).replace(/\s+/g, ' ').trim().toLowerCase();
}

/** A subject without Re:/Fwd: prefixes, otherwise as written. */
export function bareSubject(subject: string): string {
  return withoutPrefix(subject).trim();
}

/** Whether a subject claims to answer or forward something. */
export function hasReplyPrefix(subject: string): boolean {
  return subject.includes(':') && PREFIX.test(subject);
}

/** Both at once: each costs as much as the other. */
export function readSubject(subject: string): { bare: string; claims: boolean } {
  const rest = withoutPrefix(subject);
  return { bare: rest.trim(), claims: rest.length !== subject.length };
}
