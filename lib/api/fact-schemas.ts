import { z } from 'zod';
import { type Counter, EVENT_KINDS, type TrackerEvent } from '../facts/event';
import type { Message } from '../facts/message';

/** What a fact in a backup must look like: a file from outside is trusted no more than any other. */

const text = z.string();
const maybe = z.string().nullable();
const time = z.number().min(-8.64e15).max(8.64e15);
const address = z.object({ address: text, name: text });
const carries = z.object({ recipient: maybe, messageId: maybe });

const base = {
  account: text,
  messageId: z.string().min(1),
  threadId: maybe,
  gmailId: maybe,
  at: time,
  from: address,
  to: z.array(address),
  cc: z.array(address),
  bcc: z.array(address),
  subject: text,
  inReplyTo: maybe,
  references: z.array(text),
  labels: z.array(text),
};

const sent = z.object({
  ...base,
  direction: z.literal('sent'),
  text,
  links: z.array(
    z.object({
      text,
      href: text,
      destination: text,
      carries: z.exactOptional(carries),
      place: z.enum(['body', 'signature', 'quote', 'footer', 'unsubscribe']),
      offset: z.number().nullable(),
    }),
  ),
  attachments: z.array(z.object({ name: text, type: text, size: z.number() })),
  tool: z.object({ name: text, campaign: maybe, step: z.number().nullable() }).nullable(),
});

const received = z.object({
  ...base,
  direction: z.literal('received'),
  reading: z.object({
    kind: z.enum([
      'person',
      'auto-reply',
      'bounce',
      'delay',
      'challenge',
      'read-receipt',
      'calendar',
      'complaint',
      'other',
    ]),
    evidence: z.array(text),
    failed: z.array(z.object({ address: text, status: maybe, permanent: z.boolean(), diagnostic: maybe })),
    about: z.array(text),
    returnsAt: z.number().nullable(),
    gone: z.boolean(),
    calendar: z.enum(['accepted', 'declined', 'tentative']).nullable(),
    gateways: z.array(z.object({ gateway: text, domain: text, evidence: text })),
  }),
});

export const messageFact: z.ZodType<Message> = z.discriminatedUnion('direction', [sent, received]);

export const eventFact: z.ZodType<TrackerEvent> = z.object({
  key: z.string().min(1),
  tracker: text,
  kind: z.enum(EVENT_KINDS),
  recipient: maybe,
  url: maybe,
  destination: maybe,
  leadsTo: z.exactOptional(text),
  carries: z.exactOptional(carries),
  at: time,
  ip: maybe,
  userAgent: maybe,
  method: maybe,
  messageId: maybe,
  trackerMessageId: maybe,
  campaign: maybe,
  step: z.number().nullable(),
  variant: maybe,
  subject: maybe,
  machine: z.boolean().nullable(),
});

const sum = z.number().min(0).nullable();

export const counterFact: z.ZodType<Counter> = z.object({
  key: z.string().min(1),
  tracker: text,
  campaign: maybe,
  step: z.number().nullable(),
  recipient: maybe,
  messageId: maybe,
  sent: sum,
  opens: sum,
  clicks: sum,
  replies: sum,
  bounces: sum,
});
