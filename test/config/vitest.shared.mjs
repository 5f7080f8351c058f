import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../', import.meta.url))

/** One place for what all runs share. Tests run against the built packages. */
export const shared = { root, environment: 'node', testTimeout: 30_000, hookTimeout: 120_000, passWithNoTests: false }
