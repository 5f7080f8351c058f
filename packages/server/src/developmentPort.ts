/** A registered symbol: two copies of this package in one process know each other's. Copies of a port made by spreading keep it. */
const mark = Symbol.for('@loansign/server/development-port')

/** Marks a port that proves nothing, with the name it is known by; createLoanSigning takes it in development only. */
export function markDevelopmentPort<Port extends object>(name: string, port: Port): Port {
  return Object.assign(port, { [mark]: name })
}

/** The name of a development port, or undefined for any other value. */
export function developmentPortName(port: unknown): string | undefined {
  return typeof port === 'object' && port !== null ? (port as { readonly [mark]?: string })[mark] : undefined
}
