import type { Screening } from '../ports/index.js'
import { markDevelopmentPort } from '../developmentPort.js'
import { developmentOnly } from './developmentOnly.js'

/** Passes small loans and hands large ones to a person. It decides nothing real. */
export function developmentScreening({ environment }: { readonly environment: string }): Screening {
  developmentOnly('developmentScreening', environment)
  return markDevelopmentPort('developmentScreening', {
    async screen({ applicationId, principal }) {
      const large = Number(principal) > 1_000_000
      return { decision: large ? 'review' : 'pass', reasons: large ? ['amount above one million'] : [], reference: `TEST-${applicationId}` }
    },
  })
}
