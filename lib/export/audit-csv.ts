import Papa from 'papaparse';
import type { AuditRow } from '../analytics/phantom/audit';

/** A click as it goes into a file: a row of the audit with where it belongs. */
export interface AuditLine extends Omit<AuditRow, 'said' | 'messageId'> {
  readonly messageId: string | null;
  readonly said: { readonly by: 'human' | 'machine'; readonly company: boolean } | null;
  readonly sequence: { readonly name: string };
  readonly step: number | null;
  readonly subject: string;
  readonly tracker: string;
  readonly joinedBy: string | null;
  readonly certainty: number;
}

const COLUMNS: readonly (readonly [heading: string, value: (line: AuditLine) => string | number | null])[] = [
  ['Clicked at', ({ at }) => new Date(at).toISOString()],
  ['Verdict', ({ verdict, waiting }) => (waiting ? 'waiting' : verdict)],
  ['Probability human', ({ human }) => human],
  ['Reasons', ({ reasons }) => reasons.join('; ')],
  ['Your word', ({ said }) => (said === null ? null : `${said.by}${said.company ? ' (company)' : ''}`)],
  ['Seconds since sending', ({ sinceSending }) => (sinceSending === null ? null : sinceSending / 1000)],
  ['Prospect', ({ prospect }) => prospect],
  ['Company', ({ company }) => company],
  ['Gateway', ({ gateway }) => gateway],
  ['Network', ({ network }) => network],
  ['Address', ({ ip }) => ip],
  ['Link', ({ url }) => url],
  ['Sequence', ({ sequence }) => sequence.name],
  ['Step', ({ step }) => step],
  ['Subject', ({ subject }) => subject],
  ['Published rules', ({ rules }) => rules.join(' ')],
  ['Tracker', ({ tracker }) => tracker],
  ['Joined by', ({ joinedBy }) => joinedBy],
  ['Certainty of the join', ({ certainty }) => certainty],
  ['Message-ID', ({ messageId }) => messageId],
  ['Event key', ({ key }) => key],
];

/** RFC 4180 CSV of clicks. Cells that a spreadsheet would run as a formula are made text. */
export function auditCsv(lines: readonly AuditLine[]): string {
  const fields = COLUMNS.map(([heading]) => heading);
  const data = lines.map((line) => COLUMNS.map(([, value]) => value(line) ?? ''));
  return `${Papa.unparse({ fields, data }, { escapeFormulae: true, newline: '\r\n' })}\r\n`;
}
