import { fileURLToPath } from 'node:url';
import { generateChromeMessages, parseMessagesFile } from '@wxt-dev/i18n/build';

/** The one part of the browser that texts need, with the real English texts behind it, for tests in Node. */
const path = fileURLToPath(new URL('../../locales/en.yml', import.meta.url));
const messages = generateChromeMessages(await parseMessagesFile(path));

function getMessage(key: string, substitutions: readonly string[] = []): string {
  const text = messages[key]?.message;
  if (text === undefined) throw new Error(`locales/en.yml has no text “${key}”.`);
  return text.replace(/\$(\d)/g, (_, place: string) => substitutions[Number(place) - 1] ?? '');
}

Object.assign(globalThis, { chrome: { i18n: { getMessage, getUILanguage: () => 'en' } } });
