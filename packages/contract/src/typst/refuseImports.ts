import { ContractError } from '../errors.js'

/** Packages would be fetched from the network and plugins are foreign code: neither belongs into a contract. */
const refused = /@preview|@local|\bplugin\s*\(/

/** @throws ContractError `template-error` with file and line */
export function refuseImports(files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    const line = text.split('\n').findIndex((row) => refused.test(row))
    if (line >= 0) throw new ContractError('template-error', { file, line: line + 1, column: 1, message: 'packages and plugins are not allowed in contract templates' })
  }
}
