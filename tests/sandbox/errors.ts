/** Error bodies as Google answers them: https://developers.google.com/workspace/gmail/api/guides/handle-errors */

export interface ApiError {
  readonly status: number;
  readonly body: { readonly error: unknown };
  readonly headers?: Readonly<Record<string, string>>;
}

function error(
  code: number,
  reason: string,
  message: string,
  options: {
    readonly domain?: string;
    readonly status?: string;
    readonly location?: string;
    readonly locationType?: string;
    /** The inner message, where it differs. */
    readonly inner?: string;
    readonly details?: readonly unknown[];
    readonly extendedHelp?: string;
    readonly headers?: Readonly<Record<string, string>>;
  } = {},
): ApiError {
  const {
    domain = 'global',
    status,
    location,
    locationType,
    inner = message,
    details,
    extendedHelp,
  } = options;
  return {
    status: code,
    body: {
      error: {
        code,
        message,
        errors: [
          {
            message: inner,
            domain,
            reason,
            ...(location === undefined ? {} : { location, locationType: locationType ?? 'parameter' }),
            ...(extendedHelp === undefined ? {} : { extendedHelp }),
          },
        ],
        ...(status === undefined ? {} : { status }),
        ...(details === undefined ? {} : { details }),
      },
    },
    ...(options.headers === undefined ? {} : { headers: options.headers }),
  };
}

const PROJECT = '123456789012';
const QUERIES =
  "Quota exceeded for quota metric 'Queries' and limit 'Queries per minute per user' of service 'gmail.googleapis.com' for consumer 'project_number:123456789012'.";
const NOT_CONFIGURED = `Gmail API has not been used in project ${PROJECT} before or it is disabled. Enable it by visiting https://console.developers.google.com/apis/api/gmail.googleapis.com/overview?project=${PROJECT} then retry. If you enabled this API recently, wait a few minutes for the action to propagate to our systems and retry.`;
const RESOURCE_EXHAUSTED = 'Resource has been exhausted (e.g. check quota).';

/** Each error by the name that tests and faults use. */
export const ERRORS = {
  invalidPageToken: error(400, 'invalidArgument', 'Invalid pageToken', { status: 'INVALID_ARGUMENT' }),
  invalidId: error(400, 'invalidArgument', 'Invalid id value', { status: 'INVALID_ARGUMENT' }),
  missingStartHistoryId: error(400, 'invalidArgument', 'Missing/invalid parameter: startHistoryId', {
    status: 'INVALID_ARGUMENT',
  }),
  failedPrecondition: error(400, 'failedPrecondition', 'Precondition check failed.', {
    status: 'FAILED_PRECONDITION',
  }),
  authError: error(401, 'authError', 'Invalid Credentials', {
    location: 'Authorization',
    locationType: 'header',
    headers: { 'www-authenticate': 'Bearer realm="https://accounts.google.com/", error="invalid_token"' },
  }),
  loginRequired: error(
    401,
    'required',
    'Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.',
    {
      inner: 'Login Required.',
      location: 'Authorization',
      locationType: 'header',
      status: 'UNAUTHENTICATED',
      headers: { 'www-authenticate': 'Bearer realm="https://accounts.google.com/"' },
    },
  ),
  dailyLimitExceeded: error(403, 'dailyLimitExceeded', 'Daily Limit Exceeded', { domain: 'usageLimits' }),
  userRateLimitExceeded: error(403, 'userRateLimitExceeded', 'User Rate Limit Exceeded', {
    domain: 'usageLimits',
  }),
  rateLimitExceeded: error(403, 'rateLimitExceeded', 'Rate Limit Exceeded', { domain: 'usageLimits' }),
  queriesPerMinute: error(403, 'rateLimitExceeded', QUERIES, { domain: 'usageLimits' }),
  domainPolicy: error(403, 'domainPolicy', 'The domain administrators have disabled Gmail apps.'),
  accessNotConfigured: error(403, 'accessNotConfigured', NOT_CONFIGURED, {
    domain: 'usageLimits',
    status: 'PERMISSION_DENIED',
    extendedHelp: 'https://console.developers.google.com',
    details: [
      {
        '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
        reason: 'SERVICE_DISABLED',
        domain: 'googleapis.com',
        metadata: { consumer: `projects/${PROJECT}`, service: 'gmail.googleapis.com' },
      },
    ],
  }),
  insufficientPermissions: error(
    403,
    'insufficientPermissions',
    'Request had insufficient authentication scopes.',
    {
      inner: 'Insufficient Permission',
      status: 'PERMISSION_DENIED',
      headers: {
        'www-authenticate':
          'Bearer realm="https://accounts.google.com/", error="insufficient_scope", scope="https://mail.google.com/ https://www.googleapis.com/auth/gmail.readonly"',
      },
    },
  ),
  metadataScopeQuery: error(403, 'forbidden', "Metadata scope does not support 'q' parameter", {
    status: 'PERMISSION_DENIED',
  }),
  metadataScopeFormat: error(403, 'forbidden', "Metadata scope doesn't allow format FULL", {
    status: 'PERMISSION_DENIED',
  }),
  notFound: error(404, 'notFound', 'Requested entity was not found.', { status: 'NOT_FOUND' }),
  resourceExhausted: error(429, 'rateLimitExceeded', RESOURCE_EXHAUSTED, { status: 'RESOURCE_EXHAUSTED' }),
  tooManyConcurrent: error(429, 'rateLimitExceeded', 'Too many concurrent requests for user.', {
    domain: 'usageLimits',
  }),
  backendError: error(500, 'backendError', 'Backend Error'),
  badGateway: error(502, 'backendError', 'Bad Gateway'),
  unavailable: error(503, 'backendError', 'The service is currently unavailable.', { status: 'UNAVAILABLE' }),
  gatewayTimeout: error(504, 'backendError', 'Deadline exceeded', { status: 'DEADLINE_EXCEEDED' }),
} as const satisfies Record<string, ApiError>;

export type ErrorName = keyof typeof ERRORS;

/** 429 with the time in the message's text, two spaces before it, as Gmail writes it. */
export function retryAfter(at: number): ApiError {
  return error(
    429,
    'rateLimitExceeded',
    `User-rate limit exceeded.  Retry after ${new Date(at).toISOString()}`,
    {
      domain: 'usageLimits',
    },
  );
}

/** The account in the path is not the token's. */
export function delegationDenied(address: string): ApiError {
  return error(403, 'forbidden', `Delegation denied for ${address}`, { status: 'PERMISSION_DENIED' });
}

export function invalidParameter(name: string, message: string): ApiError {
  return error(400, 'invalidParameter', message, { location: name, status: 'INVALID_ARGUMENT' });
}
