import type { ContractOrder } from './contractData.js'

/** Fictional people; their identity numbers fail the check digit. */
export function sampleOrder(language: 'zh-CN' | 'en'): ContractOrder {
  const shared = { language, contract: { id: 'con_SampleSampleSample1', number: '', version: 1, nonce: '00112233445566778899aabbccddeeff' }, test: true, now: new Date('2026-11-20T02:00:00Z') }
  if (language === 'zh-CN') {
    return {
      ...shared,
      contract: { ...shared.contract, number: '（青溪）农信借字〔2026〕第0001187号' },
      lender: { name: '青溪县农村信用合作联社', hotline: '0870-5550118' },
      loan: { kind: '农户生产经营贷款', currency: 'CNY', principal: '300000.00', purpose: '扩建高原蔬菜温室大棚及购置滴灌设备', annualRatePercent: '4.25', termMonths: 36, repaymentMethod: 'level-payment', startDate: '2026-12-20', firstDueDate: '2027-01-20' },
      parties: [{ role: 'borrower', name: '周禾田', idNumber: '530000198703150017', phone: '138 0000 0187', address: '云川省青溪县柳河镇桃源村三组26号' }],
    }
  }
  return {
    ...shared,
    contract: { ...shared.contract, number: 'MV-2026-0048213' },
    lender: { name: 'Maple Valley Community Credit Union', hotline: '1-800-555-0142' },
    loan: { kind: 'Farm improvement loan', currency: 'USD', principal: '24000.00', purpose: 'Greenhouse and drip irrigation', annualRatePercent: '6.90', termMonths: 36, repaymentMethod: 'level-payment', startDate: '2026-12-20', firstDueDate: '2027-01-20' },
    parties: [{ role: 'borrower', name: 'Harriet Fields', idNumber: 'TEST-0000-0427', phone: '555 0100 427', address: '12 Orchard Lane, Maple Valley' }],
  }
}
