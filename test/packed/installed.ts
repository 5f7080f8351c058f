import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const repository = fileURLToPath(new URL('../../', import.meta.url))

/** Runs npm as the user has it configured; what it says is in the error. */
function npm(folder: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('npm', args, { cwd: folder, encoding: 'utf8', shell: process.platform === 'win32' })
  if (status !== 0) throw new Error(`npm ${args[0]} failed: ${stderr.slice(-2000)}`)
  return stdout
}

export interface Packed {
  /** `@loansign/server` → its tarball. */
  readonly tarballs: ReadonlyMap<string, string>
  readonly folder: string
}

/** `npm pack` of every package. */
export function packAll(): Packed {
  const folder = mkdtempSync(join(tmpdir(), 'loansign-packed-'))
  const tarballs = new Map<string, string>()
  for (const name of readdirSync(join(repository, 'packages'))) {
    const manifest = JSON.parse(readFileSync(join(repository, 'packages', name, 'package.json'), 'utf8')) as { name: string }
    const [{ filename }] = JSON.parse(npm(join(repository, 'packages', name), 'pack', '--json', '--pack-destination', folder)) as [{ filename: string }]
    tarballs.set(manifest.name, join(folder, filename.replace('@loansign/', 'loansign-')))
  }
  return { tarballs, folder }
}

/** An empty project with some of the packages in it, and nothing else that they do not bring themselves. */
export function installInto({ tarballs, folder }: Packed, name: string, packages: readonly string[]): string {
  const project = join(folder, name)
  mkdirSync(project)
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name, private: true, type: 'module' }))
  npm(project, 'install', '--no-audit', '--no-fund', '--prefer-offline', ...packages.map((one) => tarballs.get(one)!))
  return project
}

/** Names of everything that arrived, at any depth. */
export function arrived(project: string): string[] {
  const { packages } = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')) as { packages: Record<string, unknown> }
  return [...new Set(Object.keys(packages).filter(Boolean).map((path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)))].sort()
}

/** Runs a module in a project; gives what it prints. */
export function evaluate(project: string, code: string): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], { cwd: project, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr.slice(-2000))
  return stdout.trim()
}
