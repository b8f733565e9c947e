import { language } from '../../../lib/i18n/text';

const spelled = new Intl.DateTimeFormat(language(), {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
  timeZone: 'UTC',
});

/** A time with its month as a word, so that day and month cannot be taken for each other: `Friday, 3 April 2026, 08:00:00`. */
export function spelledOut(at: number): string {
  return spelled.format(at);
}
