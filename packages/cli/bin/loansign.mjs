#!/usr/bin/env node
// Committed, not built, so that `npm install` can link it in a fresh clone. Nothing here that a Node of ten years cannot read: it has to say that it is too old.
var version = process.versions.node.split('.')
var major = Number(version[0])
if (major < 22 || (major === 22 && Number(version[1]) < 13)) {
  process.stderr.write('loansign: Node 22.13 or newer is needed; this is ' + process.versions.node + '. 需要 Node 22.13 或更新的版本。\n')
  process.exitCode = 64
} else {
  // Whoever reads no further, as `head` does, is no failure of ours; the exit code still says what was found.
  process.stdout.on('error', function (error) {
    if (error.code !== 'EPIPE') throw error
  })
  import('../main.mjs')
    .then(function (program) {
      return program.main({ args: process.argv.slice(2), environment: process.env, stdout: process.stdout, stderr: process.stderr })
    })
    .then(function (status) {
      process.exitCode = status
    })
}
