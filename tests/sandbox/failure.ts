import type { ApiError } from './errors';

/** An answer of Google's that is an error. */
export class ApiFailure extends Error {
  constructor(readonly answer: ApiError) {
    super(`HTTP ${answer.status}`);
  }
}
