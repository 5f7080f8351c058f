import { personalLoan } from '@loansign/contract'
import { typst } from '@loansign/contract/typst'
import { developmentCertificateAuthority } from '@loansign/server/development'
import { createCertificateRequest, createSigningKey } from '@loansign/signature'

/**
 * A real contract of 300 instalments, a key, and its event certificate. Of what the product makes it comes nearest to the 190 kB and 12 pages of the budget:
 * 170 kB and 13 pages, its objects in object streams.
 */
export async function benchContract() {
  const engine = typst()
  try {
    const contract = await personalLoan({ engine }).generate({
      language: 'en',
      lender: { name: 'Clearbrook Rural Credit Union', hotline: '0870-5550118' },
      loan: { kind: 'Farm working capital loan', currency: 'CNY', principal: '300000.00', purpose: 'Greenhouse extension', annualRatePercent: '4.25', termMonths: 300, repaymentMethod: 'level-payment', startDate: '2026-12-20', firstDueDate: '2027-01-20' },
      parties: [{ role: 'borrower', name: 'Martin Foster', idNumber: '530000198703150017', phone: '13800000187', address: '4 Mill Lane, Clearbrook' }],
      contract: { id: 'con_BenchBenchBench1', number: 'No. 1', version: 1, nonce: '00' },
      test: true,
      now: new Date('2026-11-20T02:00:00Z'),
    })
    const signingKey = await createSigningKey()
    const authority = await developmentCertificateAuthority({ environment: 'development' })
    const now = new Date()
    const { certificate } = await authority.issue({
      certificateRequest: await createCertificateRequest({ key: signingKey, commonName: 'Martin Foster' }), subject: { commonName: 'Martin Foster' }, validFrom: now, validUntil: new Date(now.getTime() + 86_400_000),
    })
    return { base: new Uint8Array(contract.pdf), pages: contract.pages, field: 'borrower', certificate, signingKey }
  } finally {
    await engine.close()
  }
}
