import { type ReactElement, useCallback, useEffect, useMemo } from 'react';
import { useAttempt } from '../../components/Alerts';
import { AuditHeadline, RuleTable } from '../../components/AuditSummary';
import { AuditTable } from '../../components/AuditTable';
import { Failure } from '../../components/Failure';
import { count } from '../../components/format';
import { PageTitle } from '../../components/PageTitle';
import { Field } from '../../components/ui/Field';
import { Select } from '../../components/ui/Select';
import { useClickWords } from '../../components/useClickWords';
import {
  AUDIT_COLUMNS,
  type AuditPage as AuditAnswer,
  type AuditClick,
  type AuditFilter,
  type AuditQuery,
} from '../../lib/api/audit-types';
import { ask } from '../../lib/api/client';
import { decisionCalls } from '../../lib/api/decision-calls';
import { auditCsv } from '../../lib/export/audit-csv';
import { t } from '../../lib/i18n/text';
import { saveFile } from './saveFile';
import { useNarrow } from './useNarrow';
import { loadPages, usePages } from './usePages';
import { hrefTo, type Route, replaceRoute } from './useRoute';

type RowsQuery = Omit<AuditQuery, 'offset' | 'limit'>;

const VERDICTS = ['human', 'unsure', 'scanner', 'waiting', 'said'] as const;
const RULES = ['any', 'none', 'R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8'] as const;

function oneOf<T extends string>(of: readonly T[], value: string | null): T | null {
  return of.find((entry) => entry === value) ?? null;
}

/** What the address asks for: a view of the audit has its own link. */
function queryOf({ id, query }: Route): RowsQuery {
  const step = Number(query.get('step') ?? Number.NaN);
  return {
    sequence: id,
    step: Number.isInteger(step) && step > 0 ? step : null,
    verdict: oneOf(VERDICTS, query.get('verdict')),
    company: query.get('company'),
    rule: oneOf(RULES, query.get('rule')),
    text: query.get('text') ?? '',
    sort: {
      column: oneOf(AUDIT_COLUMNS, query.get('sort')) ?? 'at',
      direction: query.get('order') === 'ascending' ? 'ascending' : 'descending',
    },
  };
}

function addressOf(query: RowsQuery): string {
  const { sequence, step, verdict, company, rule, text, sort } = query;
  const usual = sort.column === 'at' && sort.direction === 'descending';
  return hrefTo('audit', sequence ?? undefined, {
    ...(step === null ? {} : { step: String(step) }),
    ...(verdict === null ? {} : { verdict }),
    ...(company === null ? {} : { company }),
    ...(rule === null ? {} : { rule }),
    ...(text === '' ? {} : { text }),
    ...(usual ? {} : { sort: sort.column, order: sort.direction }),
  });
}

/** All clicks of a sequence, of a step, or of all, with what was made of each and why. */
export function AuditPage({ route }: { route: Route }): ReactElement {
  const query = useMemo(() => queryOf(route), [route]);
  const askPage = (offset: number, limit: number): Promise<AuditAnswer> =>
    ask('audit', { ...query, offset, limit });
  const { answer, more, retry } = usePages<AuditClick, AuditAnswer>(JSON.stringify(query), askPage);
  const words = useClickWords(decisionCalls);
  const attempt = useAttempt();
  const narrow = useNarrow();
  // Replaced, not pushed: a letter typed into the search is no page to go back to.
  const go = useCallback(
    (change: Partial<RowsQuery>) => replaceRoute(addressOf({ ...query, ...change })),
    [query],
  );
  const onCompany = useCallback((company: string) => go({ company }), [go]);
  const now = answer.state === 'ready' ? answer.value.last.sequence : null;
  useEffect(() => {
    // A sequence that was merged lives on under another id.
    if (now !== null && query.sequence !== null && now.id !== query.sequence) go({ sequence: now.id });
  }, [now, query.sequence, go]);
  const exportCsv = async (): Promise<void> => {
    const { rows } = await loadPages<AuditClick, AuditAnswer>(askPage, Number.POSITIVE_INFINITY);
    saveFile(`plumbline-clicks-${new Date().toISOString().slice(0, 10)}.csv`, 'text/csv', auditCsv(rows));
  };
  const filtered =
    query.verdict !== null || query.company !== null || query.rule !== null || query.text !== '';
  return (
    <>
      <div className="title-line">
        <PageTitle title={t('audit.title')} />
        <button type="button" className="quiet" onClick={() => attempt(t('audit.exporting'), exportCsv)}>
          {t('audit.export')}
        </button>
      </div>
      <p className="audit-scope">
        {query.sequence === null ? (
          t('audit.scopeAll')
        ) : (
          <>
            <a href={hrefTo('sequence', now?.id ?? query.sequence)}>{now?.name ?? t('audit.gone')}</a>
            {query.step !== null && `, ${t('audit.scopeStep', [query.step])} `}
            {query.step !== null && (
              <button type="button" className="quiet small" onClick={() => go({ step: null })}>
                {t('audit.allSteps')}
              </button>
            )}{' '}
            <a href={hrefTo('audit')}>{t('audit.scopeAllLink')}</a>
          </>
        )}
      </p>
      {answer.state === 'failed' && <Failure message={answer.error} onRetry={retry} />}
      {answer.state === 'ready' && (
        <>
          <AuditHeadline summary={answer.value.last.summary} />
          <RuleTable summary={answer.value.last.summary} onRule={(rule) => go({ rule })} />
          <fieldset className="filters">
            <legend className="sr-only">{t('audit.filter')}</legend>
            <Select
              label={t('audit.filterVerdict')}
              value={query.verdict ?? 'all'}
              options={[
                { id: 'all', text: t('audit.filterAll') },
                { id: 'human', text: t('audit.human') },
                { id: 'unsure', text: t('audit.unsure') },
                { id: 'scanner', text: t('audit.scanner') },
                { id: 'waiting', text: t('audit.waiting') },
                { id: 'said', text: t('audit.filterSaid') },
              ]}
              onChange={(verdict) => go({ verdict: oneOf(VERDICTS, verdict) })}
            />
            <Select
              label={t('audit.filterRule')}
              value={query.rule ?? 'all'}
              options={[
                { id: 'all', text: t('audit.filterAll') },
                { id: 'any', text: t('audit.filterAnyRule') },
                { id: 'none', text: t('audit.filterNoRule') },
                ...answer.value.last.summary.rules.flatMap(({ id }) =>
                  id === 'any' ? [] : [{ id, text: t('audit.filterRuleId', [id]) }],
                ),
              ]}
              onChange={(rule) => go({ rule: oneOf(RULES, rule) })}
            />
            <Field
              label={t('audit.filterText')}
              type="search"
              value={query.text}
              onChange={(text) => go({ text })}
            />
          </fieldset>
          <div className="filter-line">
            <span aria-live="polite" className="muted">
              {t('audit.shown', answer.value.last.total, [
                count(answer.value.last.total),
                count(answer.value.last.summary.raw + answer.value.last.summary.waiting),
              ])}
            </span>
            {query.company !== null && <span className="badge">{query.company}</span>}
            {filtered && (
              <button
                type="button"
                className="quiet small"
                onClick={() =>
                  go({ verdict: null, company: null, rule: null, text: '' } satisfies AuditFilter)
                }
              >
                {t('audit.noFilter')}
              </button>
            )}
          </div>
          <AuditTable
            rows={answer.value.rows}
            sort={query.sort}
            narrow={narrow}
            onSort={(sort) => go({ sort })}
            onCompany={onCompany}
            words={words}
            onMore={more}
          />
        </>
      )}
    </>
  );
}
