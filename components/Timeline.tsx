import type { ReactElement } from 'react';
import type { TimelineEntry } from '../lib/api/protocol';
import { reasonList } from '../lib/api/reason-words';
import { t } from '../lib/i18n/text';
import { type ClickWordCalls, ClickWords } from './ClickWords';
import { count, time } from './format';
import { CtaList, MarkedText } from './MarkedText';

const ANSWERS: Readonly<Record<string, () => string>> = {
  reply: () => t('steps.reply'),
  'auto-reply': () => t('steps.autoReply'),
  bounce: () => t('steps.bounce'),
  delay: () => t('steps.delay'),
  calendar: () => t('steps.calendar'),
  challenge: () => t('steps.challenge'),
  'read-receipt': () => t('steps.readReceipt'),
  complaint: () => t('steps.complaint'),
};

const VERDICTS = {
  human: 'steps.clicked',
  unsure: 'steps.clickedUnsure',
  scanner: 'steps.phantom',
} as const;

/** `97 %`, `99.5 %` */
const shareOf = (value: number): string => `${count(value * 100)}\u202f%`;

function host(url: string): string {
  return url.replace(/^https?:\/\//, '').replace(/\/$/, '');
}

/** How many things an email asks for. */
export function CtaCount({ ctas }: { ctas: readonly unknown[] }): ReactElement {
  return (
    <span className="badge">{ctas.length === 0 ? t('compose.none') : t('compose.count', ctas.length)}</span>
  );
}

/** What happened with one prospect, oldest first. */
export function Timeline({
  entries,
  words,
  briefly = false,
}: {
  entries: readonly TimelineEntry[];
  /** With it every click can be corrected. */
  words?: ClickWordCalls;
  /** Emails by their subject; what they ask for opens. */
  briefly?: boolean;
}): ReactElement {
  return (
    <ol className="timeline">
      {entries.map((entry, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: two events of one kind can share a second; the list is never reordered.
          key={`${entry.at}${entry.what}${index}`}
          className={`event event-${entry.what}${entry.what === 'click' ? ` event-${entry.verdict}` : ''}`}
        >
          <time dateTime={entry.at}>{time(entry.at)}</time>
          {entry.what === 'sent' && (
            <div>
              <strong>{t('steps.sent', { step: count(entry.step) })}</strong>
              {!entry.delivered && <span className="badge badge-warning">{t('steps.notDelivered')}</span>}
              {briefly ? (
                <>
                  <div className="muted">
                    {entry.subject === '' ? t('template.noSubject') : entry.subject}
                  </div>
                  <details className="marked-details">
                    <summary>
                      {t('outcomes.showEmail')} <CtaCount ctas={entry.ctas} />
                    </summary>
                    <MarkedText text={entry.text} ctas={entry.ctas} />
                  </details>
                </>
              ) : entry.ctas.length === 0 ? (
                <div className="muted">{t('compose.none')}</div>
              ) : (
                <>
                  <CtaList ctas={entry.ctas} />
                  <details className="marked-details">
                    <summary>{t('outcomes.showEmail')}</summary>
                    <MarkedText text={entry.text} ctas={entry.ctas} listed={false} />
                  </details>
                </>
              )}
            </div>
          )}
          {entry.what === 'click' && (
            <div>
              <strong>{t(VERDICTS[entry.verdict])}</strong>{' '}
              <span className="muted">{t('steps.human', { share: shareOf(entry.human) })}</span>
              <div className="muted">{host(entry.url)}</div>
              <div className="muted">{reasonList(entry.reasons.slice(0, 2))}</div>
              {words !== undefined && <ClickWords click={entry} calls={words} />}
            </div>
          )}
          {entry.what === 'answer' && (
            <div>
              <strong>{ANSWERS[entry.kind]?.() ?? entry.kind}</strong>
              <div className="muted">{entry.from}</div>
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}
