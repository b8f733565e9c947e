import { createI18n } from '@wxt-dev/i18n';
import type { GeneratedI18nStructure } from '../../.wxt/i18n/structure';

/**
 * Every text that a person reads on a surface, in the browser's language, from `locales/`.
 * `t('import.done')`, `t('sequence.merged', { name })`; with a number it chooses between the forms `one | many`, and
 * `$1` in the text is that number.
 */
export const { t } = createI18n<GeneratedI18nStructure>();

/** The language of these texts, for numbers and dates to agree with them: `en`, `de`. */
export const language = (): string => t('app.language');
