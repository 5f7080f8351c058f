import type { Certificate } from '../../x509/parseCertificate.js'
import { verifyTimestampToken, type TimestampReport, type VerifyTimestampTokenOptions } from '../../timestamp/verifyTimestampToken.js'
import { checkPathRevocation, clockToleranceMilliseconds, type RevocationFinding } from '../material/checkRevocation.js'
import { acquireIssuers } from '../material/acquireIssuers.js'
import { concludeRevocation } from './verdict/conclude.js'
import type { SubIndication, Warning } from './verdict/report.js'
import type { ValidationContext } from './validationContext.js'

export interface ValidatedTimestamp {
  readonly report: TimestampReport
  /** Imprint, signature, path and revocation hold: the time counts. */
  readonly usable: boolean
  /** What its order, revocation, or the end of the authority's certificate makes of it. */
  readonly subIndication: SubIndication | null
  readonly findings: readonly RevocationFinding[]
  readonly problems: readonly string[]
  readonly warnings: readonly Warning[]
}

export interface ValidateTimestampOptions {
  readonly token: Uint8Array
  /** What the token must be over, or its digest. */
  readonly data: VerifyTimestampTokenOptions['data']
  readonly intermediates?: readonly Certificate[]
  /** When the token is proven to have existed: by a document timestamp around it, else the moment of validation. */
  readonly existedAt: Date
  readonly context: ValidationContext
}

/**
 * Validates a timestamp token (EN 319 102-1 section 5.4). The path is judged at the time the token states, since what was signed is fixed then;
 * whether the authority was revoked, at the moment when the token is proven to have existed, since whoever stole its key could state any time.
 */
export async function validateTimestamp({ token, data, intermediates = [], existedAt, context }: ValidateTimestampOptions): Promise<ValidatedTimestamp> {
  const { timestampAnchors, material, crypto, at, revocation } = context
  const verify = (): Promise<TimestampReport> =>
    verifyTimestampToken({ token, data, trustAnchors: timestampAnchors, intermediates: [...intermediates, ...material.certificates], crypto })
  const first = await verify()
  const report = (await acquireIssuers(material, first.path, intermediates)) ? await verify() : first
  if (!report.valid || !report.path) return { report, usable: false, subIndication: null, findings: [], problems: report.problems, warnings: [] }
  // Section 5.5.4: times have an order. A token states no later time than the one at which it is known to exist.
  if (report.generationTime!.getTime() > existedAt.getTime() + clockToleranceMilliseconds) {
    return { report, usable: false, subIndication: 'TIMESTAMP_ORDER_FAILURE', findings: [], problems: ['TIMESTAMP_ORDER_FAILURE'], warnings: ['timestamp-from-the-future'] }
  }
  const { path } = report.path
  // Whoever can ask wants to know what became of the authority of a token that nothing covers, and may have been dated back.
  const from = material.asker && existedAt === at ? at : report.generationTime!
  const findings = await checkPathRevocation({ path, material, from, until: existedAt, at, leafFreshness: 'current', crypto })
  const isExpired = path.some(({ notAfter }) => notAfter < existedAt)
  const subIndication = concludeRevocation(findings, revocation) ?? (isExpired && revocation === 'required' ? 'OUT_OF_BOUNDS_NO_POE' : null)
  return {
    report,
    usable: subIndication === null,
    subIndication,
    findings,
    problems: subIndication ? [...report.problems, subIndication] : report.problems,
    warnings: isExpired && !subIndication ? ['timestamp-certificate-expired'] : [],
  }
}
