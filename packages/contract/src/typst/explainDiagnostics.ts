import type { ContractErrorCode } from '../errors.js'

/** What either driver says about a template that does not compile; line and column count from 1. */
export interface Diagnostic {
  readonly message: string
  readonly file: string
  readonly line: number
  readonly column: number
}

export interface Explanation {
  readonly code: Extract<ContractErrorCode, 'template-error' | 'glyph-missing'>
  readonly details: Readonly<Record<string, unknown>>
}

/** Turns Typst's words into our codes: a character no font has, or an error of the template with its place and, when a field is missing, the field. */
export function explainDiagnostics(diagnostics: readonly Diagnostic[]): Explanation {
  const message = diagnostics.map(({ message }) => message).join('; ').slice(0, 500)
  const character = missingCharacter(message)
  if (character !== undefined) return { code: 'glyph-missing', details: { character, message } }
  const { file = '', line = 0, column = 0 } = diagnostics[0] ?? {}
  const field = missingField(message)
  return { code: 'template-error', details: { file, line, column, message, ...(field === undefined ? {} : { field }) } }
}

/** PDF/A wants a glyph for every character. “the text "…" could not be displayed”: in quotes, which an error's debug form escapes; rare characters as \u{…}. */
function missingCharacter(message: string): string | undefined {
  const text = /the text `?[\\"'“‘]*(.{1,200}?)[\\"'”’]*`? could not be displayed/u.exec(message)?.[1]
  const escaped = /\\u\{([0-9a-fA-F]{1,6})\}/.exec(text ?? '')?.[1]
  return escaped !== undefined ? String.fromCodePoint(parseInt(escaped, 16)) : text
}

function missingField(message: string): string | undefined {
  return /dictionary does not contain key \\?"(.{1,100}?)\\?"/u.exec(message)?.[1]
}
