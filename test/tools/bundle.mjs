// The bundles for script tags, made anew only when something they are made of is newer: npm start takes seconds the second time.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const time = (file) => statSync(file).mtimeMs
const newest = (folder) => Math.max(0, ...readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js') && !/^(cdn|offline)/.test(name)).map((name) => time(join(folder, name))))

// Written last, so that a bundling that was cut short is done again.
const last = join(root, 'packages/component/dist/offline/loan-contract-verifier.html')
const studio = join(root, 'demo-server/dist/cdn/studio.js')
const inputs = [time(join(root, 'demo-server/bundles/studio.js')), ...['component', 'protocol', 'signature'].map((name) => newest(join(root, 'packages', name, 'dist'))), time(join(root, 'rollup.config.mjs')), ...readdirSync(join(root, 'packages/component/offline')).map((name) => time(join(root, 'packages/component/offline', name))), time(join(root, 'node_modules/.package-lock.json'))]
if (!existsSync(last) || !existsSync(studio) || Math.max(...inputs) >= time(last)) {
  // Chunks carry a hash in their names: without this, those of every earlier build would be packed too.
  for (const folder of ['cdn', 'offline']) rmSync(join(root, 'packages/component/dist', folder), { recursive: true, force: true })
  const rollup = join(dirname(createRequire(import.meta.url).resolve('rollup/package.json')), 'dist/bin/rollup')
  process.exitCode = spawnSync(process.execPath, [rollup, '-c', '--silent'], { cwd: root, stdio: 'inherit' }).status ?? 1
}
