/**
 * `npm run sandbox`: Gmail, its API and its sign-in on this machine, with the sample mailbox behind them. Prints how to
 * point Chromium at it. Options: `--port 8443`, `--threads 5000` (a generated second account), `--quota old|2026`.
 */
import { parseArgs } from 'node:util';
import { makeSample, SAMPLE_ACCOUNT } from '../lib/sample/sample';
import { GmailSandbox, SANDBOX_HOSTS } from '../tests/sandbox/gmail-sandbox';
import { SANDBOX_CLIENT } from '../tests/sandbox/oauth';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8443' },
    threads: { type: 'string', default: '500' },
    quota: { type: 'string', default: '2026' },
  },
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const { quota } = values;
  if (quota !== 'off' && quota !== 'old' && quota !== '2026')
    throw new Error(`--quota is ${quota}; it can be off, old or 2026.`);
  const port = Number(values.port);
  const threads = Number(values.threads);
  if (!Number.isInteger(port) || !Number.isInteger(threads))
    throw new Error('--port and --threads take whole numbers.');
  const second = 'alex.hale@tallyhouse.example';
  const sandbox = await GmailSandbox.start({
    accounts: [
      { address: SAMPLE_ACCOUNT, mbox: makeSample(Date.now()).files[0]?.text ?? '' },
      { address: second, threads, seed: 1 },
    ],
    port,
    quota,
  });
  sandbox.oauth.consent = 'page';
  const rules = [...SANDBOX_HOSTS.map((host) => `MAP ${host} 127.0.0.1:${sandbox.port}`), 'MAP * ~NOTFOUND'];
  say(`The Gmail sandbox answers on 127.0.0.1:${sandbox.port} (https and http), quota: ${quota}.`);
  say('');
  say(`Accounts   /mail/u/0/ ${SAMPLE_ACCOUNT}`);
  say(`           /mail/u/1/ ${second} (${threads} threads)`);
  say(`Client id  ${SANDBOX_CLIENT} (any redirect address)`);
  say('');
  say(
    'Build the extension (npm run build), then start Chromium (not Chrome: it loads no unpacked extensions):',
  );
  say('');
  say(
    `  chromium --user-data-dir=$(mktemp -d) --load-extension=.output/chrome-mv3 --ignore-certificate-errors --host-resolver-rules="${rules.join(',')}" https://mail.google.com/mail/u/0/`,
  );
  say('');
  say('Ctrl+C ends it. What is changed in the mailboxes is forgotten then.');
}

main().catch((error: unknown) => {
  process.stderr.write(`sandbox: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});
