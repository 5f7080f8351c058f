import * as v from 'valibot'
import { LoanSigningError } from './errors.js'

export interface Issue {
  /** RFC 6901, for example `/loan/principal`; empty for the whole. */
  readonly pointer: string
  /** Never what was given. */
  readonly expected: string
}

const mostIssues = 20

/** What is wrong with a request, in details and message alike. */
export function requestInvalid(issues: readonly Issue[], details: Readonly<Record<string, unknown>> = {}): LoanSigningError {
  return new LoanSigningError('request-invalid', { issues, ...details }, { says: issues.map(({ pointer, expected }) => `${pointer || '/'}: ${expected}`).join('; ') })
}

/**
 * A value as its schema wants it, wherever it came from: over HTTP or from a caller in the same process.
 * @throws LoanSigningError `request-invalid`: where something is wrong (JSON pointer) and what was expected there, never what was given
 */
export function requireShape<Schema extends v.GenericSchema>(schema: Schema, value: unknown): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value, { abortPipeEarly: true })
  if (result.success) return result.output
  throw requestInvalid(result.issues.slice(0, mostIssues).map(({ path = [], expected, type, message }) => {
    const keys = (path as readonly { readonly key: unknown }[]).map(({ key }) => String(key).slice(0, 64))
    return { pointer: keys.map((key) => `/${key}`).join(''), expected: ownText(message) ?? plainly(schema, keys, expected) ?? type }
  }))
}

/** What a schema of ours says of itself, in a sentence with an example; Valibot's own sentences all begin like this. */
const ownText = (message: string): string | null => (message.startsWith('Invalid ') ? null : message)

/** Valibot says `never` of a key that the schema does not have, the key's own name of one that is missing, and `Object` of whatever is none. */
function plainly(schema: v.GenericSchema, keys: readonly string[], expected: string | null): string | null {
  const key = keys.at(-1)
  if (expected === 'never') return `absent; there are ${memberNames(schema, keys.slice(0, -1)) ?? 'none'}`
  if (expected === 'Object') return `an object with ${memberNames(schema, keys) ?? 'members'}`
  if (key !== undefined && expected === JSON.stringify(key)) return 'present'
  // One of several texts is `("zh-CN" | "en")`, a least length `>=1`.
  return expected?.replace(/^\((.*)\)$/, '$1').replaceAll(' | ', ' or ').replace(/^>=/, 'at least ').replace(/^<=/, 'at most ') ?? null
}

/** The names of the members that a schema has at a place, or null where it has none of its own. */
function memberNames(schema: v.GenericSchema, keys: readonly string[]): string | null {
  const inner = (of?: Nesting): Nesting | undefined => of?.wrapped ?? of
  const at = keys.reduce((outer, key) => inner(outer)?.item ?? inner(outer)?.entries?.[key], schema as Nesting | undefined)
  const names = Object.keys(inner(at)?.entries ?? {})
  return names.length > 0 ? names.join(', ') : null
}

/** What schemas that hold others have: lists, objects, and what need not be there. */
interface Nesting {
  readonly type: string
  readonly entries?: Readonly<Record<string, Nesting>>
  readonly item?: Nesting
  readonly wrapped?: Nesting
}
