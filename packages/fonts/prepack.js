// Copies the faces out of the pinned packages into the tarball; they are never committed.
import { copyFileSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { latinSources, sources } from './index.js'

const require = createRequire(import.meta.url)
mkdirSync(new URL('./files/', import.meta.url), { recursive: true })
for (const [name, source] of Object.entries({ ...sources, ...latinSources })) copyFileSync(require.resolve(source), new URL(`./files/${name}`, import.meta.url))
