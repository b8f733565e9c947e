import { test } from '@playwright/test';
import { MailWorld } from '../shared/mail-world';

const SAM = 'sam@seller.example';

test('5,000 threads', async () => {
  test.setTimeout(200_000);
  const world = await MailWorld.start({ accounts: [{ address: SAM, threads: 5000 }] });
  const from = performance.now();
  await world.connect(SAM);
  await world.settled(SAM);
  const seconds = (performance.now() - from) / 1000;
  console.log(seconds, world.sandbox.calls.length);
  const agreed = performance.now();
  console.log(await world.agrees(SAM));
  console.log((performance.now() - agreed) / 1000);
  await world.close();
});
