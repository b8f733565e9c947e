import { isbot } from 'isbot';

/** 0: a browser of its time; 1: odd (none, headless, long out of date); 2: a program that says so. */
export type AgentClass = 0 | 1 | 2;

/** Scanners and previewers of mail that `isbot` does not know (facts, section 1.4). */
const SCANNERS =
  /barracuda|mimecast|proofpoint|sentinel|safelinks|TMES|ahc\/|okhttp|skypeuripreview|microsoft office.{0,40}(?:existence|protocol)/i;

const DAY = 86_400_000;
/** Chrome 94 came out on 2021-09-21; a version every 6 weeks before, every 4 weeks after (Chromium release calendar). */
const CHROME_94 = Date.UTC(2021, 8, 21);
/** Browsers update themselves: one this old is a program's disguise, or a machine nobody cares for. */
const STALE = 540 * DAY;

function chromeReleased(version: number): number {
  return CHROME_94 + (version - 94) * (version >= 94 ? 28 : 42) * DAY;
}

/**
 * What a user agent says of its owner.
 * @param at when it was seen, ms UTC: a browser is old by its time, not by ours.
 */
export function agentClass(userAgent: string, at: number): AgentClass {
  const text = userAgent.slice(0, 1000);
  if (text.trim() === '' || text === '-') return 1;
  if (SCANNERS.test(text) || isbot(text)) return /headless/i.test(text) ? 1 : 2;
  const chrome = /\bChrome\/(\d{1,4})/.exec(text)?.[1];
  if (chrome !== undefined && at - chromeReleased(Number(chrome)) > STALE) return 1;
  return 0;
}
