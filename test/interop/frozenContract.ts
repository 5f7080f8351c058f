import { personalLoan } from '@loansign/contract'
import { typst } from '@loansign/contract/typst'

/** A personal loan of fictional people as PDF/A-3b, with its places, before anybody signed. */
export async function frozenContract(): Promise<Uint8Array> {
  const engine = typst()
  try {
    const { pdf } = await personalLoan({ engine }).generate({
      language: 'zh-CN',
      lender: { name: '青溪县农村信用合作联社', hotline: '0870-5550118' },
      loan: { kind: '农户生产经营贷款', currency: 'CNY', principal: '300000.00', purpose: '扩建高原蔬菜温室大棚', annualRatePercent: '4.25', termMonths: 12, repaymentMethod: 'level-payment', startDate: '2026-12-20', firstDueDate: '2027-01-20' },
      parties: [{ role: 'borrower', name: '周禾田', idNumber: '530000198703150017', phone: '13800000187', address: '云川省青溪县柳河镇' }],
      contract: { id: 'con_FrozenFrozenFro1', number: '第1号', version: 1, nonce: '00' },
      test: true,
      now: new Date(),
    })
    return pdf
  } finally {
    await engine.close()
  }
}
