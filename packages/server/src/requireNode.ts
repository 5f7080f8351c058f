import { LoanSigningError } from './errors.js'

/** @throws LoanSigningError `node-unsuitable` below Node 22.13 */
export function requireNode(version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 13)) return
  throw new LoanSigningError('node-unsuitable', { needed: '22.13', found: version }, { says: `Node 22.13 or newer is needed, this is ${version}` })
}
