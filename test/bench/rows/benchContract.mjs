import { personalLoan } from '@loansign/contract'
import { typst } from '@loansign/contract/typst'
import { developmentCertificateAuthority } from '@loansign/server/development'
import { createCertificateRequest, createSigningKey } from '@loansign/signature'

/** A real Chinese contract of 36 instalments, a key, and its event certificate. */
export async function benchContract() {
  const engine = typst()
  try {
    const contract = await personalLoan({ engine }).generate({
      language: 'zh-CN',
      lender: { name: '青溪县农村信用合作联社', hotline: '0870-5550118' },
      loan: { kind: '农户生产经营贷款', currency: 'CNY', principal: '300000.00', purpose: '扩建高原蔬菜温室大棚', annualRatePercent: '4.25', termMonths: 36, repaymentMethod: 'level-payment', startDate: '2026-12-20', firstDueDate: '2027-01-20' },
      parties: [{ role: 'borrower', name: '周禾田', idNumber: '530000198703150017', phone: '13800000187', address: '云川省青溪县柳河镇' }],
      contract: { id: 'con_BenchBenchBench1', number: '第1号', version: 1, nonce: '00' },
      test: true,
      now: new Date('2026-11-20T02:00:00Z'),
    })
    const signingKey = await createSigningKey()
    const authority = await developmentCertificateAuthority({ environment: 'development' })
    const now = new Date()
    const { certificate } = await authority.issue({
      certificateRequest: await createCertificateRequest({ key: signingKey, commonName: '周禾田' }), subject: { commonName: '周禾田' }, validFrom: now, validUntil: new Date(now.getTime() + 86_400_000),
    })
    return { base: contract.pdf, pages: contract.pages, field: 'borrower', certificate, signingKey }
  } finally {
    await engine.close()
  }
}
