import { z } from 'zod';
import { MESSAGE_KINDS, RATE_NAMES, type Report } from '../analytics/report-types';

/** The published schema of the report's JSON (`schema: 1`). Consumers may validate with it; our tests do. */

const count = z.number().int().nonnegative();
const expected = z.number().nonnegative();
const share = z.number().min(0).max(1);
const time = z.iso.datetime();

export const rateSchema = z
  .object({
    hits: expected,
    of: expected,
    value: share.nullable(),
    low: share.nullable(),
    high: share.nullable(),
    level: z.literal(0.9),
    maturity: share,
  })
  .refine((rate) => (rate.value === null) === (rate.of === 0), 'value is null exactly when of is 0')
  .refine(
    (rate) =>
      rate.value === null ||
      (rate.low !== null && rate.high !== null && rate.low <= rate.value && rate.value <= rate.high),
    'the value lies in its interval',
  );

const ratesSchema = z.object(
  Object.fromEntries(RATE_NAMES.map((name) => [name, rateSchema])) as Record<
    (typeof RATE_NAMES)[number],
    typeof rateSchema
  >,
); // fromEntries loses the names

const flagSchema = z.object({
  code: z.string().min(1),
  severity: z.enum(['warning', 'note']),
  message: z.string().min(1),
  evidence: z.record(z.string(), z.union([z.number(), z.string(), z.array(z.string())])),
});

const figures = {
  prospects: z.object({ reached: count, delivered: count, bounced: count }),
  emails: z.object({ sent: count, delivered: count, bounced: count, clickable: count }),
  rates: ratesSchema,
  ratesPerEmail: ratesSchema,
  clicks: z.object({ raw: count, human: expected, phantom: expected }),
  answers: z.object({ reply: count, autoReply: count, calendar: count, challenge: count }),
  ctas: z.object({ perEmail: expected, max: count }),
  flags: z.array(flagSchema),
};

const originSchema = z.enum(['tracker', 'label', 'template', 'user']);

const sequenceSchema = z.object({
  id: z.string().min(1),
  name: z.string(),
  origin: originSchema,
  firstSentAt: time,
  lastSentAt: time,
  ...figures,
  steps: z.array(z.object({ index: z.number().int().positive(), subject: z.string(), ...figures })),
});

const ctaSchema = z.object({
  kind: z.enum(['link', 'book', 'ask', 'resource', 'referral', 'call', 'attachment']),
  text: z.string(),
  target: z.string().nullable(),
});

const messageSchema = z.object({
  messageId: z.string().min(1),
  threadId: z.string(),
  direction: z.enum(['sent', 'received']),
  at: time,
  kind: z.enum(MESSAGE_KINDS),
  prospects: z.array(z.string()),
  sequenceId: z.string().nullable(),
  step: z.number().int().positive().nullable(),
  variant: z.string().nullable(),
  answers: z.string().nullable(),
  failedRecipients: z.array(z.string()),
  ctas: z.array(ctaSchema),
  text: z.string().optional(),
});

const clickSchema = z.object({
  key: z.string().min(1),
  messageId: z.string().nullable(),
  prospect: z.string().nullable(),
  sequenceId: z.string().nullable(),
  url: z.string(),
  at: time,
  human: share,
  verdict: z.enum(['human', 'unsure', 'scanner']),
  reasons: z.array(z.string()),
});

const counterSchema = z.object({
  key: z.string().min(1),
  tracker: z.string(),
  campaign: z.string().nullable(),
  step: z.number().int().positive().nullable(),
  recipient: z.string().nullable(),
  messageId: z.string().nullable(),
  sent: count.nullable(),
  opens: count.nullable(),
  clicks: count.nullable(),
  replies: count.nullable(),
  bounces: count.nullable(),
  unfiltered: z.literal(true),
});

export const reportSchema = z.object({
  schema: z.literal(1),
  generatedAt: time,
  accounts: z.array(z.string()),
  definitions: z.record(z.string(), z.string()),
  totals: z.object({
    id: z.literal('all'),
    name: z.string(),
    origin: originSchema.nullable(),
    firstSentAt: time.nullable(),
    lastSentAt: time.nullable(),
    ...figures,
  }),
  sequences: z.array(sequenceSchema),
  counters: z.array(counterSchema),
  problems: z.array(z.object({ file: z.string(), where: z.string(), message: z.string() })),
  messages: z.array(messageSchema).optional(),
  clicks: z.array(clickSchema).optional(),
}) satisfies z.ZodType<unknown, unknown>;

/** The hand-written type and the schema say the same: a report that the core makes is one the schema takes. */
export function assertReport(value: Report): z.output<typeof reportSchema> {
  return reportSchema.parse(value);
}
