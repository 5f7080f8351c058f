import { defineConfig } from 'vitest/config'
import { shared } from './vitest.shared.mjs'

/** What takes minutes, and runs in CI: servers that are killed, packages that are packed and installed. */
export default defineConfig({ root: shared.root, test: { ...shared, include: ['test/faults/*.test.ts', 'test/packed/*.test.ts'], testTimeout: 240_000, hookTimeout: 300_000, fileParallelism: false } })
