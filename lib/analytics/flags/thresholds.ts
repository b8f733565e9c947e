/** Every limit of every flag with its reason; data, so that settings can change them. */
export interface FlagThresholds {
  /** Distinct CTAs from which an email asks for too much. Real campaigns: 3 or more questions in 5 % (facts, CTAs 5.3). */
  readonly tooManyCtas: number;
  /** Share of emails that must have a trait before the sequence or step is said to have it: more often than not. */
  readonly mostEmails: number;
  /** Raw clickers below which "mostly machines" cannot be told. */
  readonly phantomMinRaw: number;
  /** Share of raw clickers that are machines from which the raw rate misleads. */
  readonly phantomShare: number;
  /** …and its 90 % lower bound must be at least this: 3 machines of 5 are no finding. */
  readonly phantomSure: number;
  /** Delivered prospects below which no rate is worth a verdict (facts, statistics 6.3). */
  readonly enoughProspects: number;
  /** Human clickers below which clicks cannot be set against replies. */
  readonly minClickers: number;
  /** Replies are few beside clicks when their upper bound is below this share of the clicks' lower bound. */
  readonly repliesPerClick: number;
  /** Openers below which opens cannot be set against clicks. */
  readonly minOpeners: number;
  /** Of the openers fewer than this click, by the upper bound: one in ten, where all published rates are higher. */
  readonly fewClicksOfOpens: number;
  /** Prospects written to below which a bounce rate is chance. */
  readonly minForBounces: number;
  /** Bounce rate, by its lower bound, from which a list is bad: averages are 5 to 7.5 %, checked lists below 2 % (facts, 7). */
  readonly manyBounces: number;
  /** Emails with links below which untracked links are not worth a word. */
  readonly minUntracked: number;
  /** A step adds nothing when even the upper bound of its reply rate is below this: what an average cold sequence gets at all. */
  readonly stepWorth: number;
  /** A tracker's clock this far off puts clicks before emails (attribution allows two minutes). In milliseconds. */
  readonly clockSkew: number;
  /** Events from which a clock's error can be estimated. */
  readonly clockEvents: number;
}

export const DEFAULT_THRESHOLDS: FlagThresholds = {
  tooManyCtas: 3,
  mostEmails: 0.5,
  phantomMinRaw: 5,
  phantomShare: 0.5,
  phantomSure: 1 / 3,
  enoughProspects: 50,
  minClickers: 8,
  repliesPerClick: 0.5,
  minOpeners: 30,
  fewClicksOfOpens: 0.1,
  minForBounces: 20,
  manyBounces: 0.05,
  minUntracked: 5,
  stepWorth: 0.02,
  clockSkew: 120_000,
  clockEvents: 5,
};

/** How a threshold is written for people: a number of things, a share in per cent, or milliseconds as seconds. */
export type ThresholdUnit = 'count' | 'share' | 'seconds';

export interface ThresholdRange {
  readonly unit: ThresholdUnit;
  /** Smallest and largest value that makes sense, in the threshold's own measure. */
  readonly min: number;
  readonly max: number;
}

/** Within these a user may set each threshold; outside, a flag would fire on everything or on nothing. */
export const THRESHOLD_RANGES: Readonly<Record<keyof FlagThresholds, ThresholdRange>> = {
  tooManyCtas: { unit: 'count', min: 2, max: 10 },
  mostEmails: { unit: 'share', min: 0.1, max: 1 },
  phantomMinRaw: { unit: 'count', min: 3, max: 100 },
  phantomShare: { unit: 'share', min: 0.1, max: 0.95 },
  phantomSure: { unit: 'share', min: 0.05, max: 0.95 },
  enoughProspects: { unit: 'count', min: 20, max: 1000 },
  minClickers: { unit: 'count', min: 3, max: 200 },
  repliesPerClick: { unit: 'share', min: 0.05, max: 1 },
  minOpeners: { unit: 'count', min: 10, max: 500 },
  fewClicksOfOpens: { unit: 'share', min: 0.01, max: 0.5 },
  minForBounces: { unit: 'count', min: 10, max: 500 },
  manyBounces: { unit: 'share', min: 0.01, max: 0.3 },
  minUntracked: { unit: 'count', min: 1, max: 500 },
  stepWorth: { unit: 'share', min: 0.001, max: 0.1 },
  clockSkew: { unit: 'seconds', min: 30_000, max: 3_600_000 },
  clockEvents: { unit: 'count', min: 2, max: 100 },
};
