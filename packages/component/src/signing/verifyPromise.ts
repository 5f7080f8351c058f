import type { SignedReceipt } from '@loansign/protocol/session'
import { fromBase64url, signatureAlgorithms, verifySignature } from '@loansign/signature'

/** Whether the server's promise is signed and names the documents of the receipt. */
export async function verifyPromise({ promise, documents }: SignedReceipt): Promise<boolean> {
  const algorithm = signatureAlgorithms.find(({ name }) => name === 'ES256')!
  const data = new TextEncoder().encode(promise.statement)
  const holds = await verifySignature({ spki: fromBase64url(promise.spki), algorithm, signature: fromBase64url(promise.signature), data })
  const named = (JSON.parse(promise.statement) as { documents?: readonly string[] }).documents ?? []
  return holds && documents.every(({ sha256 }) => named.includes(sha256))
}
