import type { Contract, LoanSigning } from '@loansign/server'

export interface NumberedContract {
  readonly applicationId: string
  readonly language: 'zh-CN' | 'en'
  readonly year: string
}

const firstSerial = 1187

/** Creates the contract of an application under the house's next number. */
export async function createNumbered(signing: LoanSigning, { applicationId, language, year }: NumberedContract): Promise<Contract> {
  const serial = String((await signing.contracts.list()).length + firstSerial).padStart(7, '0')
  const number = language === 'en' ? `MV-${year}-${serial}` : `（青溪）农信借字〔${year}〕第${serial}号`
  return signing.contracts.create({ applicationId, number })
}
