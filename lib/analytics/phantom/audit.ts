import { domainOf } from '../../facts/message';
import type { Sent } from '../analyse';
import type { Mailbox } from '../mailbox';
import { tidy } from '../rates/rate';
import { clickersOf } from './clickers';
import { type Decision, readDecisions } from './decisions';
import { gatewaysOf } from './gateways';
import { clickersInterval } from './interval';
import type { ClickVerdict } from './judge';
import { isCloud } from './networks';
import { publishedRules, RULES, type RuleId } from './rules';
import { clickTime, sinceSending } from './time';

/** One click with all there is to say about it. */
export interface AuditRow {
  readonly key: string;
  readonly messageId: string;
  readonly prospect: string | null;
  /** Domain of the prospect's company; `''` where the tracker does not say who clicked. */
  readonly company: string;
  /** The security gateway the company's own mail shows; null where none shows. */
  readonly gateway: string | null;
  readonly url: string;
  /** ms UTC. */
  readonly at: number;
  /** ms from sending to the click. */
  readonly sinceSending: number | null;
  readonly ip: string | null;
  /** null: the tracker gives no address. */
  readonly network: 'cloud' | 'ordinary' | null;
  readonly human: number;
  readonly verdict: ClickVerdict;
  readonly reasons: readonly string[];
  readonly waiting: boolean;
  /** The user's word, where there is one. */
  readonly said: 'human' | 'machine' | null;
  /** Published rules that call it a machine's. */
  readonly rules: readonly RuleId[];
}

export interface AuditedRule {
  readonly id: RuleId | 'any';
  readonly says: string;
  readonly source: string;
  /** Clicks it would have taken out. */
  readonly negated: number;
}

export interface Audit {
  /** In time order. */
  readonly rows: readonly AuditRow[];
  /** Clicks that count, and those that wait for their ten minutes. */
  readonly raw: number;
  readonly waiting: number;
  /** Expected clicks by people. */
  readonly human: number;
  /** Share of raw clicks taken out, 0 to 1; null without clicks. */
  readonly negated: number | null;
  /** Expected prospects who clicked, with the 90 % interval of the verdicts. */
  readonly clickers: { readonly expected: number; readonly low: number; readonly high: number };
  readonly rules: readonly AuditedRule[];
}

/** All clicks of a set of emails (a sequence, a step, all), and what the filter and each published rule made of them. */
export function auditClicks(
  emails: readonly Sent[],
  mailbox: Mailbox,
  decisions: readonly Decision[] = [],
): Audit {
  const said = readDecisions(decisions);
  const gateways = gatewaysOf(mailbox);
  const rules = publishedRules(
    emails.flatMap((sent) => [...sent.clicks.map(({ joined }) => joined), ...sent.events]),
  );
  const noClick = new Map<string, number>();
  const rows: AuditRow[] = [];
  for (const { mail, clicks } of emails) {
    for (const [prospect, clicked] of clickersOf(clicks)) {
      const who = prospect ?? mail.prospects.join();
      noClick.set(who, (noClick.get(who) ?? 1) * (1 - clicked));
    }
    for (const { joined, human, verdict, reasons, waiting } of clicks) {
      const { event } = joined;
      const prospect = joined.prospect ?? event.recipient;
      const company = domainOf(prospect ?? '');
      rows.push({
        key: event.key,
        messageId: mail.fact.messageId,
        prospect,
        company,
        gateway: gateways.get(company) ?? null,
        url: event.destination ?? event.url ?? '',
        at: clickTime(joined),
        sinceSending: sinceSending(joined),
        ip: event.ip,
        network: event.ip === null ? null : isCloud(event.ip) ? 'cloud' : 'ordinary',
        human,
        verdict,
        reasons,
        waiting,
        said: said(joined)?.by ?? null,
        rules: [...(rules.get(joined) ?? [])],
      });
    }
  }
  rows.sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1));
  const counted = rows.filter((row) => !row.waiting);
  const human = counted.reduce((sum, row) => sum + row.human, 0);
  const caught = (id: RuleId): number => counted.filter((row) => row.rules.includes(id)).length;
  return {
    rows,
    raw: counted.length,
    waiting: rows.length - counted.length,
    human: tidy(human),
    negated: counted.length === 0 ? null : tidy(1 - human / counted.length),
    clickers: clickersInterval([...noClick.values()].map((none) => 1 - none)),
    rules: [
      ...RULES.map(({ id, says, source }) => ({ id, says, source, negated: caught(id) })),
      {
        id: 'any',
        says: 'any of these rules',
        source: 'their union',
        negated: counted.filter((row) => row.rules.length > 0).length,
      },
    ],
  };
}
