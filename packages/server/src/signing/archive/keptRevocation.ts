import type { RevocationQuestion, RevocationSource } from '@loansign/signature'
import type { Context } from '../../context.js'
import { sha256 } from '../../database/documents.js'

/** OCSP responses and lists about signers' certificates, by the SHA-256 of the certificate, hexadecimal. */
export type Kept = ReadonlyMap<string, { readonly kind: 'ocsp' | 'crl'; readonly der: Uint8Array }>

/** What keepRevocationData stored of a contract. */
export async function readKept(context: Context, contractId: string): Promise<Kept> {
  const rows = await context.db.selectFrom('revocation_data').selectAll().where('contract_id', '=', contractId).execute()
  return new Map(rows.map(({ certificate_sha256: name, kind, der }) => [name, { kind, der: new Uint8Array(der) }]))
}

/** The kept data where there are any, else the source's. */
export function keptFirst(kept: Kept, source: RevocationSource): RevocationSource {
  const find = (kind: 'ocsp' | 'crl', { certificate }: RevocationQuestion): Uint8Array | null => {
    const found = kept.get(sha256(certificate.der))
    return found?.kind === kind ? found.der : null
  }
  return {
    ...(source.fetchIssuers ? { fetchIssuers: (certificate) => source.fetchIssuers!(certificate) } : {}),
    fetchOcsp: async (question) => find('ocsp', question) ?? source.fetchOcsp(question),
    fetchCrl: async (question) => find('crl', question) ?? source.fetchCrl(question),
  }
}
