import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { CDPSession } from '@playwright/test';
import { GmailSandbox } from '../sandbox/gmail-sandbox';
import { CHROME_BUILD, launchExtension } from '../shared/browser';
import type { Table } from '../shared/table';

const ACCOUNT = 'alex@seller.example';
const MUTATIONS = 2000;
const SECONDS = 5;
const SCRIPT = 'content-scripts/gmail.js';

interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly url: string };
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** Milliseconds in which the content script, or anything it called, was on the main thread's stack. */
function ours(profile: Profile): number {
  const inside = new Set<number>();
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const mark = (id: number): void => {
    inside.add(id);
    for (const child of nodes.get(id)?.children ?? []) mark(child);
  };
  for (const node of profile.nodes) if (node.callFrame.url.endsWith(SCRIPT)) mark(node.id);
  let sum = 0;
  for (const [n, id] of profile.samples.entries()) if (inside.has(id)) sum += profile.timeDeltas[n] ?? 0;
  return sum / 1000;
}

async function profiled(session: CDPSession, work: () => Promise<void>): Promise<number> {
  await session.send('Profiler.start');
  await work();
  const { profile } = (await session.send('Profiler.stop')) as { profile: Profile };
  return ours(profile);
}

/** A headless browser hides no tab: the content script is told so, in its own world. */
async function hide(session: CDPSession): Promise<void> {
  const worlds: number[] = [];
  session.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.auxData?.['type'] === 'isolated' && context.origin.startsWith('chrome-extension://'))
      worlds.push(context.id);
  });
  await session.send('Runtime.enable');
  if (worlds.length === 0) throw new Error('The content script has no world of its own in this page.');
  for (const contextId of worlds)
    await session.send('Runtime.evaluate', {
      contextId,
      expression:
        "Object.defineProperty(document, 'hidden', { get: () => true }); document.dispatchEvent(new Event('visibilitychange'))",
    });
}

/** In the page: rows replaced, messages folded and unfolded, chips and menus added and removed. */
const storm = (mutations: number, seconds: number): string => `new Promise((done) => {
  const places = [...document.querySelectorAll('tr.zA, .adn, .gE, nav')];
  let left = ${mutations};
  const each = ${mutations} / (${seconds} * 50);
  const timer = setInterval(() => {
    for (let n = 0; n < each && left > 0; n++, left--) {
      const place = places[left % places.length];
      if (left % 2) { const node = document.createElement('div'); node.className = 'storm'; node.textContent = 'x'; place.append(node); }
      else (document.querySelector('.storm') ?? place.lastElementChild)?.remove();
    }
    if (left <= 0) { clearInterval(timer); done(); }
  }, 20);
})`;

export async function measure(): Promise<readonly Table[]> {
  const sandbox = await GmailSandbox.start({ accounts: [{ address: ACCOUNT, threads: 60, seed: 1 }] });
  const mailbox = sandbox.mailbox(ACCOUNT);
  const first = mailbox.send({ to: 'kim@buyer.example', subject: 'A long thread', text: 'Hi' });
  for (let n = 0; n < 99; n++)
    mailbox.deliver({
      from: 'kim@buyer.example',
      subject: 'Re: A long thread',
      text: `Answer ${n}`,
      threadId: first.threadId,
    });
  const extension = await launchExtension({ port: sandbox.port });
  const rows: (string | number)[][] = [];
  try {
    const gmail = await extension.context.newPage();
    const session = await extension.context.newCDPSession(gmail);
    await session.send('Profiler.enable');
    await session.send('Profiler.setSamplingInterval', { interval: 200 });
    for (const [what, hash] of [
      ['a list of 50 threads', '#sent'],
      ['a thread of 100 messages', `#sent/${first.threadId}`],
    ] as const) {
      await gmail.goto('about:blank');
      await gmail.goto(`https://mail.google.com/mail/u/0/${hash}`);
      await gmail.locator('plumbline-panel').waitFor({ state: 'attached' });
      await gmail.waitForTimeout(2500);
      const quiet = await profiled(session, () => gmail.waitForTimeout(2000));
      const busy = await profiled(session, async () => {
        await gmail.evaluate(storm(MUTATIONS, SECONDS));
      });
      rows.push([what, busy / SECONDS, quiet / 2]);
    }
    const own = await extension.open('popup.html');
    await own.evaluate('chrome.storage.local.set({ readOnOpen: true })');
    await own.close();
    const reading = await profiled(session, async () => {
      await gmail.evaluate(storm(MUTATIONS, SECONDS));
    });
    rows.push(['the same while its messages are read', reading / SECONDS, '']);
    await hide(session);
    await gmail.waitForTimeout(500);
    const away = await profiled(session, async () => {
      await gmail.evaluate(storm(MUTATIONS, SECONDS));
    });
    rows.push(['the same in a hidden tab', away / SECONDS, '']);
  } finally {
    await extension.close();
    await sandbox.close();
  }
  const kB = statSync(join(CHROME_BUILD, SCRIPT)).size / 1000;
  return [
    {
      title: `Gmail's main thread in a storm of ${MUTATIONS} mutations in ${SECONDS} s`,
      columns: ['page', 'ms a second in the storm', 'ms a second at rest'],
      rows,
      note: `Sampled (0.2 ms) in real Chromium: every sample with the content script on the stack. Limit: 25. The content script is ${kB.toFixed(1)} kB (limit 40).`,
    },
  ];
}
