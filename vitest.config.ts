import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/unit/**/*.test.ts', 'tests/unit/**/*.test.tsx'],
    // Two cores; property tests and corpora are long for one test, short for a machine.
    testTimeout: 300_000,
    hookTimeout: 60_000,
    restoreMocks: true,
    // Reading the same modules anew for each of a hundred files costs a minute. Tests leave nothing behind them.
    isolate: false,
    // Vitest leaves one core to whoever watches; here nobody does, and two cores are what the smallest machine has.
    maxWorkers: 2,
    setupFiles: ['tests/shared/locale-setup.ts'],
  },
});
