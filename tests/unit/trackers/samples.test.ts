import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { UnusableFile } from '../../../lib/importing/source';
import { absent, sharedData } from '../../shared/data';
import { importBytes } from './reading';

const FOLDER = sharedData('tracker-samples');

describe('the vendors’ own samples', () => {
  if (FOLDER === null) {
    it.skip(absent('tracker-samples'), () => undefined);
    return;
  }
  const read = (name: string) => importBytes(readFileSync(`${FOLDER}/${name}`));
  /** Events and counters that each file holds; files that only list fields or links hold none. */
  it.each([
    ['sendgrid_event_webhook_batch.json', 8, 0],
    ['mailgun_events_clicked_opened.json', 2, 0],
    ['mandrill_click_webhook.json', 1, 0],
    ['postmark_click_webhook.json', 1, 0],
    ['dub_link_clicked_webhook.json', 1, 0],
    ['lemlist_activities_docs.json', 2, 0],
    ['smartlead_link_click_help_notion.json', 1, 0],
    ['smartlead_email_sent_api_reference.json', 1, 0],
    ['smartlead_campaign_leads.json', 0, 1],
    ['instantly_campaign_analytics.json', 0, 1],
    ['instantly_steps_analytics.json', 0, 1],
    ['apollo_analytics_reply_rows.json', 0, 2],
    ['listmonk_link_clicks.csv', 0, 0],
  ])('%s', async (name, events, counters) => {
    const all = await read(name);
    expect([all.events.length, all.counters.length]).toEqual([events, counters]);
    expect(all.problems).toEqual([]);
  });

  it.each(['hubspot_email_event_skeleton.json', 'instantly_webhook_schema.json'])(
    '%s is recognised and has no time',
    async (name) => {
      expect((await read(name)).problems[0]?.message).toContain('no time');
    },
  );

  it('all are read or refused', async () => {
    for (const name of readdirSync(FOLDER)) {
      if (!/\.(?:json|csv)$/.test(name)) continue;
      await read(name).catch((error: unknown) => {
        if (!(error instanceof UnusableFile)) throw error;
      });
    }
  });
});
