import type { Analysis, Sent } from '../analytics/analyse';
import { DEFAULT_COMPARE } from '../analytics/compare/compare';
import { comparePlaces, placesOf, rankSequences } from '../analytics/compare/places';
import type { FlagThresholds } from '../analytics/flags/thresholds';
import { outcomesByCtas } from '../analytics/outcomes/by-ctas';
import type { Outcome, Position } from '../analytics/outcomes/cases';
import { DraftCounter } from '../analytics/outcomes/while-writing';
import { readBody } from '../mail/body/body';
import type { Store } from '../store/store';
import {
  type EvidenceView,
  type MarkedEmail,
  type OutcomesView,
  type Settings,
  settingsWord,
  withDefaults,
} from './insight';
import type { Protocol } from './protocol';

/** Where the user's settings lie in the store. */
const SETTINGS = 'settings';
/** Enough to see what is meant; more is a mailbox. */
const EXAMPLES = 6;
const CLICKS = 25;
const ADDRESSES = 100;
/** A draft is longer than any email a person writes; beyond this it is not read. */
const LONGEST_DRAFT = 100_000;

/** The user's settings; what an older or newer version wrote and this one cannot read is at its default. */
export async function readSettings(store: Store): Promise<Settings> {
  const stored = settingsWord.safeParse((await store.setting(SETTINGS)) ?? {});
  const set = stored.success ? stored.data : { thresholds: {} };
  return {
    thresholds: withDefaults(set.thresholds),
    matters: ('matters' in set ? set.matters : undefined) ?? DEFAULT_COMPARE.matters,
  };
}

type InsightCalls =
  | 'places'
  | 'compare'
  | 'ranking'
  | 'ctaOutcomes'
  | 'evidence'
  | 'settings'
  | 'saveSettings'
  | 'draft'
  | 'draftAdvice';

export function insightHandlers(
  store: Store,
  analysed: () => Promise<Analysis>,
  changed: () => Promise<void>,
): { [K in InsightCalls]: (...data: Parameters<Protocol[K]>) => Promise<ReturnType<Protocol[K]>> } {
  const limits = async () => ({ ...DEFAULT_COMPARE, matters: (await readSettings(store)).matters });
  // A draft changes one sentence at a time. Readings of sentences, in memory, gone with the background.
  const counter = new DraftCounter();
  return {
    places: async () => placesOf(await analysed()),
    compare: async ({ a, b }) => comparePlaces(await analysed(), a, b, await limits()),
    ranking: async ({ outcome }) => {
      const { best, places, ranked, fewest } = rankSequences(await analysed(), outcome, await limits());
      return {
        ranked,
        fewest,
        best: places.map(({ id, name }, i) => ({ id, name, top: best[i]?.top ?? 0 })),
      };
    },
    ctaOutcomes: async ({ sequence }) => {
      const analysis = await analysed();
      const all: readonly (readonly [Position, Outcome])[] = [
        ['first', 'reply'],
        ['first', 'click'],
        ['later', 'reply'],
        ['later', 'click'],
      ];
      return all.map(([position, outcome]) => outcomesView(analysis, position, outcome, sequence));
    },
    evidence: async ({ sequence, step, code }) =>
      evidenceOf(await analysed(), sequence, step, code, (await readSettings(store)).thresholds),
    settings: () => readSettings(store),
    saveSettings: async (word) => {
      await store.saveSetting(SETTINGS, settingsWord.parse(word), true);
      await changed();
    },
    draft: async ({ html }) => {
      const { text, links } = readBody({ text: null, html: String(html).slice(0, LONGEST_DRAFT) });
      return counter.count({ text, links }).map(({ kind, text: words, target }) => ({
        kind,
        text: words,
        target,
      }));
    },
    draftAdvice: async ({ reply }) => {
      const position = reply ? 'later' : 'first';
      const { byNumber, tells } = outcomesByCtas(await analysed(), position, 'reply');
      return tells ? { position, one: byNumber[1], many: byNumber[3] } : null;
    },
  };
}

function outcomesView(
  analysis: Analysis,
  position: Position,
  outcome: Outcome,
  sequence: string | null,
): OutcomesView {
  const { byNumber, byKind, oneLessMany, matched, missing, tells } = outcomesByCtas(
    analysis,
    position,
    outcome,
    sequence,
  );
  return {
    position,
    outcome,
    byNumber: [byNumber[0], byNumber[1], byNumber[2], byNumber[3]],
    byKind: [...byKind].map(([kind, group]) => ({ kind, group })),
    oneLessMany,
    matched,
    missing,
    tells,
  };
}

/** Which emails show what a flag says; every email where it is about all of them. */
function shows(
  code: string | null,
  { ctas, placement, mail, clickable }: Sent,
  limits: FlagThresholds,
): boolean {
  switch (code) {
    case 'too-many-ctas':
      return ctas.length >= limits.tooManyCtas;
    case 'two-ctas':
      return ctas.length === 2;
    case 'no-cta':
      return ctas.length === 0 && placement?.step === 1;
    case 'clickbait-subject':
      return placement?.step === 1;
    case 'untracked-links':
      return !clickable && mail.fact.links.some((link) => link.place === 'body');
    // These are about numbers, not about what an email says.
    case 'too-early':
    case 'maturing':
    case 'many-bounces':
    case 'phantom-clicks':
    case 'tracker-clock':
    case 'unfiltered-counters':
      return false;
    default:
      return true;
  }
}

/** What a flag of a sequence or step rests on; with no code, how its emails read. */
function evidenceOf(
  analysis: Analysis,
  sequence: string,
  step: number | null,
  code: string | null,
  limits: FlagThresholds,
): EvidenceView {
  const own = analysis.sent.filter(
    ({ placement }) =>
      placement !== null && placement.sequence.id === sequence && (step === null || placement.step === step),
  );
  const shown = new Map<string, Sent>();
  // Of each step and variant the one that asks most; the latest of those.
  for (const sent of own) {
    if (!shows(code, sent, limits)) continue;
    const key = `${sent.placement?.step} ${sent.placement?.variant ?? ''}`;
    const known = shown.get(key);
    if (known === undefined || sent.ctas.length >= known.ctas.length) shown.set(key, sent);
  }
  const addresses = new Set<string>();
  if (code === 'many-bounces') for (const { failed } of own) for (const who of failed) addresses.add(who);
  const clicks = ['phantom-clicks', 'clicks-without-replies'].includes(code ?? '')
    ? own
        .flatMap((sent) => sent.clicks)
        .filter(({ verdict }) => (code === 'phantom-clicks') === (verdict === 'scanner'))
    : [];
  return {
    emails: [...shown.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .slice(0, EXAMPLES)
      .map(([, sent]) => markedEmail(sent)),
    addresses: [...addresses].sort().slice(0, ADDRESSES),
    clicks: clicks.slice(0, CLICKS).map(({ joined, human, verdict, reasons }) => ({
      at: new Date(joined.at).toISOString(),
      address: joined.prospect ?? joined.event.recipient ?? '',
      url: joined.event.destination ?? '',
      human,
      verdict,
      reasons,
    })),
  };
}

function markedEmail({ mail, placement, ctas }: Sent): MarkedEmail {
  const { fact } = mail;
  return {
    messageId: fact.messageId,
    at: new Date(fact.at).toISOString(),
    step: placement?.step ?? 1,
    variant: placement?.variant ?? null,
    subject: fact.subject,
    text: fact.text,
    ctas,
  };
}
