// npm test: set-up, then every runner in turn; the last line counts all of them.
import { spawnSync } from 'node:child_process'
import { build, install, requireNode, root } from './setup.mjs'

install()
requireNode()
build()
const result = spawnSync('npm', ['run', '--silent', 'test:all'], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' })
process.exit(result.status ?? 1)
