import { ContractError } from '../errors.js'
import type { ProductSources } from './productSha256.js'

/**
 * One of a product's JSON files.
 * @throws ContractError `template-error` with file, line and column where it is missing or no JSON
 */
export function jsonFile(sources: ProductSources, name: string): unknown {
  const text = sources[name]
  if (text === undefined) throw new ContractError('template-error', { file: name, line: 0, column: 0, message: 'the file is missing' })
  try {
    return JSON.parse(text)
  } catch (error) {
    const before = text.slice(0, brokenAt(text, error as Error)).split('\n')
    const message = (error as Error).message.replace(/,? (?:"|\.\.\.)[\s\S]* is not valid JSON$| in JSON at position.*$/, '')
    throw new ContractError('template-error', { file: name, line: before.length, column: before.at(-1)!.length + 1, message }, { cause: error })
  }
}

/** Where JSON breaks off. V8 names the position in some messages only; else it is the last character of the shortest beginning that is wrong and not merely cut short. */
function brokenAt(text: string, error: Error): number {
  const named = /position (\d+)/.exec(error.message)?.[1]
  if (named !== undefined) return Number(named)
  let [right, wrong] = [0, text.length + 1]
  while (wrong - right > 1) {
    const middle = (right + wrong) >> 1
    if (isWrong(text.slice(0, middle))) wrong = middle
    else right = middle
  }
  return Math.min(wrong - 1, text.length)
}

function isWrong(beginning: string): boolean {
  try {
    JSON.parse(beginning)
    return false
  } catch (error) {
    const { message } = error as Error
    const position = Number(/position (\d+)/.exec(message)?.[1] ?? -1)
    return position !== beginning.length && !/Unexpected end|Unterminated string/.test(message)
  }
}
