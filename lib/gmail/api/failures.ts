/** Everything that can stand between Plumbline and a mailbox, by name. */
export type FailureCode =
  // Signing in
  | 'no-client'
  | 'wrong-client'
  | 'redirect-mismatch'
  | 'not-in-organisation'
  | 'admin-block'
  | 'not-a-tester'
  | 'denied'
  | 'closed'
  | 'scope-missing'
  | 'other-account'
  | 'sign-in'
  | 'no-browser-support'
  // Asking Gmail
  | 'api-off'
  | 'mail-off'
  | 'day-limit'
  | 'rate-limit'
  | 'server'
  | 'offline'
  | 'answer'
  | 'refused'
  // Here
  | 'disk-full'
  | 'fault';

/** What a person can do about it: the screens put the button that belongs to it. */
export type Remedy = 'connect' | 'client' | 'admin' | 'console' | 'space' | 'wait' | 'report';

interface Wording {
  readonly sentence: string;
  readonly remedy: Remedy;
}

/** Each failure in one or two sentences: what happened, and what to do. */
export const WORDING: Readonly<Record<FailureCode, Wording>> = {
  'no-client': {
    sentence: 'No client id is set. Enter the one your team made in Google’s console.',
    remedy: 'client',
  },
  'wrong-client': {
    sentence:
      'Google does not know this client id. Copy it again from Google’s console (Credentials); it ends in .apps.googleusercontent.com and must be of the type “Web application”.',
    remedy: 'client',
  },
  'redirect-mismatch': {
    sentence:
      'Google refused the sign-in page. Most often the client does not list Plumbline’s redirect address: add the address shown here to its “Authorised redirect URIs” in Google’s console, and try again after a few minutes.',
    remedy: 'client',
  },
  'not-in-organisation': {
    sentence:
      'This client is for its own organisation only, and the account you chose is of another. Choose your work account, or use a client made by your own organisation.',
    remedy: 'connect',
  },
  'admin-block': {
    sentence:
      'Your Google Workspace administrator does not allow this app. Ask them to trust the client id (Admin console, Security, API controls), then connect again.',
    remedy: 'admin',
  },
  'not-a-tester': {
    sentence:
      'The client is still in “Testing”, and your address is not on its list. Ask whoever made it to add you as a test user, or to make it “Internal”.',
    remedy: 'console',
  },
  denied: {
    sentence:
      'You chose not to let Plumbline read this mailbox. Nothing was read. Connect again to change that.',
    remedy: 'connect',
  },
  closed: {
    sentence:
      'The sign-in window was closed before Google gave its answer. Connect again; if Google showed an error there, it is in the list below.',
    remedy: 'connect',
  },
  'scope-missing': {
    sentence:
      'Google did not give Plumbline the right to read mail. Connect again and leave the box “View your email messages and settings” ticked.',
    remedy: 'connect',
  },
  'other-account': {
    sentence:
      'Another account was chosen than the one to be connected. Connect again and choose the right one.',
    remedy: 'connect',
  },
  'sign-in': {
    sentence: 'Google wants you to sign in again. Connect the account again; nothing that was read is lost.',
    remedy: 'connect',
  },
  'no-browser-support': {
    sentence: 'This browser offers no sign-in window to extensions. Drop a mailbox file in instead.',
    remedy: 'report',
  },
  'api-off': {
    sentence:
      'The Gmail API is not switched on in the client’s project. Open Google’s console, “APIs & Services”, switch on “Gmail API”, and try again after a few minutes.',
    remedy: 'console',
  },
  'mail-off': {
    sentence: 'This Google account has no Gmail mailbox, or it is switched off. Choose another account.',
    remedy: 'connect',
  },
  'day-limit': {
    sentence:
      'The project has used up its day’s calls to Gmail. Reading goes on by itself after midnight, Pacific time.',
    remedy: 'wait',
  },
  'rate-limit': {
    sentence: 'Gmail asks Plumbline to slow down. Reading goes on by itself.',
    remedy: 'wait',
  },
  server: { sentence: 'Gmail has a fault of its own. Reading goes on by itself.', remedy: 'wait' },
  offline: {
    sentence: 'Gmail cannot be reached. Check your connection; reading goes on by itself.',
    remedy: 'wait',
  },
  answer: {
    sentence: 'Gmail’s answer broke off, or is of an unknown form. Plumbline asks again by itself.',
    remedy: 'wait',
  },
  refused: {
    sentence: 'Gmail refused what was asked. Try again; if it stays, report it with the code shown.',
    remedy: 'report',
  },
  'disk-full': {
    sentence:
      'The disk is full, so nothing more can be stored. Free some space; what was read so far is kept, and reading goes on by itself.',
    remedy: 'space',
  },
  fault: {
    sentence:
      'Something went wrong inside Plumbline. What was read so far is kept, and reading goes on by itself.',
    remedy: 'report',
  },
};

/** Pages of Google's that end a sign-in without telling the extension: shown beside the failure, so that nobody has to guess. */
export const TOLD_ONLY_IN_THE_WINDOW: readonly { readonly shown: string; readonly code: FailureCode }[] = [
  { shown: 'Error 401: invalid_client', code: 'wrong-client' },
  { shown: 'Error 400: redirect_uri_mismatch', code: 'redirect-mismatch' },
  { shown: 'Error 400: admin_policy_enforced', code: 'admin-block' },
  { shown: 'Error 403: org_internal', code: 'not-in-organisation' },
  { shown: 'Error 403: access_denied', code: 'not-a-tester' },
];

/** Why reading stopped. The message is a sentence for people, with what to do. */
export class GmailFailure extends Error {
  override readonly name = 'GmailFailure';
  constructor(
    readonly code: FailureCode,
    /** When reading can go on by itself, milliseconds UTC; null where somebody must do something first. */
    readonly retryAt: number | null,
    /** Google's own words, for a report; never mail. */
    readonly detail: string | null = null,
  ) {
    super(WORDING[code].sentence);
  }
}

export function failure(
  code: FailureCode,
  retryAt: number | null = null,
  detail: string | null = null,
): GmailFailure {
  return new GmailFailure(code, retryAt, detail);
}

/** What to do about an answer that is no success. */
export type Verdict =
  | { readonly do: 'renew' }
  | { readonly do: 'absent' }
  /** Asked for too fast. `until`: a time Gmail named, milliseconds UTC. */
  | { readonly do: 'slow'; readonly until: number | null; readonly crowded: boolean }
  | { readonly do: 'again'; readonly code: FailureCode; readonly until: number | null }
  | { readonly do: 'restart' }
  | { readonly do: 'stop'; readonly failure: GmailFailure };

interface ErrorBody {
  readonly message: string;
  readonly reasons: ReadonlySet<string>;
}

function fieldOf(value: unknown, name: string): unknown {
  // Any object may be asked for a field; what it holds is checked by the caller.
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function errorBody(text: string): ErrorBody {
  const reasons = new Set<string>();
  let error: unknown;
  try {
    error = fieldOf(JSON.parse(text), 'error');
  } catch {
    // A page of a proxy's, or cut off: the status alone must do.
    return { message: '', reasons };
  }
  const add = (value: unknown): void => {
    if (typeof value === 'string') reasons.add(value);
  };
  for (const list of [fieldOf(error, 'errors'), fieldOf(error, 'details')])
    if (Array.isArray(list)) for (const entry of list) add(fieldOf(entry, 'reason'));
  add(fieldOf(error, 'status'));
  const message = fieldOf(error, 'message');
  return { message: typeof message === 'string' ? message.slice(0, 500) : '', reasons };
}

const RATE = ['rateLimitExceeded', 'userRateLimitExceeded', 'RESOURCE_EXHAUSTED', 'RATE_LIMIT_EXCEEDED'];
const SCOPE = ['insufficientPermissions', 'ACCESS_TOKEN_SCOPE_INSUFFICIENT'];
const API_OFF = ['accessNotConfigured', 'SERVICE_DISABLED'];

/**
 * Reads an answer that is no success: by reason, not by status alone, for a 403 may be a rate, a right or an
 * administrator (developers.google.com/workspace/gmail/api/guides/handle-errors; facts seen in public reports).
 * @param retryAfter the header of that name
 * @param now milliseconds UTC
 */
export function judge(status: number, text: string, retryAfter: string | null, now: number): Verdict {
  const { message, reasons } = errorBody(text);
  const has = (list: readonly string[]): boolean => list.some((reason) => reasons.has(reason));
  const detail = [status, ...reasons].join(' ');
  const stop = (code: FailureCode, retryAt: number | null = null): Verdict => ({
    do: 'stop',
    failure: failure(code, retryAt, detail),
  });
  const named = timeIn(message) ?? waitOf(retryAfter, now);
  if (status === 401) return { do: 'renew' };
  if (status === 404 || status === 410) return { do: 'absent' };
  if (has(['dailyLimitExceeded', 'dailyLimitExceededUnreg'])) return stop('day-limit', midnightPacific(now));
  if (has(API_OFF)) return stop('api-off');
  if (has(['domainPolicy'])) return stop('admin-block');
  if (status === 429 || (status === 403 && has(RATE)))
    return { do: 'slow', until: named, crowded: /too many concurrent/i.test(message) };
  if (has(SCOPE) || (status === 403 && /\bscope/i.test(message))) return stop('scope-missing');
  if (status === 408 || status >= 500) return { do: 'again', code: 'server', until: named };
  if (status === 400 && has(['failedPrecondition', 'FAILED_PRECONDITION'])) return stop('mail-off');
  if (status === 400 && /page ?token/i.test(message)) return { do: 'restart' };
  return stop('refused');
}

/** A time inside the message, as in "User-rate limit exceeded.  Retry after 2026-01-21T12:57:51.196Z". */
function timeIn(message: string): number | null {
  const found = /Retry after (\d{4}-\d\d-\d\dT[\d:.]{5,20}Z?)/i.exec(message)?.[1];
  const at = found === undefined ? Number.NaN : Date.parse(found);
  return Number.isFinite(at) ? at : null;
}

/** `Retry-After`: seconds or a date (RFC 9110, 10.2.3). @returns milliseconds UTC */
function waitOf(header: string | null, now: number): number | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header.trim())) return now + Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isFinite(at) ? at : null;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The next midnight of Pacific standard time; in summer that is an hour late, and never early. Milliseconds UTC. */
function midnightPacific(now: number): number {
  return Math.floor((now - 8 * HOUR) / DAY) * DAY + DAY + 8 * HOUR;
}
