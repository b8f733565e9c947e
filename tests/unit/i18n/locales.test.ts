import { fileURLToPath } from 'node:url';
import { parseMessagesFile } from '@wxt-dev/i18n/build';
import { describe, expect, it } from 'vitest';

const load = (language: string) =>
  parseMessagesFile(fileURLToPath(new URL(`../../../locales/${language}.yml`, import.meta.url)));

describe('texts', () => {
  it('are there in both languages, and speak of the same values', async () => {
    const shape = async (language: string) =>
      (await load(language))
        .map((message) => {
          const words = JSON.stringify(message);
          const values = new Set(words.match(/\{[A-Za-z]{1,20}\}|\$\d/g));
          return `${message.key.join('.')} ${[...values].sort().join(' ')}`;
        })
        .sort();
    expect(await shape('de')).toEqual(await shape('en'));
  });
});
