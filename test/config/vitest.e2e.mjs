import { defineConfig } from 'vitest/config'
import { shared } from './vitest.shared.mjs'

/** Journeys in a real browser, one after the other. */
export default defineConfig({ root: shared.root, test: { ...shared, include: ['test/e2e/*.test.ts'], testTimeout: 240_000, hookTimeout: 120_000, fileParallelism: false } })
