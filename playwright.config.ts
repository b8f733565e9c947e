// The comparing tests write numbers as the product does, and that needs its texts.
import './tests/shared/locale-setup';
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  // One browser at a time: two cores, and a second Chromium only makes both slow.
  workers: 1,
  timeout: 90_000,
  expect: {
    timeout: 15_000,
    // Hardly more than the edges of letters, which another build of Chromium may draw a little otherwise.
    toHaveScreenshot: { maxDiffPixelRatio: 0.01, scale: 'css', animations: 'disabled' },
  },
  snapshotPathTemplate: '{testDir}/pictures/{arg}{ext}',
  // A picture that is missing fails, here as in CI; --update-snapshots makes it.
  updateSnapshots: 'none',
  forbidOnly: true,
  reporter: [['list']],
});
