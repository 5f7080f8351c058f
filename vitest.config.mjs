import { defineConfig } from 'vitest/config'
import { shared } from './test/config/vitest.shared.mjs'

/** Unit tests. Journeys and interop have configurations of their own in test/config. */
export default defineConfig({
  root: shared.root,
  test: { ...shared, include: ['packages/**/*.test.ts', 'demo-server/**/*.test.ts', 'test/tools/*.test.ts', 'examples/*.test.ts', 'test/bench/*.test.ts', 'test/fuzz/*.test.ts'], exclude: ['**/node_modules/**', '**/dist/**', '**/*.browser.test.ts'], maxWorkers: 2 },
})
