import type { ReactElement } from 'react';
import type { TimelineEntry } from '../lib/api/protocol';
import { t } from '../lib/i18n/text';
import { type ClickWordCalls, ClickWords } from './ClickWords';
import { count, time } from './format';
import { CtaList, MarkedText } from './MarkedText';

const ANSWERS: Readonly<Record<string, string>> = {
  reply: 'Replied',
  'auto-reply': 'Automatic answer',
  bounce: 'Bounced: not delivered',
  delay: 'Delivery delayed',
  calendar: 'Answered a calendar invitation',
  challenge: 'Asked for a sender check',
  'read-receipt': 'Read receipt',
  complaint: 'Reported as spam',
};

const VERDICTS = { human: 'Clicked', unsure: 'Clicked, unsure by whom', scanner: 'Phantom click' } as const;

function host(url: string): string {
  return url.replace(/^https?:\/\//, '').replace(/\/$/, '');
}

/** What happened with one prospect, oldest first. */
export function Timeline({
  entries,
  words,
}: {
  entries: readonly TimelineEntry[];
  /** With it every click can be corrected. */
  words?: ClickWordCalls;
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
              <strong>Step {entry.step} sent</strong>
              {!entry.delivered && <span className="badge badge-warning">not delivered</span>}
              {entry.ctas.length === 0 ? (
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
              <strong>{VERDICTS[entry.verdict]}</strong>{' '}
              <span className="muted">
                {count(entry.human * 100)}
                {'\u202f'}% human
              </span>
              <div className="muted">{host(entry.url)}</div>
              <div className="muted">{entry.reasons.slice(0, 2).join('; ')}</div>
              {words !== undefined && <ClickWords click={entry} calls={words} />}
            </div>
          )}
          {entry.what === 'answer' && (
            <div>
              <strong>{ANSWERS[entry.kind] ?? entry.kind}</strong>
              <div className="muted">{entry.from}</div>
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}
