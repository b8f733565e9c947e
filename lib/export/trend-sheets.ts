import { FILTER_VERSION } from '../analytics/definitions';
import type { CompanyFigures, LinkClicks } from '../analytics/trend/groups';
import type { WeekFigures } from '../analytics/trend/weeks';
import { FILTER, rateCells, rateColumns } from './rate-columns';
import type { Sheet } from './sheets';

/** A prospect as their row in an export. */
export interface ProspectLine {
  /** The address. */
  readonly key: string;
  readonly name: string;
  readonly sequences: readonly { readonly name: string }[];
  readonly emails: number;
  /** ms UTC; 0 where no email has a date. */
  readonly lastAt: number;
  readonly delivered: boolean;
  readonly replied: boolean;
  /** P(at least one human click), 0 to 1. */
  readonly clicked: number;
}

/** A sequence by week of sending, with numerators, denominators and intervals. */
export function weeksSheet(weeks: readonly WeekFigures[]): Sheet {
  return {
    name: 'weeks',
    columns: [
      { heading: 'Week from (Monday, UTC)', type: 'time' },
      { heading: 'Emails sent', type: 'count' },
      { heading: 'Delivered prospects', type: 'count' },
      ...rateColumns('Reply rate'),
      ...rateColumns('Click rate'),
      ...rateColumns('Raw click rate'),
      FILTER,
    ],
    rows: weeks.map(({ start, sent, delivered, reply, click, rawClick }) => [
      start,
      sent,
      delivered,
      ...rateCells(reply),
      ...rateCells(click),
      ...rateCells(rawClick),
      FILTER_VERSION,
    ]),
  };
}

/** Clicks per destination, expected human ones beside all. */
export function linksSheet(links: readonly LinkClicks[]): Sheet {
  return {
    name: 'links',
    columns: [
      { heading: 'Destination', type: 'text' },
      { heading: 'Human clicks (expected)', type: 'count' },
      { heading: 'Raw clicks', type: 'count' },
      FILTER,
    ],
    rows: links.map(({ url, human, raw }) => [url, human, raw, FILTER_VERSION]),
  };
}

/** Prospects per company. */
export function companiesSheet(companies: readonly CompanyFigures[]): Sheet {
  return {
    name: 'companies',
    columns: [
      { heading: 'Company', type: 'text' },
      { heading: 'Delivered prospects', type: 'count' },
      { heading: 'Prospects with a human click (expected)', type: 'count' },
      { heading: 'Prospects who replied', type: 'count' },
      FILTER,
    ],
    rows: companies.map(({ domain, delivered, clicked, replied }) => [
      domain === '' ? 'Free-mail addresses' : domain,
      delivered,
      clicked,
      replied,
      FILTER_VERSION,
    ]),
  };
}

/** Everybody outreach went to. */
export function prospectsSheet(prospects: readonly ProspectLine[]): Sheet {
  return {
    name: 'prospects',
    columns: [
      { heading: 'Address', type: 'text' },
      { heading: 'Name', type: 'text' },
      { heading: 'Sequences', type: 'text' },
      { heading: 'Emails', type: 'count' },
      { heading: 'Last email', type: 'time' },
      { heading: 'Delivered', type: 'text' },
      { heading: 'Replied', type: 'text' },
      { heading: 'Probability of a human click', type: 'share' },
      FILTER,
    ],
    rows: prospects.map(({ key, name, sequences, emails, lastAt, delivered, replied, clicked }) => [
      key,
      name,
      sequences.map((sequence) => sequence.name).join('; '),
      emails,
      lastAt > 0 ? lastAt : null,
      delivered ? 'yes' : 'no',
      replied ? 'yes' : 'no',
      clicked,
      FILTER_VERSION,
    ]),
  };
}
