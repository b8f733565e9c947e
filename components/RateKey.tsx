import type { ReactElement } from 'react';
import { Definition } from './Explain';

/** What the rates below count, said once instead of beside every bar. */
export function RateKey({ definitions }: { definitions: Readonly<Record<string, string>> }): ReactElement {
  return (
    <div className="muted key">
      What is counted: <span className="key-name">Replies</span>{' '}
      <Definition of="Replies" text={definitions['replyRate']} /> <span className="key-name">Clicks</span>{' '}
      <Definition of="Clicks" text={definitions['clickRate']} />
    </div>
  );
}
