import type { SignedReceipt } from '@loansign/protocol/session'
import { canonicalJson, p1363ToDer, toBase64url } from '@loansign/signature'
import type { Context } from '../../context.js'

/** Signs what the server owes: that this leaf and these documents will stand in the log by the deadline. The signer keeps it. */
export async function signPromise(
  context: Context,
  { leaf, documents }: { readonly leaf: string; readonly documents: readonly string[] },
): Promise<SignedReceipt['promise']> {
  const deadline = new Date(context.now().getTime() + 24 * 3_600_000).toISOString()
  const statement = canonicalJson({ leaf, documents, deadline })
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const
  const key = await crypto.subtle.importKey('pkcs8', context.secrets.promiseKey as BufferSource, algorithm, true, ['sign'])
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, new TextEncoder().encode(statement))
  // The public half is made from the private one; its JWK holds x and y.
  const { d: _, key_ops: __, ...publicJwk } = await crypto.subtle.exportKey('jwk', key)
  const publicKey = await crypto.subtle.importKey('jwk', publicJwk, algorithm, true, ['verify'])
  return {
    statement,
    signature: toBase64url(p1363ToDer(new Uint8Array(signature))),
    spki: toBase64url(new Uint8Array(await crypto.subtle.exportKey('spki', publicKey))),
  }
}
