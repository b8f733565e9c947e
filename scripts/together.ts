import { spawn } from 'node:child_process';

/**
 * Runs npm scripts side by side: `tsx scripts/together.ts types lint,fence build` has three lanes, and those of one lane
 * run one after the other. What a script prints appears in one piece when it ends. Exit status 1 where any has failed;
 * its lane stops there, the others go on, so that one run tells everything.
 */
const lanes = process.argv.slice(2).map((lane) => lane.split(','));

/** @returns whether it succeeded */
function run(script: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const from = performance.now();
    const child = spawn('npm', ['run', '-s', script], { stdio: ['ignore', 'pipe', 'pipe'] });
    const said: Buffer[] = [];
    child.stdout.on('data', (part: Buffer) => said.push(part));
    child.stderr.on('data', (part: Buffer) => said.push(part));
    child.on('error', reject);
    child.on('close', (code) => {
      const seconds = ((performance.now() - from) / 1000).toFixed(0);
      process.stdout.write(`\n— ${script}: ${code === 0 ? 'passed' : 'FAILED'} in ${seconds} s\n`);
      process.stdout.write(Buffer.concat(said));
      resolve(code === 0);
    });
  });
}

const passed = await Promise.all(
  lanes.map(async (lane) => {
    for (const script of lane) if (!(await run(script))) return false;
    return true;
  }),
);
process.exitCode = passed.every(Boolean) ? 0 : 1;
