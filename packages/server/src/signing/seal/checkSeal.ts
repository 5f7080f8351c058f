import { canonicalJson, extractAttachment, inspectBase, parseCertificate, readPdf, verifyPdf } from '@loansign/signature'
import type { Context } from '../../context.js'
import { readContract } from '../../contracts/readContract.js'
import { readRevision, sha256 } from '../../database/documents.js'
import { placeOf } from '../../ceremony/placeOf.js'
import type { LoanTermsRow, ProductTermsRow } from '../../database/schema.js'
import { isSamePerson } from './isSamePerson.js'

/** What is checked before the seal. A report: it stops nothing; `countersign` checks again what it needs. */
export interface SealChecks {
  /** Every place of a signer is signed, in every document, and every signature passes; `time` is the signer's last. */
  readonly signatures: { readonly passed: boolean; readonly signers: readonly { readonly name: string; readonly time: string | null; readonly passed: boolean }[] }
  /** The file begins with the frozen bytes, and behind them come signatures only. */
  readonly unchanged: { readonly passed: boolean; readonly frozenSha256: readonly string[] }
  /** The data attached to the frozen file name the same terms as the approved application; the drawn text was compared with them at freeze. */
  readonly terms: { readonly passed: boolean; readonly differing: readonly string[] }
  /** Approver and sealer are two persons. */
  readonly twoPersons: { readonly passed: boolean; readonly approvedBy: string; readonly sealedBy: string }
  readonly seal: { readonly name: string | null; readonly issuer: string | null; readonly notAfter: string; /** Pages across whose edges it is set as well (骑缝章). */ readonly straddledPages: number }
}

/** The four checks before a contract is sealed, and the seal that would be used. @throws LoanSigningError `not-found` */
export async function checkSeal(context: Context, contractId: string, { sealedBy }: { readonly sealedBy: string }): Promise<SealChecks> {
  const contract = await readContract(context, contractId)
  const documents = await context.db.selectFrom('documents').selectAll().where('contract_id', '=', contractId).orderBy('position').execute()
  const trustAnchors = await context.certificateAuthority.trustAnchors()
  const parts = await Promise.all(documents.map(async (document) => {
    const frozen = await readRevision(context, context.db, document.id, 0)
    const newest = await readRevision(context, context.db, document.id, document.revision)
    const report = await verifyPdf(newest, { trustAnchors, timestampAnchors: context.timestampAnchors, at: context.now() })
    const prefix = sha256(newest.subarray(0, frozen.length)) === document.frozen_sha256
    const changes = report.signatures.flatMap(({ changesSince }) => changesSince)
    const data = new TextDecoder().decode(extractAttachment({ pdf: readPdf(frozen), name: 'loan.json' }))
    const { loan = {}, terms = {} } = JSON.parse(data) as { loan?: Partial<LoanTermsRow>; terms?: ProductTermsRow }
    const sameTerms = canonicalJson(terms) === canonicalJson(contract.terms ?? {})
    return {
      document,
      signatures: report.signatures,
      straddled: inspectBase(frozen, { expectedAttachments: ['loan.json'] }).straddleSeals.length,
      signed: report.signatures.length === document.places.filter(({ party }) => party !== null).length && report.signatures.every(({ indication }) => indication === 'TOTAL-PASSED'),
      unchanged: prefix && report.warnings.length === 0 && changes.every(({ kind }) => kind === 'signature'),
      differing: [...termKeys.filter((key) => loan[key] !== contract.loan[key]), ...(sameTerms ? [] : ['terms'])],
    }
  }))
  const [certificate] = await context.seal.certificateChain()
  const { subject, issuer, notAfter } = parseCertificate(certificate!)
  const differing = [...new Set(parts.flatMap((part) => part.differing))]
  const signers = contract.signers.flatMap(({ name }, position) => {
    const own = parts.flatMap(({ document, signatures }) => {
      const field = placeOf(document, { position })?.field
      return field === undefined ? [] : [signatures.find((signature) => signature.field === field)]
    })
    const times = own.flatMap((signature) => signature?.bestSignatureTime ?? [])
    return times.length === 0 ? [] : [{ name, time: times.sort().at(-1) ?? null, passed: own.every((signature) => signature?.indication === 'TOTAL-PASSED' && signature.signer?.commonName === name) }]
  })
  return {
    signatures: { passed: parts.length > 0 && parts.every(({ signed }) => signed), signers },
    unchanged: { passed: parts.every(({ unchanged }) => unchanged), frozenSha256: documents.map((document) => document.frozen_sha256) },
    terms: { passed: differing.length === 0, differing },
    twoPersons: { passed: !isSamePerson(contract.approvedBy, sealedBy), approvedBy: contract.approvedBy, sealedBy },
    seal: { name: subject.commonName, issuer: issuer.commonName, notAfter: notAfter.toISOString(), straddledPages: parts.reduce((sum, { straddled }) => sum + straddled, 0) },
  }
}

const termKeys = ['kind', 'currency', 'principal', 'purpose', 'annualRatePercent', 'termMonths', 'repaymentMethod', 'startDate', 'firstDueDate'] as const
