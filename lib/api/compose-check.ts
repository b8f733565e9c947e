import { watchBoxes } from '../gmail/compose';
import { makeChip } from '../gmail/compose-chip';
import { t } from '../i18n/text';
import { ask } from './client';
import { composeCheckOn, onComposeCheck, setComposeCheck } from './compose-switch';
import { adviceWords, kindWords } from './compose-words';

/** As `tooManyCtas` is set by default; the colour of a dot is all that hangs on it. */
const MANY = 3;

/**
 * The compose check in Gmail's page: every open box has a count of its CTAs. The detector runs in the background, where
 * it stands already (its rules would treble this script); the draft's own words go there and nowhere else, and are not kept.
 */
export async function startComposeCheck(signal: AbortSignal): Promise<void> {
  let running: AbortController | null = null;
  const start = (): void => {
    running ??= new AbortController();
    follow(running.signal);
  };
  const stop = (): void => {
    running?.abort();
    running = null;
  };
  const off = onComposeCheck((on) => (on ? running === null && start() : stop()));
  signal.addEventListener('abort', () => {
    off();
    stop();
  });
  if ((await composeCheckOn()) && !signal.aborted && running === null) start();
}

function warn(error: unknown): void {
  console.warn('Plumbline:', error);
}

function follow(signal: AbortSignal): void {
  watchBoxes(({ reply }) => {
    let turn = 0;
    const chip = makeChip({
      many: MANY,
      texts: {
        count: (items) => (items === 0 ? t('compose.none') : t('compose.count', items)),
        title: t('compose.title'),
        none: t('compose.nothing'),
        hide: t('compose.hide'),
        loading: t('compose.loading'),
      },
      shown: async () => {
        const advice = await ask('draftAdvice', { reply });
        return advice === null ? null : adviceWords(advice);
      },
      onHide: () => {
        setComposeCheck(false).catch(warn);
      },
    });
    return {
      onDraft: (html) => {
        const mine = ++turn;
        ask('draft', { html }).then((ctas) => {
          // A slow answer for an earlier draft must not be drawn over a later one.
          if (mine === turn)
            chip.show(
              ctas.map(({ kind, text, target }) => ({
                kind: kindWords(kind),
                words: text || (target ?? ''),
              })),
            );
        }, warn);
      },
      onRedraw: ({ frame, editor }) => chip.place(frame, editor),
      onClose: () => chip.remove(),
    };
  }, signal);
}
