// The comparing tests write numbers as the product does, and that needs its texts.
import './tests/shared/locale-setup';
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  // Half of a browser test is waiting: two at a time on two cores take two thirds of the time of one after the other.
  workers: 2,
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
