import { asksForClicks } from '../rates/doings';
import { MATURE } from '../rates/rate';
import { wilson } from '../rates/wilson';
import { intervalEvidence, percent, type Rule, withInterval } from './rule';

/** What the numbers show. */

/** The raw click rate is mostly machines. */
export const phantomClicks: Rule = ({ figures }, limits) => {
  const raw = figures.rates.rawClick.hits;
  const human = Math.min(raw, figures.rates.click.hits);
  if (raw < limits.phantomMinRaw) return null;
  const share = 1 - human / raw;
  if (share < limits.phantomShare || (wilson(raw - human, raw).low ?? 0) < limits.phantomSure) return null;
  return {
    code: 'phantom-clicks',
    severity: 'warning',
    message: `${percent(share)} of the prospects who “clicked” are security scanners: ${Number(raw.toFixed(1))} raw, ${human.toFixed(1)} human. Judge this sequence by its replies.`,
    evidence: { raw, human, share },
  };
};

/** Many people click and hardly anyone answers: the content is read, the ask is not. */
export const clicksWithoutReplies: Rule = ({ figures }, limits) => {
  const { click, reply } = figures.rates;
  if (figures.prospects.delivered < limits.enoughProspects || reply.maturity < MATURE) return null;
  if (click.hits < limits.minClickers || click.low === null || reply.high === null) return null;
  if (reply.high > click.low * limits.repliesPerClick) return null;
  return {
    code: 'clicks-without-replies',
    severity: 'warning',
    message: `People click and do not answer: human clicks ${withInterval(click)}, replies ${withInterval(reply)}. Ask one question that can be answered by reply instead of sending people to a page.`,
    evidence: {
      clickers: click.hits,
      replies: reply.hits,
      delivered: click.of,
      ...intervalEvidence('click', click),
      ...intervalEvidence('reply', reply),
    },
  };
};

/** The subject promised more than the content kept. */
export const opensWithoutClicks: Rule = ({ figures }, limits) => {
  const { open, clickToOpen, reply } = figures.rates;
  const { delivered } = figures.prospects;
  if (delivered < limits.enoughProspects || reply.maturity < MATURE || open.hits < limits.minOpeners)
    return null;
  // An email without a tracked link cannot be clicked.
  if (figures.rates.clickableClick.of < delivered * 0.9 || clickToOpen.high === null) return null;
  const answered = wilson(Math.min(reply.hits, open.hits), open.hits);
  if (clickToOpen.high > limits.fewClicksOfOpens || (answered.high ?? 1) > limits.fewClicksOfOpens)
    return null;
  return {
    code: 'opens-without-clicks',
    severity: 'warning',
    message: `People open and then do nothing: of ${open.hits.toFixed(0)} who opened, ${clickToOpen.hits.toFixed(1)} clicked and ${reply.hits} replied. The subject promises more than the email keeps; say in the first line what the subject promised. (Opens are unreliable: some are machines.)`,
    evidence: { opened: open.hits, clickers: clickToOpen.hits, replies: reply.hits, delivered },
  };
};

export const manyBounces: Rule = ({ figures }, limits) => {
  const { bounce } = figures.rates;
  if (bounce.of < limits.minForBounces || (bounce.low ?? 0) < limits.manyBounces) return null;
  return {
    code: 'many-bounces',
    severity: 'warning',
    message: `${bounce.hits} of ${bounce.of} addresses do not exist or refuse mail: ${withInterval(bounce)}. Check the list before the next email; bounces harm the delivery of all your mail.`,
    evidence: { bounced: bounce.hits, of: bounce.of, ...intervalEvidence('bounce', bounce) },
  };
};

export const tooEarly: Rule = ({ figures }, limits) => {
  const { delivered } = figures.prospects;
  // Of nobody there is nothing to judge, early or late.
  if (delivered === 0 || delivered >= limits.enoughProspects) return null;
  const missing = limits.enoughProspects - delivered;
  return {
    code: 'too-early',
    severity: 'note',
    message: `Too early to tell: ${delivered} prospects reached. Wait for at least ${missing} more before you judge.`,
    evidence: { delivered, needed: limits.enoughProspects },
  };
};

export const maturing: Rule = ({ figures }) => {
  const { reply } = figures.rates;
  if (reply.of === 0 || reply.maturity >= MATURE) return null;
  return {
    code: 'maturing',
    severity: 'note',
    message: `Still maturing: about ${percent(reply.maturity)} of the replies to be expected have come. Do not judge it before ${percent(MATURE)} have.`,
    evidence: { maturity: reply.maturity, delivered: reply.of, mature: MATURE },
  };
};

/** Links that no tracker reports on: their clicks are not counted, which is not the same as no clicks. */
export const untrackedLinks: Rule = ({ emails, level }, limits) => {
  if (level === 'totals') return null;
  let untracked = 0;
  for (const sent of emails) if (!sent.clickable && asksForClicks(sent)) untracked++;
  if (untracked < limits.minUntracked) return null;
  const linked = emails.reduce((count, sent) => (asksForClicks(sent) ? count + 1 : count), 0);
  if (untracked / linked < limits.mostEmails) return null;
  return {
    code: 'untracked-links',
    severity: 'note',
    message: `No tracker reports on the links of ${untracked} of ${linked} emails: their clicks are unknown, not zero. Judge by replies, or connect the tracker that made these links.`,
    evidence: { withLinks: linked, untracked },
  };
};

export const unfilteredCounters: Rule = ({ counters = [] }) => {
  const clicks = counters.reduce((total, counter) => total + counter.clicks, 0);
  if (clicks === 0) return null;
  const trackers = [...new Set(counters.map(({ tracker }) => tracker))].sort();
  return {
    code: 'unfiltered-counters',
    severity: 'note',
    message: `${trackers.join(', ')} gives sums without single clicks (${clicks}): they cannot be filtered and are not part of any rate here. Export single events where the tracker can.`,
    evidence: { clicks, trackers },
  };
};

/** A later step that hardly anyone answers, of those it could still win. */
export const stepAddsNothing: Rule = ({ level, step, hazards, figures }, limits) => {
  if (level !== 'step' || step === null || step < 2 || figures.rates.reply.maturity < MATURE) return null;
  const hazard = hazards.find((entry) => entry.step === step)?.hazard;
  if (hazard === undefined || hazard.high === null || hazard.high > limits.stepWorth) return null;
  return {
    code: 'step-adds-nothing',
    severity: 'note',
    message: `Step ${step} adds next to nothing: ${hazard.hits} replies from ${hazard.of} prospects who had not answered before, at most ${percent(hazard.high)}. Leave it out or write it anew.`,
    evidence: { step, replies: hazard.hits, prospects: hazard.of, mostReplies: hazard.high },
  };
};

function span(minutes: number): string {
  const hours = Math.round(minutes / 6) / 10;
  return minutes < 90 && minutes % 60 !== 0
    ? `${minutes} minutes`
    : `${hours} ${hours === 1 ? 'hour' : 'hours'}`;
}

export const trackerClock: Rule = ({ clocks = [] }, limits) => {
  const wrong = clocks.filter(
    ({ skew, events }) => Math.abs(skew) >= limits.clockSkew && events >= limits.clockEvents,
  );
  const worst = [...wrong].sort(
    (a, b) => Math.abs(b.skew) - Math.abs(a.skew) || (a.tracker < b.tracker ? -1 : 1),
  )[0];
  if (worst === undefined) return null;
  const minutes = Math.round(Math.abs(worst.skew) / 60_000);
  return {
    code: 'tracker-clock',
    severity: 'note',
    message: `The times of “${worst.tracker}” are ${span(minutes)} ${worst.skew > 0 ? 'ahead of' : 'behind'} your mail. Plumbline sets them right; check the time zone of its export.`,
    evidence: {
      tracker: worst.tracker,
      minutes,
      direction: worst.skew > 0 ? 'ahead' : 'behind',
      events: worst.events,
      trackers: wrong.map(({ tracker }) => tracker).sort(),
    },
  };
};
