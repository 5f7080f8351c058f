import { bundle } from '../material/bundle.mjs'

/** What the browser needs to sign: key, certificate request, CAdES attributes, signature. No validation code may ride along. */
export async function signingBytes() {
  const names = ['createSigningKey', 'createCertificateRequest', 'buildSignedAttributes', 'signWithKey']
  const { gzipBytes } = await bundle({ from: '@loansign/signature', names })
  return { id: 'signing-bytes', what: 'browser signing code, gzip', value: gzipBytes, unit: 'bytes', budget: 8_000, holds: gzipBytes <= 8_000, beside: names.join(', ') }
}

/** What the element needs to check a tail before it signs. */
export async function tailBytes() {
  const { gzipBytes } = await bundle({ from: '@loansign/signature', names: ['checkTail'] })
  return { id: 'tail-bytes', what: 'tail grammar with its PDF reader, gzip', value: gzipBytes, unit: 'bytes', budget: 12_000, holds: gzipBytes <= 12_000, beside: 'checkTail, inflater included' }
}
