import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { ask } from '../shared/ask';
import { aDay, MailWorld, season } from '../shared/mail-world';
import { Random } from '../shared/random';

/**
 * A disk that is truly full: the browser's profile lies on a small one, which a file fills while mail is read. (Chromium's own
 * limit for tests, `Storage.overrideQuotaForOrigin`, does not hold for an extension with `unlimitedStorage`.)
 */
const SAM = 'sam@seller.example';
const SIZE_MB = 96;

/** A small disk; null where this user may mount none. */
function smallDisk(): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MB}m`, 'tmpfs', folder], { stdio: 'pipe' });
    return folder;
  } catch {
    // No root, no mount: the test says that it was left out.
    rmSync(folder, { recursive: true });
    return null;
  }
}

/** Takes all the room that is left. */
function fill(disk: string): string {
  const file = join(disk, 'filler');
  for (let mb = 8; mb >= 1 / 256; mb /= 2)
    for (;;)
      try {
        writeFileSync(file, Buffer.alloc(mb * 1024 * 1024, 7), { flag: 'a' });
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
        break;
      }
  return file;
}

test('the disk is full: it is told, nothing half is stored, and reading goes on when there is room', async () => {
  const disk = smallDisk();
  test.skip(disk === null, 'A small disk cannot be mounted here.');
  if (disk === null) return;
  const world = await MailWorld.start({ accounts: [{ address: SAM, threads: 400 }] }, join(disk, 'profile'));
  try {
    const mailbox = world.sandbox.mailbox(SAM);
    season(mailbox);
    const from = performance.now();
    const call = world.nthCall(120);
    await world.connect(SAM);
    await call;
    const file = fill(disk);
    await world.until([SAM], ({ trouble }) => trouble?.code === 'disk-full');
    expect(statfsSync(disk).bavail).toBeLessThan(64);
    // Chromium opens no database at all on such a disk: what was read is looked at once there is room.
    rmSync(file);
    const kept = await world.facts();
    expect(kept.length).toBeGreaterThan(0);
    await world.news(SAM);
    await world.agrees(SAM);
    aDay(mailbox, new Random(3), 12, 'after');
    await world.news(SAM);
    await world.agrees(SAM);
    console.log(
      `    full after ${kept.length} messages; ${((performance.now() - from) / 1000).toFixed(1)} s, ${world.calls(SAM)} requests`,
    );
    expect((await ask(world.page, 'syncState'))[0]?.trouble).toBeNull();
  } finally {
    await world.close();
    execFileSync('umount', [disk]);
    rmSync(disk, { recursive: true });
  }
});
