const PREFIX = /^\s*(?:(?:re|aw|sv|vs|antw|odp|rif|res|fw|fwd|wg|tr|rv|enc|doorst)\s*(?:\[\d+\])?\s*:\s*)+/i;

/** A subject without Re:/Fwd: prefixes, case and extra blanks. */
export function normalSubject(subject: string): string {
  return subject.replace(PREFIX, '').replace(/\s+/g, ' ').trim().toLowerCase();
}

/** A subject without Re:/Fwd: prefixes, otherwise as written. */
export function bareSubject(subject: string): string {
  return subject.replace(PREFIX, '').trim();
}

/** Whether a subject claims to answer or forward something. */
export function hasReplyPrefix(subject: string): boolean {
  return PREFIX.test(subject);
}
