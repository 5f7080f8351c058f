import { signerRoles } from '@loansign/protocol/backend'
import type { CeremonySettings } from './context.js'
import type { LoanSigningOptions } from './createLoanSigning.js'
import { developmentPortName } from './developmentPort.js'
import { LoanSigningError } from './errors.js'

export const defaultSettings: CeremonySettings = {
  linkHours: 168, sessionMinutes: 120, signWithinDays: 7, costTableSeconds: 10, pageSeconds: null, codeMinutes: 10, codeResendSeconds: 60, codeTries: 5,
  codesPerTenMinutes: 3, lockMinutes: 30, leaseSeconds: 120, certificateHours: 24,
}

interface Issue {
  /** As one would write it: `messenger`, `lender.hotline`, `products[0]`. */
  readonly option: string
  readonly expected: string
}

type Check = (value: unknown, option: string) => readonly Issue[]

/**
 * Looks at every option before anything is connected.
 * @throws LoanSigningError `options-invalid`, details list each option and what it should be; `development-port` outside development
 */
export function checkOptions(options: LoanSigningOptions): CeremonySettings {
  const issues = shape(options, 'options')
  if (issues.length > 0) throw invalid(issues)
  if (options.environment !== 'development') refuseDevelopmentPorts(options)
  const settings = { ...defaultSettings, ...options.settings }
  const wrong: Issue[] = []
  if (settings.pageSeconds !== null && settings.pageSeconds > 999) wrong.push({ option: 'settings.pageSeconds', expected: 'between 0 and 999' })
  if (settings.codeMinutes > 10) wrong.push({ option: 'settings.codeMinutes', expected: '10 at the most (NIST SP 800-63B-4)' })
  if (options.environment === 'production' && settings.pageSeconds === 0) wrong.push({ option: 'settings.pageSeconds', expected: 'above zero: a reading time of zero is for development' })
  if (options.environment === 'production' && settings.costTableSeconds < 1) wrong.push({ option: 'settings.costTableSeconds', expected: 'at least 1: a reading time of zero is for development' })
  const products = options.products.map(({ product }) => product)
  if (new Set(products).size < products.length) wrong.push({ option: 'products', expected: 'each product once' })
  if (wrong.length > 0) throw invalid(wrong)
  return settings
}

function invalid(issues: readonly Issue[]): LoanSigningError {
  return new LoanSigningError('options-invalid', { issues }, { says: issues.map(({ option, expected }) => `${option}: ${expected}`).join('; ') })
}

function refuseDevelopmentPorts(options: LoanSigningOptions): void {
  const ports = Object.entries(options).flatMap(([option, value]) =>
    Array.isArray(value) ? value.map((one, index) => ({ option: `${option}[${index}]`, port: developmentPortName(one) })) : [{ option, port: developmentPortName(value) }])
  const found = ports.flatMap(({ option, port }) => (port === undefined ? [] : [{ option, port }]))
  if (found.length > 0) throw new LoanSigningError('development-port', { ports: found }, { says: found.map(({ option, port }) => `${option} is ${port}`).join(', ') })
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const test = (passes: (value: unknown) => boolean, expected: string): Check => (value, option) => (passes(value) ? [] : [{ option, expected }])
const text = test((value) => typeof value === 'string' && value.trim() !== '', 'a text that is not empty')
const isFunction = (value: unknown): boolean => typeof value === 'function'
const aFunction = test(isFunction, 'a function')
const optional = (check: Check): Check => (value, option) => (value === undefined ? [] : check(value, option))
const isWeb = (value: unknown): boolean => typeof value === 'string' && URL.canParse(value) && /^https?:\/\//.test(value)
const address = test(isWeb, 'an address that begins with https:// (or http://)')
const amount = test((value) => typeof value === 'number' && Number.isFinite(value) && value >= 0, 'a number, zero or more')

/** An object with these methods, and texts in these members. */
const port = (methods: readonly string[], members: readonly string[] = []): Check =>
  test(
    (value) => isObject(value) && methods.every((name) => isFunction(value[name])) && members.every((name) => typeof value[name] === 'string'),
    `an object with ${[...members.map((name) => `the text ${name}`), ...methods.map((name) => `${name}()`)].join(', ')}`,
  )

const list = (check: Check, least: string | null): Check => (value, option) => {
  if (!Array.isArray(value)) return [{ option, expected: 'an array' }]
  if (value.length === 0 && least !== null) return [{ option, expected: least }]
  return value.flatMap((one, index) => check(one, `${option}[${index}]`))
}

/** An object with these members and no others: a misspelt one would otherwise be as if it were not there. */
const members = (checks: Readonly<Record<string, Check>>): Check => (value, option) => {
  if (!isObject(value)) return [{ option, expected: `an object with ${Object.keys(checks).join(', ')}` }]
  const named = (name: string): string => (option === 'options' ? name : `${option}.${name}`)
  const unknown = Object.keys(value).filter((name) => !Object.hasOwn(checks, name))
  return [
    ...unknown.map((name) => ({ option: named(name.slice(0, 64)), expected: `no such option; there are ${Object.keys(checks).join(', ')}` })),
    ...Object.entries(checks).flatMap(([name, check]) => check(value[name], named(name))),
  ]
}

/** A product asks its signers in an order, of roles that the ceremony has words for. */
const product: Check = (value, option) => {
  const issues = port(['check', 'generateDocuments', 'checkDrawnText'], ['product'])(value, option)
  if (issues.length > 0) return issues
  const { signingOrder } = value as { readonly signingOrder?: unknown }
  const isOrder = Array.isArray(signingOrder) && signingOrder.length > 0 && signingOrder.every((role) => (signerRoles as readonly unknown[]).includes(role)) && new Set(signingOrder).size === signingOrder.length
  return isOrder ? [] : [{ option: `${option}.signingOrder`, expected: `its signers’ roles, each once, out of ${signerRoles.join(', ')}` }]
}

const setting: Check = optional(amount)

const shape = members({
  environment: test((value) => value === 'production' || value === 'development', "'production' or 'development'"),
  lender: members({ name: text, shortName: text, hotline: text }),
  publicUrl: address,
  basePath: optional(test((value) => typeof value === 'string' && /^(\/[^/?#]+)+$/.test(value), 'a path like /v1, without a slash at its end')),
  signingPage: address,
  // What a browser sends as Origin: with a path or a slash at its end it would never be equal.
  allowedOrigins: list(test((value) => typeof value === 'string' && URL.canParse(value) && /^[a-z][a-z0-9+.-]*:\/\/[^/?#]+$/.test(value), 'an origin like https://portal.example, without a path'), null),
  backendKeys: optional(list(members({ id: text, sha256: test((value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value), 'the SHA-256 of its secret, 64 lower-case hexadecimal digits') }), null)),
  database: test((value) => isObject(value) && isFunction(value.close) && isObject(value.pool) && isFunction(value.pool.query) && isFunction(value.pool.connect), 'an object with pool (of the package pg) and close(), as postgres(…) gives'),
  blobs: port(['put', 'get']),
  keyVault: port(['wrap', 'unwrap']),
  products: list(product, 'at least one product'),
  certificateAuthority: port(['trustAnchors', 'issue', 'revoke'], ['issuerName']),
  timestampAuthorities: list(port(['timestamp'], ['name']), 'at least one: a signature without a proven time is worth nothing the day after'),
  timestampAnchors: optional(list(test((value) => value instanceof Uint8Array, 'a certificate in DER, as Uint8Array'), null)),
  revocationSource: optional(port(['fetchOcsp', 'fetchCrl'])),
  messenger: port(['sendText']),
  identity: port(['verify'], ['name']),
  screening: port(['screen']),
  seal: port(['certificateChain', 'sign']),
  sealAppearance: optional(port([], ['kind', 'operators'])),
  hooks: optional(members({ beforeSend: optional(aFunction), beforeCountersign: optional(aFunction), beforeDraw: optional(aFunction), beforeDisburse: optional(aFunction) })),
  settings: optional(members({ ...Object.fromEntries(Object.keys(defaultSettings).map((name) => [name, setting])), pageSeconds: optional((value, option) => (value === null ? [] : amount(value, option))) })),
  now: optional(aFunction),
  random: optional(aFunction),
  log: optional(aFunction),
} satisfies Record<keyof LoanSigningOptions, Check>)
