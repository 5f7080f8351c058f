import { readFile } from 'node:fs/promises'
import { chooseLanguage, texts } from './text/index.mjs'
import { UsageError } from './usageError.mjs'

/** Exit codes, the same for every command. */
export const exitCode = /** @type {const} */ ({ passed: 0, failed: 1, indeterminate: 2, unusable: 64 })

const commands = /** @type {Record<string, () => Promise<Command>>} */ ({
  verify: async () => (await import('./commands/verify.mjs')).verify,
  extend: async () => (await import('./commands/extend.mjs')).extend,
  sign: async () => (await import('./commands/sign.mjs')).sign,
  inspect: async () => (await import('./commands/inspect.mjs')).inspect,
  assets: async () => (await import('./commands/assets.mjs')).assets,
})

/**
 * @typedef {{ args: string[], environment: Record<string, string | undefined>, stdout: { write(text: string): unknown }, stderr: { write(text: string): unknown, isTTY?: boolean } }} Invocation
 * @typedef {(invocation: Invocation & { text: import('./text/en.mjs').Text, language: keyof typeof texts }) => Promise<number>} Command
 */

/**
 * Runs one command and returns its exit code. Never throws for what a user can cause.
 * @param {Invocation} invocation
 * @returns {Promise<number>}
 */
export async function main(invocation) {
  const [name, ...args] = invocation.args
  const language = chooseLanguage(invocation)
  const text = texts[language]
  if (name === undefined || ['--help', '-h', 'help'].includes(name) || args.includes('--help') || args.includes('-h')) {
    const asked = name !== undefined
    ;(asked ? invocation.stdout : invocation.stderr).write(text.help)
    return asked ? exitCode.passed : exitCode.unusable
  }
  if (['--version', '-v', 'version'].includes(name)) {
    const { version } = JSON.parse(await readFile(new URL('./package.json', import.meta.url), 'utf8'))
    invocation.stdout.write(`loansign ${version}\n`)
    return exitCode.passed
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!load) {
    invocation.stderr.write(`${text.unknownCommand(name)}\n\n${text.help}`)
    return exitCode.unusable
  }
  try {
    const command = await load()
    return await command({ ...invocation, args, text, language })
  } catch (error) {
    if (error instanceof UsageError) {
      invocation.stderr.write(`${error.message}\n`)
      return exitCode.unusable
    }
    if (isNotBuilt(error)) {
      invocation.stderr.write(`${text.notBuilt}\n`)
      return exitCode.unusable
    }
    throw error
  }
}

/** @param {unknown} error */
function isNotBuilt(error) {
  const { code, message } = /** @type {{ code?: string, message?: string }} */ (error)
  return code === 'ERR_MODULE_NOT_FOUND' && /@loansign\/|[\\/]signature[\\/]dist/.test(message ?? '')
}
