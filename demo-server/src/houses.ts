/** The fictional lender of the demo, in the language of the visitor. */
export interface House {
  readonly name: string
  readonly shortName: string
  readonly hotline: string
  readonly approver: string
  readonly sealer: string
}

export const house: House = { name: '青溪县农村信用合作联社', shortName: '青溪农信', hotline: '0870-5550118', approver: '陆正衡', sealer: '邵清和' }
export const englishHouse: House = { name: 'Maple Valley Community Credit Union', shortName: 'Maple Valley CU', hotline: '1-800-555-0142', approver: 'Alma Reyes', sealer: 'Grace Holt' }
