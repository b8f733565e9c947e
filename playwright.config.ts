// The comparing tests write numbers as the product does, and that needs its texts.
import './tests/shared/locale-setup';
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  // One browser at a time: two cores, and a second Chromium only makes both slow.
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: [['list']],
});
