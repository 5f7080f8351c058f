// What was compiled from a source that is gone would be packed, and imported, for ever: tsc -b never takes a file away.
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const folders = ['demo-server', ...readdirSync(join(root, 'packages')).map((name) => join('packages', name))].map((name) => join(root, name)).filter((folder) => existsSync(join(folder, 'dist')))
for (const folder of folders) {
  for (const name of readdirSync(join(folder, 'dist'), { recursive: true, encoding: 'utf8' })) {
    const compiled = /^(?!cdn|offline)(.*?)(?:\.d\.ts|\.js)(?:\.map)?$/.exec(name)
    if (!compiled) continue
    // dist is made from src; the part of a package that only Node runs, from a folder beside it.
    const sources = [join(folder, 'src', `${compiled[1]}.ts`), join(folder, `${compiled[1]}.ts`)]
    if (!sources.some((source) => existsSync(source))) rmSync(join(folder, 'dist', name))
  }
}
