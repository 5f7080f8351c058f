import { spawn } from 'node:child_process'

/**
 * Runs a program of Node until it ends, or until we are told to: by a signal, or because who started us is gone. npm tells SIGTERM to its shell only,
 * and a shell dies without telling anybody.
 * @param {{ node: string, args: readonly string[], cwd: string, parent: number }} options `parent`: the process that started us
 */
export function keepRunning({ node, args, cwd, parent }) {
  const child = spawn(node, args, { cwd, stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    child.kill('SIGTERM')
  }, 300)
  child.on('exit', (status) => process.exit(status ?? 0))
}
