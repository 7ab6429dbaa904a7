// How vitest runs: two projects, so that `npm run test:quick` can leave the slow one out. Tests
// run the TypeScript sources; the names that users import lead to those sources as well.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const alias = [
  { find: /^striatum$/, replacement: source('src/index.ts') },
  { find: /^striatum\/testing$/, replacement: source('src/testing/index.ts') },
  { find: /^(striatum\/|#)sim$/, replacement: source('sim/index.ts') },
  { find: /^(striatum\/|#)boards$/, replacement: source('boards/index.ts') },
];

const slow = ['test/**/*.slow.test.ts', 'examples/**/*.test.ts'];

export default defineConfig({
  resolve: { alias },
  test: {
    pool: 'forks',
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'quick',
          include: ['test/**/*.test.ts'],
          exclude: slow,
          // One module graph for all: loading it anew for each file takes longer than the tests.
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: { name: 'slow', include: slow, testTimeout: 300_000, hookTimeout: 60_000 },
      },
    ],
  },
});
