// npm start: everything from a fresh clone to the running demo; npm run studio: to the template studio alone.
import { spawn } from 'node:child_process'
import { build, install, requireNode, root } from './setup.mjs'

install()
requireNode()
build()
// A nested npm run, so that the Node of node_modules comes first. Our own Ctrl-C goes to the whole group; we wait for its end.
const child = spawn('npm', ['run', '--silent', process.argv[2] ?? 'serve'], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (status) => process.exit(status ?? 0))
