import type { ReactElement } from 'react';

export function Failure({ message, onRetry }: { message: string; onRetry: () => void }): ReactElement {
  return (
    <div className="failure" role="alert">
      <strong>This part could not be shown.</strong>
      <p>{message}</p>
      <button type="button" onClick={onRetry}>
        Try again
      </button>
    </div>
  );
}
