// Installs the judges of test/interop. Every one is needed: what cannot be had makes the run red.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const cache = join(root, '.cache', 'interop')
const judges = join(root, 'test', 'interop', 'judges')

/** Command → Debian package that brings it. */
const debianPackages = {
  pdfsig: 'poppler-utils',
  pdftoppm: 'poppler-utils',
  pdftotext: 'poppler-utils',
  qpdf: 'qpdf',
  openssl: 'openssl',
  certutil: 'libnss3-tools',
  python3: 'python3',
  java: 'default-jdk-headless',
  mvn: 'maven',
}

/** Pinned, so that a judge changes its mind only when we look. */
const pythonPackages = ['pyHanko==0.38.0', 'pyhanko-cli==0.6.0', 'pyhanko-certvalidator==0.33.0']

const has = (command) => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0

function run(command, args, options = {}) {
  process.stdout.write(`  ${command} ${args.slice(0, 4).join(' ')} …\n`)
  execFileSync(command, args, { stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 28, ...options })
}

function installDebianPackages() {
  const missing = [...new Set(Object.entries(debianPackages).filter(([command]) => !has(command)).map(([, name]) => name))]
  if (missing.length === 0) return
  if (process.getuid?.() !== 0) {
    throw new Error(`These judges are missing: ${missing.join(', ')}. Install them with: sudo apt-get install ${missing.join(' ')}`)
  }
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  run('apt-get', ['update', '-q'], { env: environment })
  run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...missing], { env: environment })
}

function installPyHanko() {
  const environment = join(cache, 'pyhanko')
  const stamp = join(environment, 'installed.txt')
  const wanted = pythonPackages.join('\n')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  // Debian's python3 has venv in a package of its own; the import tells whether it is there.
  if (spawnSync('python3', ['-c', 'import ensurepip, venv']).status !== 0) run('apt-get', ['install', '-y', '-q', 'python3-venv'])
  run('python3', ['-m', 'venv', '--clear', environment])
  run(join(environment, 'bin', 'pip'), ['install', '-q', '--disable-pip-version-check', ...pythonPackages])
  writeFileSync(stamp, wanted)
}

function buildJavaJudge(name) {
  const folder = join(judges, name)
  const stamp = join(folder, 'target', 'built.txt')
  const sources = readFileSync(join(folder, 'pom.xml'), 'utf8') + readFileSync(join(folder, 'src/main/java', javaMains[name]), 'utf8')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return
  run('mvn', ['-q', '-B', '-f', join(folder, 'pom.xml'), 'clean', 'package', 'dependency:copy-dependencies', '-DoutputDirectory=target/lib'])
  writeFileSync(stamp, sources)
}
const javaMains = { dss: 'DssJudge.java', verapdf: 'VeraPdfJudge.java' }

/** The version inside the Node binding: both drivers must set the same pages. */
const typstVersion = '0.14.2'

/** Kept beside other programs' caches, not in the checkout: building it took 443 s at low priority on two shared cores. */
const typstHome = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'loansign', `typst-${typstVersion}`)

/** The official program, where TYPST_PATH or PATH has it; else built from crates.io, once for a machine. */
function installTypst() {
  const target = join(cache, 'typst', 'bin', 'typst')
  const isIt = (path) => spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout?.startsWith(`typst ${typstVersion}`) === true
  if (isIt(target)) return
  rmSync(target, { force: true })
  const built = join(typstHome, 'bin', 'typst')
  const find = () => [process.env.TYPST_PATH, spawnSync('sh', ['-c', 'command -v typst'], { encoding: 'utf8' }).stdout.trim(), built].find((path) => path && isIt(path))
  if (!find() && has('cargo')) run('cargo', ['install', '-q', 'typst-cli', '--version', typstVersion, '--locked', '--root', typstHome])
  const found = find()
  if (!found) throw new Error(`typst ${typstVersion} is missing: name it in TYPST_PATH, or install Rust, so that it can be built with cargo`)
  mkdirSync(dirname(target), { recursive: true })
  symlinkSync(found, target)
}

mkdirSync(cache, { recursive: true })
console.log('Judges for test/interop:')
installDebianPackages()
installPyHanko()
buildJavaJudge('dss')
buildJavaJudge('verapdf')
installTypst()
console.log('  all there: pdfsig, qpdf, openssl, pyHanko, EU DSS, veraPDF, typst')
