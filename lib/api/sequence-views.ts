import type { Analysis, Sent } from '../analytics/analyse';
import { describeSequence } from '../analytics/sequences/template';
import type { KnownSequence, Placement } from '../analytics/sequences/types';
import type { Message } from '../facts/message';
import { messageKey } from '../facts/message';
import { currentSequence, type DecisionView, partId } from './decisions';
import type {
  DecisionBook,
  EmailRow,
  EmailsPage,
  EmailsQuery,
  HiddenSequence,
  LabelView,
  SequenceTemplate,
} from './sequence-types';

/** An analysis becomes what the sequence page and the page of decisions show. Pure. */

const OPENING = 160;

function rowOf(sent: Sent, placement: Placement): EmailRow {
  const { fact, prospects } = sent.mail;
  return {
    key: messageKey(fact),
    at: fact.at,
    subject: fact.subject,
    prospects,
    step: placement.step,
    variant: placement.variant,
    delivered: prospects.some((prospect) => !sent.failed.has(prospect)),
    replied: sent.answers.some((answer) => answer.kind === 'reply'),
    clicks: sent.clicks.reduce((sum, click) => sum + (click.waiting ? 0 : click.human), 0),
    opening: fact.text.slice(0, OPENING),
  };
}

/** The emails of a sequence, latest first. */
export function emailsOf(analysis: Analysis, query: EmailsQuery): EmailsPage {
  const text = query.text.trim().toLowerCase();
  const found = analysis.sent.flatMap((sent) =>
    sent.placement !== null &&
    sent.placement.sequence.id === query.sequence &&
    (query.step === null || sent.placement.step === query.step) &&
    (text === '' ||
      [sent.mail.fact.subject, sent.mail.fact.text, ...sent.mail.prospects].some((part) =>
        part.toLowerCase().includes(text),
      ))
      ? [{ sent, placement: sent.placement }]
      : [],
  );
  found.reverse();
  return {
    total: found.length,
    rows: found
      .slice(query.offset, query.offset + query.limit)
      .map(({ sent, placement }) => rowOf(sent, placement)),
  };
}

/** Names of all sequences there are, were, or are hidden, by id: the last each had. */
function namesOf(analysis: Analysis, decisions: readonly DecisionView[]): Map<string, string> {
  const names = new Map(analysis.knownSequences.map(({ id, name }) => [id, name]));
  for (const { room, word, at } of decisions) {
    if (room !== 'sequence') continue;
    if (word.kind === 'rename') names.set(word.sequence, word.name);
    if (word.kind === 'split') names.set(partId(at, word), word.name);
  }
  for (const list of [analysis.hiddenSequences, analysis.sequences])
    for (const { id, name } of list) names.set(id, name);
  return names;
}

export function templateView(
  analysis: Analysis,
  decisions: readonly DecisionView[],
  id: string,
): SequenceTemplate {
  const placements = new Map(
    analysis.sent.flatMap(({ mail, placement }) =>
      placement !== null && placement.sequence.id === id ? [[mail, placement] as const] : [],
    ),
  );
  const names = namesOf(analysis, decisions);
  const merged = new Set(
    decisions.flatMap(({ room, word }) =>
      room === 'sequence' && (word.kind === 'merge' || word.kind === 'variants') ? [word.from] : [],
    ),
  );
  return {
    steps: describeSequence({ placements }, id),
    merged: [...merged]
      .filter((from) => from !== id && currentSequence(from, decisions) === id)
      .map((from) => ({ id: from, name: names.get(from) ?? from })),
  };
}

/** Words that Gmail itself writes on mail, in Takeout's English or the API's capitals. */
const GMAILS =
  /^(?:sent|inbox|opened|unread|starred|important|archived|chat|chats|draft|drafts|trash|spam|muted|snoozed|scheduled|category .{1,40}|category_[a-z]{1,20}|[A-Z_]{3,40})$/;

/** A label on this share of all sent mail is Gmail's own word for it in some language, or tells nothing apart. */
const EVERYWHERE = 0.9;
const FEW = 20;

/** The user's own labels on sent mail, most frequent first. */
export function labelsOf(messages: readonly Message[], decisions: readonly DecisionView[]): LabelView[] {
  const counts = new Map<string, number>();
  let sent = 0;
  for (const message of messages) {
    if (message.direction !== 'sent') continue;
    sent++;
    for (const label of new Set(message.labels)) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const named = new Map<string, number>();
  for (const { id, room, word } of decisions)
    if (room === 'sequence' && word.kind === 'label') named.set(word.label, id);
  return [...counts]
    .filter(
      ([label, emails]) =>
        named.has(label) ||
        (!GMAILS.test(label) &&
          !GMAILS.test(label.toLowerCase()) &&
          (sent < FEW || emails < sent * EVERYWHERE)),
    )
    .map(([label, emails]) => ({ label, emails, named: named.get(label) ?? null }))
    .sort((a, b) => b.emails - a.emails || (a.label < b.label ? -1 : 1));
}

function hiddenOf(analysis: Analysis, decisions: readonly DecisionView[]): HiddenSequence[] {
  const by = new Map<string, number[]>();
  for (const { id, room, word } of decisions) {
    if (room !== 'sequence' || word.kind !== 'hide') continue;
    const of = currentSequence(word.sequence, decisions);
    by.set(of, [...(by.get(of) ?? []), id]);
  }
  return analysis.hiddenSequences.map(({ id, name }) => ({ id, name, decisions: by.get(id) ?? [] }));
}

/** Everything that the page of decisions shows. */
export function decisionBook(analysis: Analysis, decisions: readonly DecisionView[]): DecisionBook {
  const clicks = new Set<string>();
  const messages = new Set<string>();
  for (const { room, word } of decisions) {
    if (room === 'click' && 'click' in word.about) clicks.add(word.about.click);
    if (room === 'sequence' && word.kind === 'move') messages.add(word.message);
  }
  const of: Record<string, { prospect: string; at: number; url: string }> = {};
  if (clicks.size > 0)
    for (const { joined } of analysis.clicks)
      if (clicks.has(joined.event.key))
        of[joined.event.key] = {
          prospect: joined.prospect ?? joined.event.recipient ?? '',
          at: joined.at,
          url: joined.event.destination ?? joined.event.url ?? '',
        };
  const about: Record<string, { subject: string; to: string }> = {};
  if (messages.size > 0)
    for (const { mail } of analysis.sent) {
      const key = messageKey(mail.fact);
      if (messages.has(key)) about[key] = { subject: mail.fact.subject, to: mail.prospects.join(', ') };
    }
  return {
    decisions: [...decisions].reverse(),
    names: Object.fromEntries(namesOf(analysis, decisions)),
    messages: about,
    clicks: of,
    hidden: hiddenOf(analysis, decisions),
  };
}

/** Whether two entries of two ledgers are the same sequence: they share most of the smaller sample. */
export function sameSequence(a: KnownSequence, b: KnownSequence): boolean {
  const members = new Set(a.members);
  const shared = b.members.filter((member) => members.has(member)).length;
  return shared * 2 > Math.min(a.members.length, b.members.length);
}
