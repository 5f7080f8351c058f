import * as v from 'valibot'
import { LoanSigningError } from './errors.js'

const mostIssues = 20

/**
 * A value as its schema wants it, wherever it came from: over HTTP or from a caller in the same process.
 * @throws LoanSigningError `request-invalid`: where something is wrong (JSON pointer) and what was expected there, never what was given
 */
export function requireShape<Schema extends v.GenericSchema>(schema: Schema, value: unknown): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value, { abortPipeEarly: true })
  if (result.success) return result.output
  const issues = result.issues.slice(0, mostIssues).map(({ path = [], expected, type, message }) => {
    const keys = (path as readonly { readonly key: unknown }[]).map(({ key }) => String(key).slice(0, 64))
    return { pointer: keys.map((key) => `/${key}`).join(''), expected: ownText(message) ?? plainly(expected, keys.at(-1)) ?? type }
  })
  throw new LoanSigningError('request-invalid', { issues }, { says: issues.map(({ pointer, expected: wanted }) => `${pointer || '/'}: ${wanted}`).join('; ') })
}

/** What a schema of ours says of itself, in a sentence with an example; Valibot's own sentences all begin like this. */
const ownText = (message: string): string | null => (message.startsWith('Invalid ') ? null : message)

/** Valibot says `never` of a key that the schema does not have, and the key's own name of one that is missing. */
function plainly(expected: string | null, key: string | undefined): string | null {
  if (expected === 'never') return 'absent'
  return key !== undefined && expected === JSON.stringify(key) ? 'present' : expected
}
