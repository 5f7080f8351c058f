/** What an argument has to be: in words, and as a test of a value. */
export interface Expected {
  readonly says: string
  readonly holds: (value: unknown) => boolean
}

/** One for each option, so that none can be forgotten. */
export type Shape<Options> = { readonly [Name in keyof Required<Options>]: Expected }

const expected = (says: string, holds: (value: unknown) => boolean): Expected => ({ says, holds })
const tagOf = (value: unknown): string => Object.prototype.toString.call(value).slice(8, -1)
const isBytes = (value: unknown): value is Uint8Array => tagOf(value) === 'Uint8Array'
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null
const isFunction = (value: unknown): boolean => typeof value === 'function'

export const aBytes = expected('a Uint8Array', isBytes)
/** Bytes that begin with a hyphen are PEM. Whether the others are a certificate is for who reads them. */
const mayBeDer = (value: unknown): boolean => isBytes(value) && value[0] !== 0x2d
export const aCertificateList = expected('a list of certificates, each DER in a Uint8Array; parsePem makes it of PEM', (value) => Array.isArray(value) && value.every(mayBeDer))
export const aCertificateChain = expected('a list of certificates, the signer’s first, each DER in a Uint8Array; parsePem makes it of PEM', (value) => Array.isArray(value) && value.length > 0 && value.every(mayBeDer))
export const aText = expected('a text', (value) => typeof value === 'string')
export const anAddress = expected('an address that begins with https:// or http://', (value) => URL.canParse(String(value)) && /^https?:\/\//.test(String(value)))
export const aTime = expected('a Date', (value) => tagOf(value) === 'Date' && !Number.isNaN((value as Date).getTime()))
export const aNumber = expected('a number', (value) => typeof value === 'number')
export const anObject = expected('an object', isObject)
export const aFunction = expected('a function', isFunction)

/** A port: an object with these functions, whatever else it has. */
export const aPort = (says: string, ...functions: readonly string[]): Expected => expected(says, (value) => isObject(value) && functions.every((name) => isFunction(value[name])))
export const oneOf = (...values: readonly (string | number)[]): Expected => expected(`one of ${values.join(', ')}`, (value) => values.includes(value as string))
export const either = (one: Expected, other: Expected): Expected => expected(`${one.says}, or ${other.says}`, (value) => one.holds(value) || other.holds(value))
export const optional = ({ says, holds }: Expected): Expected => expected(`${says}, or left out`, (value) => value === undefined || holds(value))

/**
 * Says by name what a caller without types got wrong. An option of another name is refused too: one misspelled would be left out, and nobody would know that
 * `revocation: 'required'` never was.
 * @throws TypeError which option of which verb it is, and what it should be; never its value
 */
export function checkArguments<Options>(verb: string, options: Options, shape: Shape<Options>): void {
  if (!isObject(options)) throw new TypeError(`${verb} takes an object of options: ${Object.keys(shape).join(', ')}`)
  const other = Object.keys(options).find((name) => !Object.hasOwn(shape, name))
  if (other !== undefined) throw new TypeError(`${verb} has no option ${other}; there are ${Object.keys(shape).join(', ')}`)
  for (const [name, { says, holds }] of Object.entries<Expected>(shape)) if (!holds(options[name])) throw new TypeError(`${verb}: ${name} is ${says}`)
}

/** The same for what stands before the options. @throws TypeError */
export function checkArgument(verb: string, name: string, value: unknown, { says, holds }: Expected): void {
  if (!holds(value)) throw new TypeError(`${verb}: ${name} is ${says}`)
}
