import type { ReactElement } from 'react';
import type { Cta, CtaKind } from '../lib/analytics/ctas/find';
import type { TimelineEntry } from '../lib/api/protocol';
import { type ClickWordCalls, ClickWords } from './ClickWords';
import { count, time } from './format';

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

const ASKS: Readonly<Record<CtaKind, string>> = {
  link: 'Link',
  book: 'Meeting',
  ask: 'Question',
  resource: 'Offer of material',
  referral: 'Referral',
  call: 'Phone call',
  attachment: 'Attachment',
};

function host(url: string): string {
  return url.replace(/^https?:\/\//, '').replace(/\/$/, '');
}

/** The words that ask; a bare link has none but its address. */
function wordsOf({ text, target }: Cta): string {
  return text === '' ? host(target ?? '') : text;
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
                <div className="muted">no CTA</div>
              ) : (
                <ul className="ctas muted" aria-label="CTAs">
                  {entry.ctas.map((cta) => (
                    <li key={`${cta.kind}${cta.offset}${cta.target}${cta.text}`}>
                      <span className="cta-kind">{ASKS[cta.kind]}:</span> {wordsOf(cta)}
                    </li>
                  ))}
                </ul>
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
