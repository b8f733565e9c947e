import type { Shows } from '../gmail/page';
import type { Condition } from '../gmail/probes';
import type { Given, Original, Reading } from '../gmail/thread-reader';

/** What a Gmail tab says of its page beyond the thread it shows: no text, subject or prospect of any mail. */
export interface PageState {
  /** Goes up with everything the tab says: of two answers under way the higher one counts. */
  readonly turn: number;
  readonly shows: Shows;
  /** `sent`, `inbox`, … */
  readonly view: string;
  /** Two places of the page name two accounts. */
  readonly disputed: boolean;
  readonly condition: Condition;
  /** Text for a report on a changed Gmail. */
  readonly diagnostics: string;
  /** Threads in the list on screen. */
  readonly listed: number;
  /** The reading of the listed threads that runs or ran last; null where none did. */
  readonly reading: Reading | null;
}

/** What Gmail's page alone asks of the background. */
export interface PageCalls {
  /** Those of these Gmail ids (hex) whose messages are not stored yet. */
  pageWants(query: { account: string; ids: readonly string[] }): string[];
  /**
   * Original messages of one thread. They are kept where the user wrote one of the thread's messages, else nothing is.
   * @param more more of the same comes right behind: open views need not hear of each
   * @param begun when the tab began to read (ms UTC): what was asked for before everything was erased is not kept
   */
  pageMail(query: {
    account: string;
    threadId: string;
    begun: number;
    more: boolean;
    messages: readonly Original[];
  }): Given;
  /** From a sidebar: reads the threads listed in its Gmail tab, or stops doing so. */
  readPage(query: { frame: string; on: boolean }): void;
  /** From a sidebar, by keyboard: hides it, and gives the focus back to Gmail. */
  togglePanel(query: { frame: string }): void;
  /** From the browser's own side panel: the frame of the Gmail page in a tab; null where the tab shows none. */
  gmailFrame(query: { tab: number }): string | null;
}
