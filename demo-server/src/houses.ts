/** The fictional lender of the demo, in the language of the visitor. */
export interface House {
  readonly name: string
  readonly shortName: string
  readonly motto: string
  readonly address: string
  readonly hotline: string
  readonly officer: string
  readonly approver: string
  readonly sealer: string
  /** The legal department: who writes templates, and who releases them. */
  readonly lawyers: readonly string[]
  /** What the demo lends at; a real lender prices each loan. */
  readonly annualRatePercent: string
  readonly currency: 'CNY' | 'USD'
  readonly loanKind: string
}

export const house: House = {
  name: '青溪县农村信用合作联社', shortName: '青溪农信', motto: '乡亲身边的银行', address: '云川省青溪县城关镇人民路 118 号', hotline: '0870-5550118',
  officer: '罗敏', approver: '陆正衡', sealer: '邵清和', lawyers: ['许知远', '沈若兰'], annualRatePercent: '4.25', currency: 'CNY', loanKind: '农户生产经营贷款',
}
export const englishHouse: House = {
  name: 'Maple Valley Community Credit Union', shortName: 'Maple Valley CU', motto: 'Owned by its members', address: '118 Main Street, Maple Valley', hotline: '1-800-555-0142',
  officer: 'Dora Lindqvist', approver: 'Alma Reyes', sealer: 'Grace Holt', lawyers: ['Noor Haddad', 'Edith Marlow'], annualRatePercent: '6.90', currency: 'USD', loanKind: 'Farm improvement loan',
}
