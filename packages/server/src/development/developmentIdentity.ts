import { randomBytes } from 'node:crypto'
import type { IdentityProvider } from '../ports/index.js'
import { markDevelopmentPort } from '../developmentPort.js'
import { developmentOnly } from './developmentOnly.js'

/** Compares with what the lender knows. A real provider asks the register of persons. */
export function developmentIdentity({ environment }: { readonly environment: string }): IdentityProvider {
  developmentOnly('developmentIdentity', environment)
  return markDevelopmentPort('developmentIdentity', {
    name: 'TEST 身份核验 / identity check',
    async verify({ party, given }) {
      const matches = party.name.normalize('NFC') === given.name && party.idNumber.slice(-4).toUpperCase() === given.idNumberLastFour
      return { matches, transactionId: `TEST-${randomBytes(6).toString('hex')}` }
    },
  })
}
