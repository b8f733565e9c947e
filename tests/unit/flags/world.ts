import type { Sent } from '../../../lib/analytics/analyse';
import type { Answer } from '../../../lib/analytics/attribution/answers';
import type { JoinedEvent } from '../../../lib/analytics/attribution/clicks';
import { findCtas } from '../../../lib/analytics/ctas/find';
import type { FlagInput } from '../../../lib/analytics/flags/rule';
import type { Inbound, Outbound } from '../../../lib/analytics/mailbox';
import { countFigures } from '../../../lib/analytics/rates/figures';
import { learnPace } from '../../../lib/analytics/rates/learn';
import { stepHazards } from '../../../lib/analytics/rates/steps';
import type { Link, ReceivedMessage, SentMessage } from '../../../lib/facts/message';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
const START = Date.UTC(2026, 0, 5, 9);
export const NOW = START + 60 * DAY;

/** One step as it was sent to `prospects` people; the first of them click, reply, open, and the last bounce. */
export interface StepWorld {
  readonly prospects: number;
  readonly text?: string;
  readonly subject?: string;
  readonly links?: readonly string[];
  readonly clickers?: number;
  /** Further prospects whose only click is a machine's. */
  readonly scanned?: number;
  readonly openers?: number;
  readonly replies?: number;
  readonly bounced?: number;
  readonly tracked?: boolean;
  /** Days before NOW. */
  readonly age?: number;
  /** Replies come this many hours after the email. */
  readonly replyAfter?: (i: number) => number;
  readonly returnsAt?: number | null;
  readonly variant?: string | null;
  readonly inReplyTo?: string | null;
  readonly sequence?: string;
  /** 1-based; the place in the list unless given. */
  readonly step?: number;
}

const SEQUENCE = new Map<string, { id: string; name: string; origin: 'tracker' }>();
function sequenceOf(id: string) {
  const known = SEQUENCE.get(id) ?? { id, name: id, origin: 'tracker' as const };
  SEQUENCE.set(id, known);
  return known;
}

const base = (id: string, at: number, subject: string) => ({
  account: 'me@own.example',
  messageId: id,
  threadId: null,
  gmailId: null,
  at,
  cc: [],
  bcc: [],
  subject,
  references: [],
  labels: [],
});

function received(
  id: string,
  at: number,
  from: string,
  kind: 'person' | 'auto-reply',
  returnsAt: number | null,
): Inbound {
  const fact: ReceivedMessage = {
    ...base(id, at, 'Re'),
    direction: 'received',
    from: { address: from, name: '' },
    to: [{ address: 'me@own.example', name: '' }],
    inReplyTo: null,
    reading: {
      kind,
      evidence: [],
      failed: [],
      about: [],
      returnsAt,
      gone: false,
      calendar: null,
      gateways: [],
    },
  };
  return { fact, thread: id, internal: false };
}

/** The emails of a sequence, step by step. */
export function emailsOf(...steps: readonly StepWorld[]): Sent[] {
  return steps.flatMap((step, index) => {
    const at = NOW - (step.age ?? 40 - 5 * index) * DAY;
    const links = (step.links ?? []).map(
      (href): Link => ({ text: href, href, destination: href, place: 'body', offset: null }),
    );
    const text = step.text ?? 'Hi,\n\nWorth a chat?';
    const sequence = step.sequence ?? 'S';
    const before = steps.slice(0, index).reduce((sum, { prospects }) => sum + prospects, 0);
    return Array.from({ length: step.prospects }, (_, i): Sent => {
      const prospect = `p${i}@c${i}.example`;
      const id = `${sequence}-${step.variant ?? ''}-${index}-${i}`;
      const fact: SentMessage = {
        ...base(id, at, step.subject ?? 'Stock counts'),
        direction: 'sent',
        from: { address: 'me@own.example', name: '' },
        to: [{ address: prospect, name: '' }],
        inReplyTo: step.inReplyTo ?? null,
        text,
        links,
        attachments: [],
        tool: null,
      };
      const mail: Outbound = { fact, thread: id, prospects: [prospect], number: before + i };
      const event = (kind: 'click' | 'open', key: string): JoinedEvent => ({
        event: {
          key,
          tracker: 'csv',
          kind,
          recipient: prospect,
          url: links[0]?.href ?? null,
          destination: links[0]?.href ?? null,
          at: at + 3 * HOUR,
          ip: null,
          userAgent: null,
          method: null,
          messageId: id,
          trackerMessageId: null,
          campaign: null,
          step: null,
          variant: null,
          subject: null,
          machine: null,
        },
        at: at + 3 * HOUR,
        to: mail,
        prospect,
        by: 'message-id',
        certainty: 1,
        candidates: [],
        twins: [],
        unjoined: null,
      });
      const clicks = [];
      if (i < (step.clickers ?? 0))
        clicks.push({
          joined: event('click', `${id}c`),
          human: 1,
          verdict: 'human' as const,
          reasons: [],
          waiting: false,
          clicked: 1,
        });
      else if (i < (step.clickers ?? 0) + (step.scanned ?? 0))
        clicks.push({
          joined: event('click', `${id}s`),
          human: 0,
          verdict: 'scanner' as const,
          reasons: [],
          waiting: false,
          clicked: 0,
        });
      const answers: Answer[] = [];
      const answer = (kind: 'reply' | 'auto-reply', when: number, back: number | null): void => {
        answers.push({
          inbound: received(`${id}${kind}`, when, prospect, kind === 'reply' ? 'person' : kind, back),
          kind,
          to: mail,
          prospect,
          by: 'message-id',
          failed: [],
        });
      };
      if (i < (step.replies ?? 0)) answer('reply', at + (step.replyAfter?.(i) ?? 5) * HOUR, null);
      if (step.returnsAt !== undefined) answer('auto-reply', at + HOUR, step.returnsAt);
      return {
        mail,
        placement: {
          sequence: sequenceOf(sequence),
          step: step.step ?? index + 1,
          variant: step.variant ?? null,
        },
        ctas: findCtas(fact),
        answers,
        clicks,
        events: i < (step.openers ?? 0) ? [event('open', `${id}o`)] : [],
        failed: new Set(i >= step.prospects - (step.bounced ?? 0) ? [prospect] : []),
        clickable: (step.tracked ?? true) && links.length > 0,
      };
    });
  });
}

/** How many prospects each step reached. */
export function reachedBySteps(emails: readonly Sent[]): ReadonlyMap<number, number> {
  const steps = new Set(emails.flatMap(({ placement }) => (placement === null ? [] : [placement.step])));
  return new Map(
    [...steps].map((step) => {
      const some = emails.filter((sent) => sent.placement?.step === step);
      return [step, countFigures(some, NOW).prospects.delivered];
    }),
  );
}

/** The sequence as the rules see it; with `step`, only that step of it. */
export function inputOf(emails: readonly Sent[], step: number | null = null): FlagInput {
  const some = step === null ? emails : emails.filter((sent) => sent.placement?.step === step);
  return {
    level: step === null ? 'sequence' : 'step',
    step,
    figures: countFigures(some, NOW, learnPace(emails, NOW)),
    emails: some,
    hazards: stepHazards(emails, reachedBySteps(emails)),
  };
}
