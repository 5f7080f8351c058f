import { bytesEqual, judgeOcsp, parseCrl, parseOcspResponse } from '@loansign/signature'

/**
 * Revocation data from files, each an OCSP response or a revocation list: for every question the ones that speak of that certificate.
 * What does not answer here is asked of `next`, when there is one.
 * @param {readonly Uint8Array[]} files
 * @param {import('@loansign/signature').RevocationSource | null} next
 * @returns {import('@loansign/signature').RevocationSource}
 */
export function fileRevocationSource(files, next) {
  const lists = files.flatMap((der) => unlessMalformed(() => parseCrl(der)) ?? [])
  const responses = files.flatMap((der) => {
    const response = unlessMalformed(() => parseOcspResponse(der))
    return response ? [{ der, response }] : []
  })
  return {
    async fetchOcsp(question) {
      for (const { der, response } of responses) {
        if ((await judgeOcsp({ response, ...question, responderStatus: async () => 'good' })).problem !== 'other-certificate') return der
      }
      return next ? next.fetchOcsp(question) : null
    },
    async fetchCrl(question) {
      const list = lists.find(({ issuer }) => bytesEqual(issuer.der, question.certificate.issuer.der))
      if (list) return list.der
      return next ? next.fetchCrl(question) : null
    },
    fetchIssuers: async (certificate) => (await next?.fetchIssuers?.(certificate)) ?? [],
  }
}

/** @template Result @param {() => Result} read @returns {Result | null} */
function unlessMalformed(read) {
  try {
    return read()
  } catch {
    return null
  }
}
