import type { Analysis, Sent } from '../analytics/analyse';
import type { JoinedEvent } from '../analytics/attribution/clicks';
import { auditClicks } from '../analytics/phantom/audit';
import type { JudgedClick } from '../analytics/phantom/judge';
import { tidy } from '../analytics/rates/rate';
import { domainOf } from '../facts/message';
import type {
  AuditClick,
  AuditColumn,
  AuditFilter,
  AuditScope,
  AuditSummary,
  ClickEvidence,
  ReasonCount,
} from './audit-types';
import { clickDecisions, type DecisionView, saidOf } from './decisions';
import { reasonWords } from './reason-words';

/** An analysis becomes the click audit. Pure. */

export interface ScopeAudit {
  readonly rows: readonly AuditClick[];
  readonly summary: AuditSummary;
}

const NOWHERE = { id: '', name: '' };

/** All clicks of a scope with their verdicts, and what the filter and each published rule made of them. */
export function auditScope(
  analysis: Analysis,
  decisions: readonly DecisionView[],
  scope: AuditScope,
): ScopeAudit {
  const inScope = (sequence: string, step: number | null): boolean =>
    (scope.sequence === null || scope.sequence === sequence) && (scope.step === null || scope.step === step);
  const emails: Sent[] = [];
  const clicks = new Map<string, { judged: JudgedClick; sent: Sent }>();
  for (const sent of analysis.sent) {
    if (sent.placement === null || !inScope(sent.placement.sequence.id, sent.placement.step)) continue;
    emails.push(sent);
    for (const judged of sent.clicks) clicks.set(judged.joined.event.key, { judged, sent });
  }
  const audit = auditClicks(emails, analysis.mailbox, clickDecisions(decisions));
  const said = saidOf(decisions);
  const rows = audit.rows.flatMap((row): AuditClick[] => {
    const of = clicks.get(row.key);
    if (of === undefined) return [];
    const { joined } = of.judged;
    const { placement, mail } = of.sent;
    return [
      {
        ...row,
        sequence: named(placement?.sequence ?? NOWHERE),
        step: placement?.step ?? null,
        subject: mail.fact.subject,
        tracker: joined.event.tracker,
        joinedBy: joined.by,
        certainty: joined.certainty,
        said: said(row.key, row.company),
      },
    ];
  });
  // Clicks on a link that many got, from a tracker that names nobody: they count for the sequence, for no person.
  const nobodys: AuditClick[] = [];
  for (const judged of analysis.clicks) {
    const place = analysis.sequenceOnly.get(judged.joined);
    if (place !== undefined && inScope(place.sequence.id, place.step))
      nobodys.push(nobodysRow(judged, named(place.sequence), place.step, said));
  }
  return {
    rows: [...rows, ...nobodys].sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1)),
    summary: withNobodys(audit, nobodys),
  };
}

function named({ id, name }: { readonly id: string; readonly name: string }): AuditClick['sequence'] {
  return { id, name };
}

function nobodysRow(
  { joined, human, verdict, reasons, waiting }: JudgedClick,
  sequence: AuditClick['sequence'],
  step: number | null,
  said: ReturnType<typeof saidOf>,
): AuditClick {
  const { event } = joined;
  const company = companyOf(joined);
  return {
    key: event.key,
    messageId: null,
    prospect: joined.prospect ?? event.recipient,
    company,
    gateway: null,
    url: event.destination ?? event.url ?? '',
    at: joined.at,
    sinceSending: null,
    ip: event.ip,
    network: null,
    human,
    verdict,
    reasons,
    waiting,
    rules: [],
    sequence,
    step,
    subject: '',
    tracker: event.tracker,
    joinedBy: joined.by,
    certainty: joined.certainty,
    said: said(event.key, company),
  };
}

/** Domain of the company whose click it is; `''` where the tracker does not say who clicked. */
export function companyOf({ prospect, event }: Pick<JoinedEvent, 'prospect' | 'event'>): string {
  return domainOf(prospect ?? event.recipient ?? '');
}

function withNobodys(audit: AuditSummary, nobodys: readonly AuditClick[]): AuditSummary {
  const counted = nobodys.filter((row) => !row.waiting);
  const raw = audit.raw + counted.length;
  const human = tidy(audit.human + counted.reduce((sum, row) => sum + row.human, 0));
  return {
    raw,
    waiting: audit.waiting + nobodys.length - counted.length,
    human,
    negated: raw === 0 ? null : tidy(1 - human / raw),
    clickers: audit.clickers,
    rules: audit.rules,
  };
}

/** Clicks that pass, in the order asked for; equal ones in time order. */
export function selectClicks(
  rows: readonly AuditClick[],
  filter: AuditFilter,
  sort: { readonly column: AuditColumn; readonly direction: 'ascending' | 'descending' },
): AuditClick[] {
  const text = filter.text.trim().toLowerCase();
  const found = rows.filter(
    (row) =>
      verdictPasses(row, filter.verdict) &&
      (filter.company === null || row.company === filter.company) &&
      rulePasses(row, filter.rule) &&
      (text === '' || holds(row, text)),
  );
  const sign = sort.direction === 'ascending' ? 1 : -1;
  const value = SORTED_BY[sort.column];
  return found.sort((a, b) => {
    const [x, y] = [value(a), value(b)];
    // What a click does not have stands last, whichever way.
    if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
    return x < y ? -sign : x > y ? sign : 0;
  });
}

const SORTED_BY: { readonly [column in AuditColumn]: (row: AuditClick) => string | number | null } = {
  at: (row) => row.at,
  human: (row) => row.human,
  since: (row) => row.sinceSending,
  prospect: (row) => (row.company === '' ? null : `${row.company} ${row.prospect ?? ''}`),
  url: (row) => row.url,
  rules: (row) => row.rules.length,
};

function verdictPasses(row: AuditClick, verdict: AuditFilter['verdict']): boolean {
  if (verdict === null) return true;
  if (verdict === 'waiting') return row.waiting;
  if (verdict === 'said') return row.said !== null;
  return row.verdict === verdict && !row.waiting;
}

function rulePasses(row: AuditClick, rule: AuditFilter['rule']): boolean {
  if (rule === null) return true;
  if (rule === 'any') return row.rules.length > 0;
  if (rule === 'none') return row.rules.length === 0;
  return row.rules.includes(rule);
}

function holds(row: AuditClick, text: string): boolean {
  return [
    row.prospect,
    row.url,
    row.subject,
    row.sequence.name,
    row.ip,
    row.gateway,
    ...row.reasons.map(reasonWords),
  ].some((part) => part?.toLowerCase().includes(text));
}

/** A time in words differs from click to click: as a reason it is one. */
const AFTER_SENDING = /^\d{1,9} [a-z]{1,10} after sending$/;
const STRONGEST = 3;

function tally(rows: readonly AuditClick[]): ReasonCount[] {
  const counts = new Map<string, { clicks: number; texts: Map<string, number> }>();
  for (const { reasons } of rows)
    for (const reason of reasons) {
      const key = AFTER_SENDING.test(reason) ? 'after sending' : reason;
      const entry = counts.get(key) ?? { clicks: 0, texts: new Map<string, number>() };
      entry.clicks++;
      entry.texts.set(reason, (entry.texts.get(reason) ?? 0) + 1);
      counts.set(key, entry);
    }
  return [...counts.values()]
    .map(({ clicks, texts }) => ({ clicks, text: [...texts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '' }))
    .sort((a, b) => b.clicks - a.clicks || (a.text < b.text ? -1 : 1))
    .slice(0, STRONGEST);
}

/** What stands behind the click rate of a scope. */
export function evidenceOf({ rows, summary }: ScopeAudit): ClickEvidence {
  const counted = rows.filter((row) => !row.waiting);
  const of = (verdict: AuditClick['verdict']): AuditClick[] =>
    counted.filter((row) => row.verdict === verdict);
  return {
    raw: summary.raw,
    human: summary.human,
    phantom: tidy(summary.raw - summary.human),
    waiting: summary.waiting,
    clickers: summary.clickers,
    verdicts: {
      human: of('human').length,
      unsure: of('unsure').length,
      scanner: of('scanner').length,
    },
    said: rows.filter((row) => row.said !== null).length,
    forMachine: tally(of('scanner')),
    forHuman: tally(of('human')),
  };
}
