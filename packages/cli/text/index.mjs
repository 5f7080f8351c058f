import { en } from './en.mjs'
import { zhCN } from './zh-CN.mjs'

export const texts = { en, 'zh-CN': zhCN }

/**
 * `--lang` wins; else the locale variables in POSIX order; English when neither speaks Chinese.
 * @param {{ args: string[], environment: Record<string, string | undefined> }} invocation
 * @returns {keyof typeof texts}
 */
export function chooseLanguage({ args, environment }) {
  const position = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='))
  const asked = position < 0 ? undefined : args[position]?.includes('=') ? args[position].slice('--lang='.length) : args[position + 1]
  const locale = asked ?? environment.LC_ALL ?? environment.LC_MESSAGES ?? environment.LANG ?? ''
  return /^zh/i.test(locale) ? 'zh-CN' : 'en'
}
