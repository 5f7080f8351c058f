// Copies the faces out of the pinned packages into the tarball; they are never committed.
import { copyFileSync, mkdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { latinSources, sources } from './index.js'

const require = createRequire(import.meta.url)
for (const [folder, faces] of Object.entries({ files: sources, latin: latinSources })) {
  // Nothing of an earlier packing stays: Typst's program takes whatever lies there.
  rmSync(new URL(`./${folder}/`, import.meta.url), { recursive: true, force: true })
  mkdirSync(new URL(`./${folder}/`, import.meta.url))
  for (const [name, source] of Object.entries(faces)) copyFileSync(require.resolve(source), new URL(`./${folder}/${name}`, import.meta.url))
}
