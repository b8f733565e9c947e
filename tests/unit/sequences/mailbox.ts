import { analyse } from '../../../lib/analytics/analyse';
import { attributeAnswers } from '../../../lib/analytics/attribution/answers';
import { joinEvents } from '../../../lib/analytics/attribution/clicks';
import { readMailbox } from '../../../lib/analytics/mailbox';
import { findSequences } from '../../../lib/analytics/sequences/find';
import type { SequenceOptions, Sequences } from '../../../lib/analytics/sequences/types';
import type { TrackerEvent } from '../../../lib/facts/event';
import type { Message, ReceivedMessage, SentMessage } from '../../../lib/facts/message';

/** Small mailboxes by hand. */

export const ME = 'kim@plumb.example';
export const DAY = 86_400_000;
export const T0 = Date.UTC(2026, 2, 2, 9);

const NAMES = 'Ada Ben Cleo Dana Eli Fay Gus Hana Ivo June Kai Lena Milo Nora Otis Pia'.split(' ');

export function prospect(n: number): { name: string; address: string } {
  const name = NAMES[n % NAMES.length] ?? 'Zed';
  return { name: `${name} Example`, address: `${name.toLowerCase()}@firm${n}.example` };
}

export function sent(
  id: string,
  to: { name: string; address: string },
  at: number,
  subject: string,
  text: string,
  more: Partial<SentMessage> = {},
): SentMessage {
  return {
    account: ME,
    messageId: `${id}@plumb.example`,
    threadId: null,
    gmailId: null,
    at,
    from: { name: 'Kim Plumb', address: ME },
    to: [to],
    cc: [],
    bcc: [],
    subject,
    inReplyTo: null,
    references: [],
    labels: [],
    direction: 'sent',
    text,
    links: [],
    attachments: [],
    tool: null,
    ...more,
  };
}

export function following(mail: SentMessage): Partial<SentMessage> {
  return { inReplyTo: mail.messageId, references: [...mail.references, mail.messageId] };
}

export function reply(of: SentMessage, at: number): ReceivedMessage {
  const [from = { name: '', address: '' }] = of.to;
  return {
    account: ME,
    messageId: `re-${of.messageId}`,
    threadId: of.threadId,
    gmailId: null,
    at,
    from,
    to: [of.from],
    cc: [],
    bcc: [],
    subject: `Re: ${of.subject}`,
    inReplyTo: of.messageId,
    references: [of.messageId],
    labels: [],
    direction: 'received',
    reading: {
      kind: 'person',
      evidence: [],
      failed: [],
      about: [],
      returnsAt: null,
      gone: false,
      calendar: null,
      gateways: [],
    },
  };
}

export function clickOn(
  mail: SentMessage,
  campaign: string | null,
  step: number | null = null,
): TrackerEvent {
  return {
    key: `click ${mail.messageId}`,
    tracker: 'test',
    kind: 'click',
    recipient: mail.to[0]?.address ?? null,
    url: null,
    destination: null,
    at: mail.at + 1000,
    ip: null,
    userAgent: null,
    method: null,
    messageId: mail.messageId,
    trackerMessageId: null,
    campaign,
    step,
    variant: null,
    subject: null,
    machine: null,
  };
}

export function find(
  messages: readonly Message[],
  events: readonly TrackerEvent[] = [],
  options: SequenceOptions = {},
): Sequences {
  const mailbox = readMailbox(messages, [ME]);
  return findSequences(mailbox, attributeAnswers(mailbox), joinEvents(events, mailbox).events, options);
}

/** Message id without its domain → `sequence name/step[variant]`. */
export function placesOf(found: Sequences): Record<string, string> {
  const out: Record<string, string> = {};
  for (const [mail, { sequence, step, variant }] of found.placements)
    out[mail.fact.messageId.split('@')[0] ?? ''] = `${sequence.name}/${step}${variant ?? ''}`;
  return out;
}

export function reportKinds(messages: readonly Message[]): number {
  return analyse({ messages, events: [] }, { now: T0 + 90 * DAY, accounts: [ME] }).sequences.length;
}

export const PAPER = (name: string): string =>
  `Hi ${name},\n\nmost clinics still print every form, walk it to the scanner and file the paper twice. We built a tablet form that fills the record itself. Would a short demo next week be of use?`;
export const PAPER_CASE = (name: string): string =>
  `${name}, a quick example to go with my last note: a clinic in Leeds stopped printing in March and its front desk gained an hour each morning. Shall I send the write-up?`;
export const PAPER_END = (name: string): string =>
  `Hello ${name}, I will not keep writing about forms. Should the printers ever break down for good, one line from you is enough and I will be there with a tablet.`;
export const FLEET = (name: string): string =>
  `Hi ${name},\n\nhow many miles do your vans drive empty on the way back to the depot? Our planner groups the afternoon drops from last month's data and shows what could have been saved. Worth a look?`;
export const FLEET_CASE = (name: string): string =>
  `Hi ${name}, one courier with thirty vans cut a whole delivery day out of its week by grouping the late stops, with the same drivers and the same vehicles. May I show you the numbers?`;

/** A sequence of three steps to `size` prospects; the last prospects get fewer. */
export function paperSequence(size: number, start = T0, from = 0, prefix = 'p'): SentMessage[] {
  const out: SentMessage[] = [];
  for (let n = 0; n < size; n++) {
    const to = prospect(from + n);
    const first = to.name.split(' ')[0] ?? '';
    const one = sent(
      `${prefix}${n}-1`,
      to,
      start + n * 60_000,
      `Paper forms at firm${from + n}`,
      PAPER(first),
    );
    const two = sent(
      `${prefix}${n}-2`,
      to,
      one.at + 3 * DAY,
      `Re: ${one.subject}`,
      PAPER_CASE(first),
      following(one),
    );
    const three = sent(
      `${prefix}${n}-3`,
      to,
      two.at + 5 * DAY,
      'Closing the file on forms',
      PAPER_END(first),
    );
    out.push(one, two, three);
  }
  return out;
}

export function fleetSequence(size: number, start = T0, from = 40, prefix = 'f'): SentMessage[] {
  const out: SentMessage[] = [];
  for (let n = 0; n < size; n++) {
    const to = prospect(from + n);
    const first = to.name.split(' ')[0] ?? '';
    const one = sent(`${prefix}${n}-1`, to, start + n * 60_000, 'Empty miles', FLEET(first));
    const two = sent(
      `${prefix}${n}-2`,
      to,
      one.at + 4 * DAY,
      'Re: Empty miles',
      FLEET_CASE(first),
      following(one),
    );
    out.push(one, two);
  }
  return out;
}
