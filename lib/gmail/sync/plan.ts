import type { HistoryPage, MessagePage, Profile } from '../api/answers';
import { type Halt, type Job, type Range, RELISTS, type Wish } from './job';
import type { Entry, Known } from './known';
import { Queue, type QueuePage } from './queue';

/** What the engine does next. */
export type Task =
  | { readonly do: 'identify' }
  | { readonly do: 'list'; readonly sentOnly: boolean; readonly q: string; readonly pageToken: string | null }
  | { readonly do: 'read'; readonly threads: readonly string[] }
  /** Compare the user's labels with those that are stored. */
  | { readonly do: 'relabel' }
  /** Look for answers in threads of their own. */
  | { readonly do: 'strays'; readonly since: number | null; readonly pageToken: string | null }
  | { readonly do: 'news'; readonly startHistoryId: string; readonly pageToken: string | null }
  /** The user has chosen other dates. */
  | { readonly do: 'change'; readonly range: Range }
  /** Nothing before `until`, milliseconds UTC; null: before somebody does something. */
  | { readonly do: 'rest'; readonly until: number | null };

/** A thread as it is to be stored: whole. No messages: it leaves. */
export interface ThreadChange<M> {
  readonly threadId: string;
  readonly messages: readonly (Entry & { readonly fact: M })[];
}

/** What one step changes, to be stored in one transaction. */
export interface Step<M> {
  readonly job: Job;
  readonly page: QueuePage | null;
  /** Numbers of queue pages that are done with. */
  readonly finished: readonly number[];
  readonly threads: readonly ThreadChange<M>[];
  /** Messages that left, by Gmail's id. */
  readonly gone: readonly string[];
}

/** How often Gmail is asked for news, milliseconds. A question costs 2 units of 6,000 a minute. */
export const NEWS_EVERY = 3 * 60_000;
/** Page tokens that die again and again: ask later. */
const MOST_RESTARTS = 5;

/**
 * Answers that Gmail may file in another thread than ours: notices of mail servers, and answers whose program wrote a subject or
 * no reference of its own. Gmail's search knows no `In-Reply-To`, so likely ones are listed by sender and subject, and what is
 * read of them decides (`isAnswer` in `engine.ts`).
 */
export const STRAYS =
  '-in:sent -in:chats {from:mailer-daemon from:postmaster subject:re subject:aw subject:undeliverable subject:undelivered subject:unzustellbar subject:"delivery status notification" subject:"automatic reply" subject:"out of office" subject:"automatische antwort" subject:abwesenheitsnotiz}';
/** So many pages of them are looked through at most, 500 messages each: a thread costs 40 units to read. */
const STRAY_PAGES = 4;
/** What came while they were listed is listed again the next time, milliseconds. */
const OVERLAP = 10 * 60_000;
const LOOK = { pageToken: null, pages: 0, since: null } as const;

/** Drafts nobody has got; spam, chats and what was thrown away are not read. */
const LEFT_OUT: ReadonlySet<string> = new Set(['DRAFT', 'SPAM', 'TRASH', 'CHAT']);

export function isLeftOut(labelIds: readonly string[]): boolean {
  return labelIds.some((label) => LEFT_OUT.has(label));
}

export function isSent(labelIds: readonly string[]): boolean {
  return labelIds.includes('SENT');
}

export function isWithin(range: Range, at: number): boolean {
  return (range.from === null || at >= range.from) && (range.to === null || at < range.to);
}

/** Gmail reads dates in Pacific time; seconds since 1970 are the same everywhere. `after` and `before` leave their own second out. */
export function queryOf({ from, to }: Range): string {
  return [
    ...(from === null ? [] : [`after:${Math.floor(from / 1000) - 1}`]),
    ...(to === null ? [] : [`before:${Math.ceil(to / 1000) + 1}`]),
  ].join(' ');
}

/**
 * The next task. Pure: the same job, queue and time give the same task.
 * @param now milliseconds UTC
 * @param most threads to read in one step
 */
export function plan(job: Job, wish: Wish, queue: Queue, now: number, most: number): Task {
  if (wish.paused) return { do: 'rest', until: null };
  if (job.halt !== null && wish.asked === job.halt.asked) {
    if (job.halt.retryAt === null) return { do: 'rest', until: null };
    if (job.halt.retryAt > now) return { do: 'rest', until: job.halt.retryAt };
  }
  if (wish.range.from !== job.range.from || wish.range.to !== job.range.to)
    return { do: 'change', range: wish.range };
  if (job.historyId === null) return { do: 'identify' };
  const waiting = queue.head(most);
  // The first page's newest threads come before the rest of the list: numbers within seconds.
  if (job.list !== null && (job.tasted || waiting.length === 0))
    return {
      do: 'list',
      sentOnly: job.list.what === 'sent',
      q: job.list.what === 'sent' ? queryOf(job.range) : '',
      pageToken: job.list.pageToken,
    };
  if (waiting.length > 0) return { do: 'read', threads: waiting };
  if (job.relabel === true) return { do: 'relabel' };
  // Only when all that was sent is known can be told what answers it.
  if (job.strays !== null) return { do: 'strays', since: job.strays.since, pageToken: job.strays.pageToken };
  if (now >= job.newsAt || wish.asked !== job.newsFor)
    return { do: 'news', startHistoryId: job.historyId, pageToken: job.newsPage };
  return { do: 'rest', until: job.newsAt };
}

/** Whether an engine would find anything to do: asked every minute, without loading what an engine needs. */
export function isDue(job: Job, wish: Wish, waiting: number, now: number): boolean {
  const threads = Array.from({ length: Math.min(1, waiting) }, () => 'any');
  const queue = new Queue([{ n: 0, threads, seen: [] }]);
  return plan(job, wish, queue, now, 1).do !== 'rest';
}

type Bare = Step<never>;

function stepOf(job: Job, more: Partial<Bare> = {}): Bare {
  return {
    page: null,
    finished: [],
    threads: [],
    gone: [],
    ...more,
    job: { ...(more.job ?? job), halt: null },
  };
}

/** The mailbox is known: list it. Its history id is from before the listing, so that nothing falls between. */
export function toldIdentity(job: Job, known: Known, profile: Profile): Bare {
  const stored = known.messages > 0;
  return stepOf(job, {
    job: {
      ...job,
      historyId: profile.historyId,
      list: { what: 'sent', pageToken: null },
      compare: stored,
      strays: LOOK,
      tasted: stored,
      relists: RELISTS,
      newsPage: null,
      newsAt: 0,
    },
  });
}

/** Other dates: what lies outside leaves at once, what lies inside is listed. */
export function toldRange(job: Job, known: Known, range: Range): Bare {
  const inside = new Set<string>();
  for (const entry of known.entries())
    if (entry.sent && isWithin(range, entry.at)) inside.add(entry.threadId);
  const gone = [...known.entries()].filter((entry) => !inside.has(entry.threadId)).map((entry) => entry.id);
  return stepOf(job, {
    gone,
    job: {
      ...job,
      range,
      list: job.historyId === null ? null : { what: 'sent', pageToken: null },
      strays: LOOK,
      tasted: job.tasted || inside.size > 0,
      relists: RELISTS,
    },
  });
}

export function toldList(job: Job, known: Known, queue: Queue, page: MessagePage): Bare {
  const { list } = job;
  if (list === null) throw new Error('A page came of a list that nobody asked for.');
  const threads = new Set<string>();
  const seen: string[] = [];
  for (const { id, threadId } of page.messages) {
    if (known.has(id)) {
      if (list.what === 'all') seen.push(id);
    } else if (list.what === 'sent' || known.hasThread(threadId)) {
      if (!queue.has(threadId)) threads.add(threadId);
    }
  }
  const last = page.nextPageToken === null;
  let next: Job['list'] = { what: list.what, pageToken: page.nextPageToken };
  let { compare, relabel = false } = job;
  const finished: number[] = [];
  if (last) {
    next = null;
    if (list.what === 'all') {
      // What is stored and was not listed may have left, or the pages have shifted: its thread is asked.
      const shown = queue.seen();
      for (const id of seen) shown.add(id);
      for (const entry of known.entries())
        if (!shown.has(entry.id) && !queue.has(entry.threadId)) threads.add(entry.threadId);
      compare = false;
      relabel = true;
      finished.push(...queue.idle());
    } else if (compare) next = { what: 'all', pageToken: null };
  }
  const more = threads.size > 0 || (seen.length > 0 && !last);
  return stepOf(job, {
    page: more ? { n: queue.nextNumber, threads: [...threads], seen: last ? [] : seen } : null,
    finished,
    job: {
      ...job,
      list: next,
      compare,
      relabel,
      restarts: last ? 0 : job.restarts,
      found: job.found + threads.size,
    },
  });
}

/**
 * Labels were compared: where the user has put or taken one away while nobody was told, the thread is read again.
 * @param stored of sent messages, by Gmail's id: their labels' names
 * @param shown the user's labels that are: by name, the messages that have it
 */
export function toldLabels(
  job: Job,
  known: Known,
  queue: Queue,
  stored: ReadonlyMap<string, readonly string[]>,
  shown: ReadonlyMap<string, ReadonlySet<string>>,
): Bare {
  const threads = new Set<string>();
  for (const [id, labels] of stored) {
    const threadId = known.threadOf(id);
    if (threadId === null || queue.has(threadId)) continue;
    // Gmail's own labels are written in capitals and say nothing that is kept; any other that is unknown is gone, or has another name.
    const gone = labels.some((name) => !shown.has(name) && !/^[A-Z_]{1,40}$/.test(name));
    const differs = [...shown].some(([name, ids]) => ids.has(id) !== labels.includes(name));
    if (gone || differs) threads.add(threadId);
  }
  return stepOf(job, {
    page: threads.size === 0 ? null : { n: queue.nextNumber, threads: [...threads], seen: [] },
    job: { ...job, relabel: false, restarts: 0, found: job.found + threads.size },
  });
}

/** Messages that may answer ours in threads of their own: what is unknown is read. */
export function toldStrays(
  job: Job,
  known: Known,
  queue: Queue,
  page: MessagePage | null,
  now: number,
): Bare {
  const { strays } = job;
  if (strays === null) throw new Error('Answers came that nobody has looked for.');
  const threads = new Set<string>();
  for (const { id, threadId } of page?.messages ?? [])
    if (!known.has(id) && !known.hasThread(threadId) && !queue.has(threadId)) threads.add(threadId);
  const pages = strays.pages + 1;
  const next = page === null || pages >= STRAY_PAGES ? null : page.nextPageToken;
  return stepOf(job, {
    page: threads.size === 0 ? null : { n: queue.nextNumber, threads: [...threads], seen: [] },
    job: {
      ...job,
      strays: next === null ? null : { ...strays, pageToken: next, pages },
      straysAt: next === null ? now : job.straysAt,
      found: job.found + threads.size,
    },
  });
}

/** The list's page is no longer known to Gmail: from its beginning. What is stored or queued is not read again. */
export function toldStalePage(job: Job, wish: Wish, now: number): Bare {
  const restarts = job.restarts + 1;
  const halt: Halt | null =
    restarts > MOST_RESTARTS
      ? { code: 'answer', detail: 'pageToken', at: now, retryAt: now + 10 * 60_000, asked: wish.asked }
      : null;
  return {
    ...stepOf(job),
    job: {
      ...job,
      halt,
      restarts: halt === null ? restarts : 0,
      list: job.list === null ? null : { ...job.list, pageToken: null },
      newsPage: null,
      strays: job.strays === null ? null : { ...job.strays, pageToken: null, pages: 0 },
    },
  };
}

/**
 * Threads were read.
 * @param skipped of them, could not be
 */
export function toldThreads<M>(
  job: Job,
  queue: Queue,
  asked: number,
  threads: readonly ThreadChange<M>[],
  skipped: number,
  own: readonly string[],
): Step<M> {
  const { offset, finished } = queue.after(asked);
  return {
    page: null,
    gone: [],
    threads,
    finished,
    job: {
      ...job,
      halt: null,
      tasted: true,
      offset,
      done: job.done + asked,
      skipped: job.skipped + skipped,
      own,
    },
  };
}

/** @param page null: Gmail no longer knows that far back */
export function toldNews(
  job: Job,
  wish: Wish,
  known: Known,
  queue: Queue,
  page: HistoryPage | null,
  now: number,
): Bare {
  if (page === null) return stepOf(job, { job: { ...job, historyId: null, newsPage: null } });
  const threads = new Set<string>();
  const gone = new Set<string>();
  let left = false;
  let strangers = false;
  for (const { kind, id, threadId, labelIds, changed } of page.entries) {
    const ours = known.hasThread(threadId) || queue.has(threadId) || threads.has(threadId);
    switch (kind) {
      case 'added':
        if (isLeftOut(labelIds)) break;
        if (isSent(labelIds) || ours) threads.add(threadId);
        else strangers = true;
        break;
      case 'deleted':
        left = true;
        gone.add(id);
        break;
      case 'labelled':
        if (isLeftOut(changed)) {
          left = true;
          gone.add(id);
        } else if (changed.includes('SENT') || isRelabelled(known, id, changed)) threads.add(threadId);
        break;
      case 'unlabelled':
        if (isLeftOut(changed) && !isLeftOut(labelIds) && (isSent(labelIds) || ours)) {
          gone.delete(id);
          threads.add(threadId);
        } else if (isRelabelled(known, id, changed)) threads.add(threadId);
        break;
    }
  }
  const fresh = [...threads].filter((threadId) => !queue.has(threadId));
  const last = page.nextPageToken === null;
  // Mail that leaves while its mailbox is listed moves the pages, and one message may slip through between two.
  const again = left && job.relists > 0;
  const since = job.straysAt === null ? null : job.straysAt - OVERLAP;
  const strays = job.strays ?? (strangers ? { ...LOOK, since } : null);
  const idle = last && fresh.length === 0 && !again;
  // A first reading ends with news that bring nothing to read. Later ones come at their time, however much goes on.
  const soon = !idle && job.completeAt === null;
  return stepOf(job, {
    page: fresh.length === 0 ? null : { n: queue.nextNumber, threads: fresh, seen: [] },
    // Before the first listing's end a message may leave again that is still to be read: its thread then shows it.
    gone: known.withAnswers(gone),
    job: {
      ...job,
      historyId: last ? page.historyId : job.historyId,
      strays,
      newsPage: page.nextPageToken,
      newsAt: last && !soon ? now + NEWS_EVERY : 0,
      newsFor: last ? wish.asked : job.newsFor,
      found: idle ? 0 : job.found + fresh.length,
      done: idle ? 0 : job.done,
      list: again ? { what: 'sent', pageToken: null } : job.list,
      relists: idle ? 0 : again ? job.relists - 1 : job.relists,
      completeAt: idle ? now : job.completeAt,
    },
  });
}

/** The user's own labels name campaigns; Gmail's (unread, important) say nothing that is kept. */
function isRelabelled(known: Known, id: string, changed: readonly string[]): boolean {
  return known.has(id) && changed.some((label) => label.startsWith('Label_'));
}

export function toldFailure(job: Job, halt: Halt): Bare {
  return { page: null, finished: [], threads: [], gone: [], job: { ...job, halt } };
}
