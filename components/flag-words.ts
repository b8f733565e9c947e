import { TRICK_WORDS } from '../lib/analytics/flags/subject';
import type { Flag } from '../lib/analytics/report-types';
import { language, t } from '../lib/i18n/text';

/**
 * A flag in the reader's language, from its code and evidence. In English it is to the letter what the report says
 * (tests/unit/components/flag-words.test.ts).
 */

const locale = language();
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const upToTenth = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });

const percent = (share: number): string => whole.format(Math.round(share * 100));

/** A flag's name for people; a code that a newer version wrote reads as words. */
export function flagName({ code }: Flag): string {
  switch (code) {
    case 'too-many-ctas':
      return t('flag.name.tooManyCtas');
    case 'two-ctas':
      return t('flag.name.twoCtas');
    case 'no-cta':
      return t('flag.name.noCta');
    case 'phantom-clicks':
      return t('flag.name.phantomClicks');
    case 'clicks-without-replies':
      return t('flag.name.clicksWithoutReplies');
    case 'opens-without-clicks':
      return t('flag.name.opensWithoutClicks');
    case 'clickbait-subject':
      return t('flag.name.clickbaitSubject');
    case 'many-bounces':
      return t('flag.name.manyBounces');
    case 'too-early':
      return t('flag.name.tooEarly');
    case 'maturing':
      return t('flag.name.maturing');
    case 'untracked-links':
      return t('flag.name.untrackedLinks');
    case 'unfiltered-counters':
      return t('flag.name.unfilteredCounters');
    case 'step-adds-nothing':
      return t('flag.name.stepAddsNothing');
    case 'tracker-clock':
      return t('flag.name.trackerClock');
    default:
      return code.replace(/-/g, ' ').replace(/^./, (ch) => ch.toUpperCase());
  }
}

/** The evidence by name: a number that is not there is 0, a word that is not there is empty. */
class Evidence {
  constructor(private readonly evidence: Flag['evidence']) {}

  has(name: string): boolean {
    return this.evidence[name] !== undefined;
  }

  number(name: string): number {
    const value = this.evidence[name];
    return typeof value === 'number' ? value : 0;
  }

  text(name: string): string {
    const value = this.evidence[name];
    return typeof value === 'string' ? value : '';
  }

  list(name: string): readonly string[] {
    const value = this.evidence[name];
    return typeof value === 'object' ? value : [];
  }

  /** "4.0 % (2.1 to 7.3)" */
  interval(name: string): string {
    if (!this.has(`${name}Value`)) return t('flag.none');
    const part = (end: string): string => tenth.format(this.number(name + end) * 100);
    return t('flag.interval', { value: part('Value'), low: part('Low'), high: part('High') });
  }
}

function tricks(evidence: Evidence): string {
  const words = evidence.list('tricks').map((trick) => {
    if (trick === 'fake-reply') return t('flag.fakeReply');
    if (trick === 'capitals') return t('flag.capitals');
    return trick in TRICK_WORDS ? t('flag.promise') : trick;
  });
  return words.reduce((all, next) => (all === '' ? next : t('flag.and', { a: all, b: next })), '');
}

function span(minutes: number): string {
  if (minutes < 90 && minutes % 60 !== 0) return t('flag.minutes', { n: whole.format(minutes) });
  const hours = Math.round(minutes / 6) / 10;
  return hours === 1 ? t('flag.hour', { n: 1 }) : t('flag.hours', { n: upToTenth.format(hours) });
}

function clickbait(flag: Flag, evidence: Evidence): string {
  if (!evidence.has('emails')) return t('flag.clickbaitSubjectOne', { tricks: tricks(evidence) });
  const rates = {
    open: evidence.interval('open'),
    reply: evidence.interval('reply'),
    click: evidence.interval('click'),
  };
  return t('flag.clickbaitSubject', {
    tricks: tricks(evidence),
    verdict: flag.severity === 'warning' ? t('flag.leave') : t('flag.fewOpens'),
    numbers: evidence.has('openValue')
      ? t('flag.numbersAll', rates)
      : t('flag.numbersReplies', { reply: rates.reply }),
  });
}

/** What was found and what to try. */
export function flagSentence(flag: Flag): string {
  const evidence = new Evidence(flag.evidence);
  const count = (name: string): string => upToTenth.format(evidence.number(name));
  const share = (part: string, of: string): string =>
    percent(evidence.number(part) / Math.max(1, evidence.number(of)));
  switch (flag.code) {
    case 'too-many-ctas':
      return evidence.has('emails')
        ? t('flag.tooManyCtas', { share: share('withTooMany', 'emails'), limit: count('limit') })
        : t('flag.tooManyCtasOne', { most: count('most') });
    case 'two-ctas':
      return t('flag.twoCtas', { share: share('withTwo', 'emails') });
    case 'no-cta':
      return t('flag.noCta', { share: share('withoutCta', 'emails') });
    case 'phantom-clicks':
      return t('flag.phantomClicks', {
        share: percent(evidence.number('share')),
        raw: count('raw'),
        human: tenth.format(evidence.number('human')),
      });
    case 'clicks-without-replies':
      return t('flag.clicksWithoutReplies', {
        click: evidence.interval('click'),
        reply: evidence.interval('reply'),
      });
    case 'opens-without-clicks':
      return t('flag.opensWithoutClicks', {
        opened: whole.format(evidence.number('opened')),
        clickers: tenth.format(evidence.number('clickers')),
        replies: count('replies'),
      });
    case 'clickbait-subject':
      return clickbait(flag, evidence);
    case 'many-bounces':
      return t('flag.manyBounces', {
        bounced: count('bounced'),
        of: count('of'),
        rate: evidence.interval('bounce'),
      });
    case 'too-early':
      return t('flag.tooEarly', {
        delivered: count('delivered'),
        missing: whole.format(evidence.number('needed') - evidence.number('delivered')),
      });
    case 'maturing':
      return t('flag.maturing', {
        share: percent(evidence.number('maturity')),
        mature: percent(evidence.number('mature')),
      });
    case 'untracked-links':
      return t('flag.untrackedLinks', { untracked: count('untracked'), linked: count('withLinks') });
    case 'unfiltered-counters':
      return t('flag.unfilteredCounters', {
        trackers: evidence.list('trackers').join(', '),
        clicks: count('clicks'),
      });
    case 'step-adds-nothing':
      return t('flag.stepAddsNothing', {
        step: count('step'),
        replies: count('replies'),
        prospects: count('prospects'),
        most: percent(evidence.number('mostReplies')),
      });
    case 'tracker-clock': {
      const words = { tracker: evidence.text('tracker'), span: span(evidence.number('minutes')) };
      return evidence.text('direction') === 'ahead'
        ? t('flag.clockAhead', words)
        : t('flag.clockBehind', words);
    }
    default:
      return flag.message;
  }
}
