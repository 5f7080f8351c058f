import { extendPdf, type RevocationQuestion, type RevocationSource } from '@loansign/signature'
import type { Context } from '../../context.js'
import { readRevision, sha256 } from '../../database/documents.js'
import { keptFirst, readKept, type Kept } from './keptRevocation.js'

/**
 * Keeps what authorities say about the certificates of those who signed, while these are valid: a certificate of one day has often ended when the lender seals, and an authority
 * may forget it then (RFC 5280 section 5). Whether the data are enough is for extendPdf to say; what it makes is thrown away.
 * @throws SignatureError `extension-refused`, `retryable` while there are no newer data
 */
export async function keepRevocationData(context: Context, contractId: string): Promise<void> {
  const kept = new Map(await readKept(context, contractId))
  const attempts = await context.db.selectFrom('attempts').innerJoin('signers', 'signers.id', 'attempts.signer_id').select('attempts.certificate')
    .where('signers.contract_id', '=', contractId).where('attempts.state', '=', 'signed').execute()
  const wanted = new Set(attempts.flatMap(({ certificate }) => (certificate === null ? [] : [sha256(new Uint8Array(certificate))])))
  const trustAnchors = await context.certificateAuthority.trustAnchors()
  const { timestampAnchors } = context
  const documents = await context.db.selectFrom('documents').select(['id', 'revision']).where('contract_id', '=', contractId).where('revision', '>', 0).orderBy('position').execute()
  for (const { id, revision } of documents) {
    if ([...wanted].every((name) => kept.has(name))) return
    const { source, found } = recording(keptFirst(kept, context.revocationSource), wanted)
    await extendPdf({ file: await readRevision(context, context.db, id, revision), trustAnchors, timestampAnchors, revocationSource: source, at: context.now() })
    for (const [name, data] of found) kept.set(name, data)
    const rows = [...found].map(([name, { kind, der }]) => ({ contract_id: contractId, certificate_sha256: name, kind, der }))
    if (rows.length > 0) await context.db.insertInto('revocation_data').values(rows).onConflict((conflict) => conflict.doNothing()).execute()
  }
}

/** The source, and the last it gave about each wanted certificate: after that one nothing else was asked for, so it was enough. */
function recording(source: RevocationSource, wanted: ReadonlySet<string>): { readonly source: RevocationSource; readonly found: Kept } {
  const found = new Map<string, { readonly kind: 'ocsp' | 'crl'; readonly der: Uint8Array }>()
  const record = async (kind: 'ocsp' | 'crl', { certificate }: RevocationQuestion, answer: Promise<Uint8Array | null>): Promise<Uint8Array | null> => {
    const der = await answer
    const name = sha256(certificate.der)
    if (der && wanted.has(name)) found.set(name, { kind, der })
    return der
  }
  return {
    found,
    source: {
      ...source,
      fetchOcsp: (question) => record('ocsp', question, source.fetchOcsp(question)),
      fetchCrl: (question) => record('crl', question, source.fetchCrl(question)),
    },
  }
}
