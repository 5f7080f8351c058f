import { ContractError } from '../errors.js'

/**
 * Packages would be fetched from the network, plugins are foreign code, and neither belongs into a contract.
 * The words themselves are refused, so that no other name can be given to them; `eval` and a bare `std` are the ways to write a name without its word.
 */
const refused = /@preview|@local|\bplugin\b|\beval\b|\bstd\b(?!\.[a-z])/

/** @throws ContractError `template-error` with file and line */
export function refuseImports(files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    const line = text.split('\n').findIndex((row) => refused.test(row))
    if (line >= 0) throw new ContractError('template-error', { file, line: line + 1, column: 1, message: 'packages, plugins, eval and std as a value are not allowed in contract templates' })
  }
}
