import { ContractError } from '../errors.js'

/** A missing glyph is told by the field that holds the character, so that somebody can mend it. */
export function nameField(error: unknown, data: unknown): unknown {
  if (!(error instanceof ContractError) || error.code !== 'glyph-missing') return error
  const character = String(error.details.character)
  return new ContractError('glyph-missing', { character, pointer: findPointer(data, character, '') }, { cause: error })
}

function findPointer(value: unknown, character: string, pointer: string): string | null {
  if (typeof value === 'string') return value.includes(character) ? pointer : null
  if (typeof value !== 'object' || value === null) return null
  for (const [key, member] of Object.entries(value)) {
    const found = findPointer(member, character, `${pointer}/${key}`)
    if (found !== null) return found
  }
  return null
}
