import { Lexer } from '../syntax/lexer.js'
import { isKind, type PdfDictionary } from '../syntax/values.js'

/**
 * The linearization parameters: the dictionary of the first object of the file, whether or not a cross-reference lists it (ISO 32000-2 annex F.3.3); null when it has none.
 * Where its /L is the length of the file, viewers begin behind that object, wherever startxref leads.
 * @throws SignatureError `pdf-malformed` when what stands first is no object
 */
export function linearizationOf(bytes: Uint8Array): PdfDictionary | null {
  const lexer = new Lexer(bytes)
  lexer.readValue()
  lexer.readValue()
  lexer.expectWord('obj')
  const first = lexer.readValue()
  return isKind(first, 'dictionary') && first.entries.has('Linearized') ? first : null
}
