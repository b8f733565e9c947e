import { fileURLToPath } from 'node:url';
import { generateChromeMessages, parseMessagesFile } from '@wxt-dev/i18n/build';

/** The one part of the browser that texts need, with the real English texts behind it, for tests in Node. */
const load = async (language: string) =>
  generateChromeMessages(
    await parseMessagesFile(fileURLToPath(new URL(`../../locales/${language}.yml`, import.meta.url))),
  );
const texts = { en: await load('en'), de: await load('de') };
type Language = keyof typeof texts;
/** Test files may share what they import, and this file runs for each of them: the language is one for all its runs. */
const shared: typeof globalThis & { plumblineLanguage?: Language } = globalThis;
shared.plumblineLanguage = 'en';
const language = (): Language => shared.plumblineLanguage ?? 'en';

function getMessage(key: string, substitutions: readonly string[] = []): string {
  const text = texts[language()][key]?.message;
  if (text === undefined) throw new Error(`locales/${language()}.yml has no text “${key}”.`);
  return text.replace(/\$(\d)/g, (_, place: string) => substitutions[Number(place) - 1] ?? '');
}

Object.assign(globalThis, { chrome: { i18n: { getMessage, getUILanguage: language } } });

/** Does something with the German texts; a promise has them until it is settled. */
export function german<R>(task: () => R): R {
  shared.plumblineLanguage = 'de';
  const back = (): void => {
    shared.plumblineLanguage = 'en';
  };
  try {
    const result = task();
    if (result instanceof Promise) result.then(back, back);
    else back();
    return result;
  } catch (error) {
    back();
    throw error;
  }
}
