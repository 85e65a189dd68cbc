import { defineConfig } from 'vitest/config';

export default defineConfig({
  define: { __GALLEY_CONTRACT__: JSON.stringify('test') },
  test: {
    include: ['src/**/*.test.ts', 'bench/**/*.test.ts', 'scripts/**/*.test.ts'],
    // Threads cannot load TypeScript: the worker is bundled once for all tests.
    globalSetup: ['src/main/engine/testing/bundle-worker.ts'],
    testTimeout: 30_000,
    // Of two cores Vitest would leave one idle.
    maxWorkers: '100%',
  },
});
