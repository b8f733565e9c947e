import { t } from './text';

/**
 * What each rate counts, out of what, in the reader's language. In English it is to the letter what the core writes into
 * every export (tests/unit/i18n/definitions.test.ts).
 */
export const definitions = () =>
  ({
    clickRate: t('definition.clickRate'),
    rawClickRate: t('definition.rawClickRate'),
    clickableClickRate: t('definition.clickableClickRate'),
    clickToOpenRate: t('definition.clickToOpenRate'),
    openRate: t('definition.openRate'),
    replyRate: t('definition.replyRate'),
    bounceRate: t('definition.bounceRate'),
    autoReplyRate: t('definition.autoReplyRate'),
    unsubscribeRate: t('definition.unsubscribeRate'),
    counters: t('definition.counters'),
    interval: t('definition.interval'),
    maturity: t('definition.maturity'),
  }) as const;
