import { GmailSandbox } from './gmail-sandbox';

export interface Sandbox {
  readonly port: number;
  /** Hosts that were asked for, as the requests named them. */
  readonly hosts: ReadonlySet<string>;
  close(): Promise<void>;
}

/** The sandbox with one account and its mailbox: for tests that need no more than the page. */
export async function startSandbox(account: string, mbox: string, port = 0): Promise<Sandbox> {
  return GmailSandbox.start({ accounts: [{ address: account, mbox }], port });
}
