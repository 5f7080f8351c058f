// npm start: everything from a fresh clone to the running demo; npm run studio: to the template studio alone.
import { keepRunning } from './keepRunning.mjs'
import { build, install, nodeProgram, requireNode, root } from './setup.mjs'

const parent = process.ppid
install()
requireNode()
build()
keepRunning({ node: nodeProgram(), args: [process.argv[2] === 'serve:studio' ? 'demo-server/dist/studio/main.js' : 'demo-server/dist/main.js'], cwd: root, parent })
