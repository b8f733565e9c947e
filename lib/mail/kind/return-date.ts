const DAY = 86_400_000;
/** A return further off than this is a misread date. */
const HORIZON = 400 * DAY;

const MONTHS: readonly (readonly string[])[] = [
  'jan january januar jänner janvier janv enero ene gennaio gen januari janeiro stycznia styczeń sty'.split(
    ' ',
  ),
  'feb february februar février févr fév febrero febbraio februari fevereiro fev lutego luty lut'.split(' '),
  'mar march märz mrz mars marzo marzo maart mrt março marca marzec'.split(' '),
  'apr april avril avr abril abr aprile kwietnia kwiecień kwi'.split(' '),
  'may mai mayo maggio mag mei maio maja maj'.split(' '),
  'jun june juni juin junio giugno giu junho czerwca czerwiec cze'.split(' '),
  'jul july juli juillet juil julio luglio lug julho lipca lipiec lip'.split(' '),
  'aug august août agosto ago augustus sierpnia sierpień sie'.split(' '),
  'sep sept september septembre septiembre settembre set setembro września wrzesień wrz'.split(' '),
  'oct october oktober okt octobre octubre ottobre ott outubro out października październik paź'.split(' '),
  'nov november novembre noviembre novembro listopada listopad lis'.split(' '),
  'dec december dezember dez décembre déc diciembre dic dicembre dezembro grudnia grudzień gru'.split(' '),
];
const MONTH_OF = new Map(MONTHS.flatMap((names, month) => names.map((name) => [name, month] as const)));

/** Words that lead to a return date, in the languages of the word lists. */
const LEAD =
  /\b(?:un)?til\b|\bthrough\b|\breturn(?:ing|s)?\b|\bback\b|\bresum\w{0,4}\b|\bbis\b|\bwieder\b|\bzurück\b|\bab\b|jusqu'?au|\bretour\b|\breviendrai\b|\bhasta\b|\bregres\w{0,6}|\bvuel\w{0,4}|\bvolver\w{0,2}|\bfino (?:al|a)\b|\brient\w{0,5}|\btorner\w{0,2}|\btot\b|\bt\/m\b|\bterug\b|\bweer\b|até|\bretorn\w{0,6}|\bvolt\w{0,5}|\bdo\b|\bwracam\b|wrócę|\bpowr\w{0,6}|まで|復帰|出社|到|至|返回|回来|回來|上班/gu;

interface FoundDate {
  readonly at: number;
  readonly index: number;
}

function day(year: number, month: number, date: number): number | null {
  if (month < 0 || month > 11 || date < 1 || date > 31) return null;
  const at = Date.UTC(year, month, date);
  return new Date(at).getUTCMonth() === month ? at : null;
}

/** A date without a year is the next one after the message was written (two days' grace for time zones). */
function nextDay(month: number, date: number, sent: number): number | null {
  const year = new Date(sent).getUTCFullYear();
  const here = day(year, month, date);
  if (here !== null && here >= sent - 2 * DAY) return here;
  return day(year + 1, month, date);
}

function fullYear(text: string | undefined): number | null {
  if (text === undefined) return null;
  const year = Number(text);
  return text.length === 2 ? 2000 + year : year;
}

function datesIn(text: string, sent: number): FoundDate[] {
  const found: FoundDate[] = [];
  const add = (index: number, at: number | null): void => {
    if (at !== null && at >= sent - 2 * DAY && at - sent <= HORIZON) found.push({ at, index });
  };
  const either = (index: number, a: number, b: number, year: number | null): void => {
    const make = (month: number, date: number): number | null =>
      year === null ? nextDay(month - 1, date, sent) : day(year, month - 1, date);
    // 05/01: most of the world writes the day first; the other order where only that one is a date to come.
    const dayFirst = make(b, a);
    const monthFirst = make(a, b);
    const fits = (at: number | null): boolean => at !== null && at >= sent - 2 * DAY && at - sent <= HORIZON;
    const near = [dayFirst, monthFirst].filter(fits);
    // Both possible: an absence is short, so the nearer one.
    add(index, near.length === 2 ? Math.min(...near.filter((at) => at !== null)) : (near[0] ?? null));
  };
  for (const m of text.matchAll(/(?<!\d)(\d{4})[-/.年] ?(\d{1,2})[-/.月] ?(\d{1,2})/g))
    add(m.index, day(Number(m[1]), Number(m[2]) - 1, Number(m[3])));
  for (const m of text.matchAll(/(?<![\d年])(\d{1,2})月 ?(\d{1,2})[日号號]/g))
    add(m.index, nextDay(Number(m[1]) - 1, Number(m[2]), sent));
  for (const m of text.matchAll(/(?<![\d./-])(\d{1,2})\. ?(\d{1,2})\. ?((?:20)?\d\d)?(?!\d)/g))
    add(
      m.index,
      m[3] === undefined
        ? nextDay(Number(m[2]) - 1, Number(m[1]), sent)
        : day(fullYear(m[3]) ?? 0, Number(m[2]) - 1, Number(m[1])),
    );
  for (const m of text.matchAll(
    /(?<![\d./-])(\d{1,2})[/-](\d{1,2})(?:[/-]((?:20)?\d\d))?(?![\d/-]|\s?(?:of\s|de\s|\.\s?)?\p{L}{3})/gu,
  ))
    either(m.index, Number(m[1]), Number(m[2]), fullYear(m[3]));
  for (const m of text.matchAll(
    /(?<![\d.])(\d{1,2})(?:st|nd|rd|th|er|º|°|\.)? ?(?:of |de |d'|-)?(\p{L}{3,12})\.?(?:,? (?:de )?(20\d\d))?/gu,
  ))
    add(m.index, named(m[2], m[1], m[3], sent));
  for (const m of text.matchAll(/(\p{L}{3,12})\.? (\d{1,2})(?:st|nd|rd|th)?(?![\d:])(?:,? (20\d\d))?/gu))
    add(m.index, named(m[1], m[2], m[3], sent));
  return found;
}

function named(
  name: string | undefined,
  date: string | undefined,
  year: string | undefined,
  sent: number,
): number | null {
  const month = MONTH_OF.get(name ?? '');
  if (month === undefined) return null;
  return year === undefined ? nextDay(month, Number(date), sent) : day(Number(year), month, Number(date));
}

/**
 * When the author says they are back, as midnight UTC of that day: the date that follows closest on a word such as
 * "until" or "back"; else, of a span "from … to …", the later end.
 * @param sent when the message was written: dates before it, or far after it, are none
 */
export function returnDate(text: string, sent: number | null): number | null {
  if (sent === null) return null;
  const lower = text.toLowerCase().slice(0, 4000);
  const dates = datesIn(lower, sent);
  if (dates.length === 0) return null;
  let best: { at: number; gap: number } | null = null;
  for (const lead of lower.matchAll(LEAD)) {
    const from = lead.index;
    for (const date of dates) {
      const gap = date.index - from;
      // "8月20日まで": in Japanese the word follows.
      const near =
        gap >= 0
          ? gap
          : gap > -14 && /[まで復帰出社回返上]|wieder|zurück|weer|terug/.test(lead[0])
            ? -gap
            : Number.POSITIVE_INFINITY;
      if (near <= 45 && (best === null || date.at > best.at)) best = { at: date.at, gap: near };
    }
  }
  if (best !== null) return best.at;
  return dates.length >= 2 ? Math.max(...dates.map((date) => date.at)) : null;
}
