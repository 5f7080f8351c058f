import { defineConfig } from 'vitest/config'
import { shared } from './vitest.shared.mjs'

/** Other people's validators. */
export default defineConfig({ root: shared.root, test: { ...shared, include: ['test/interop/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 330_000, fileParallelism: false } })
