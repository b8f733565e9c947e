import { joinEvents } from '../../lib/analytics/attribution/clicks';
import { readMailbox } from '../../lib/analytics/mailbox';
import { canonical } from '../../lib/links/canonical';
import { readLink } from '../../lib/links/destination';
import { unwrap } from '../../lib/links/unwrap';
import { makeWorld, type TrackerKind, trackerEvents } from '../shared/join-world';
import type { Table } from '../shared/table';

const COUNT = 200_000;

/** Best of three, in milliseconds. */
function time(run: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3; round++) {
    const start = performance.now();
    run();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

/** Links as templates and trackers have them; every one different, so that the cache cannot help. */
function links(form: (n: number) => string): string[] {
  return Array.from({ length: COUNT }, (_, n) => form(n));
}

/** Joining 250,000 events to 50,000 emails, against the least that must be done: a look-up per event. */
function joining(): Table {
  const world = makeWorld({ seed: 3, prospects: 13_000, sequences: 40 });
  const messages = world.mails.map((mail) => mail.fact);
  const mailbox = readMailbox(messages, [world.account]);
  const kinds: readonly TrackerKind[] = [
    { name: 'message-id', messageId: 'gmail', recipient: true, url: 'link' },
    { name: 'recipient, link', recipient: true, url: 'link' },
    { name: 'recipient alone', recipient: true },
    { name: 'personal link', url: 'link', only: 'personal' },
    { name: 'shared link', url: 'link', only: 'shared' },
  ];
  const rows = kinds.map((kind) => {
    const events = trackerEvents(world, kind, 250_000).map(({ event }) => event);
    const yardstick = time(() => {
      const byKey = new Map(events.map((event) => [event.key, event]));
      for (const event of events) byKey.get(event.key);
    });
    const whole = time(() => {
      joinEvents(events, mailbox);
    });
    return [
      kind.name,
      messages.length,
      events.length,
      Math.round(yardstick),
      Math.round(whole),
      whole / yardstick,
    ];
  });
  return {
    title: 'Joining events to emails',
    columns: ['the tracker tells', 'emails', 'events', 'a Map of the keys (ms)', 'join (ms)', 'ratio'],
    rows,
    note: 'Best of three in one process. Reading the mailbox is not counted.',
  };
}

/** Reading links against the least that any reader could do: `new URL(link).href`. */
export async function measure(): Promise<readonly Table[]> {
  const kinds: readonly (readonly [string, readonly string[]])[] = [
    ['plain, all different', links((n) => `https://www.acme.test/demo/${n}?ref=p${n}`)],
    ['with utm parameters', links((n) => `https://acme.test/demo?id=${n}&utm_source=mail&utm_campaign=c`)],
    ['one of 50 (a template’s)', links((n) => `https://acme.test/demo/${n % 50}?utm_source=mail`)],
    [
      'in Safe Links',
      links(
        (n) =>
          `https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Facme.test%2Fa%2F${n}&data=05%7C01&reserved=0`,
      ),
    ],
    ['opaque (SendGrid)', links((n) => `https://u1.ct.sendgrid.net/ls/click?upn=u001.${n}abcdefgh`)],
  ];
  let sink = 0;
  const rows = kinds.map(([name, list]) => {
    const yardstick = time(() => {
      for (const link of list) sink += new URL(link).href.length;
    });
    const whole = time(() => {
      for (const link of list) sink += readLink(link).destination.length;
    });
    const uncached = time(() => {
      for (const link of list) sink += canonical(unwrap(link).url).length;
    });
    return [name, Math.round(yardstick), Math.round(whole), whole / yardstick, uncached / yardstick];
  });
  return [
    joining(),
    {
      title: `Reading ${COUNT.toLocaleString('en')} links`,
      columns: ['links', 'new URL (ms)', 'readLink (ms)', 'ratio', 'ratio without cache'],
      rows,
      note: `Best of three in one process; ratio below 1 is faster than one bare new URL(). (${sink > 0 ? 'checked' : ''})`,
    },
  ];
}
