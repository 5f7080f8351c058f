import { randomUUID } from 'node:crypto'
import type { Loan } from '@loansign/server'
import { monthLater } from '../api/monthLater.js'
import type { House } from '../houses.js'
import type { Demo } from '../installation.js'
import { createNumbered } from './createNumbered.js'
import { sampleCases, type SampleCase } from './sampleCases.js'
import { SampleSigner } from './SampleSigner.js'

export interface FillOptions {
  readonly house: House
  readonly language: 'zh-CN' | 'en'
  readonly today: string
}

/** Months ago that the loan of a case began; the others begin today. */
const startedMonthsAgo: Partial<Record<SampleCase['end'], number>> = { repaying: 3, late: 3, veryLate: 6, line: 6 }
/** Instalments such a borrower has paid. */
const instalmentsPaid: Partial<Record<SampleCase['end'], number>> = { repaying: 3, late: 1, veryLate: 2 }

/**
 * Fills the desk with fictional applications in every state, for people who try the demo. Everything goes through the verbs a lender and
 * a borrower use: real contracts, real reading times, real signatures. Nothing is written into the database from the side.
 */
export async function fillDesk(demo: Demo, options: FillOptions): Promise<void> {
  const { signing } = demo
  // Applications first, so that the desk has something to show; the signatures take their time.
  const submitted = []
  for (const sample of sampleCases(options.language)) submitted.push({ sample, id: await submit(demo, options, sample) })
  const going = submitted.filter(({ sample }) => sample.end !== 'screened')
  for (const { id } of going) await signing.applications.approve(id, { by: options.house.approver })
  const sent = []
  for (const { sample, id } of going.filter(({ sample }) => sample.end !== 'approved')) {
    const { id: contractId } = await createNumbered(signing, { applicationId: id, language: options.language, year: options.today.slice(0, 4) })
    await signing.contracts.send(contractId)
    sent.push({ sample, contractId })
  }
  await Promise.all(sent.map((one) => follow(demo, options, one)))
}

async function submit({ signing }: Demo, { house, language, today }: FillOptions, { end, principal, termMonths, purpose, name, idNumber, phone, address }: SampleCase): Promise<string> {
  const startDate = monthLater(today, -(startedMonthsAgo[end] ?? 0))
  const { id } = await signing.applications.submit({
    product: end === 'line' ? 'credit-line' : 'personal-loan', language,
    ...(end === 'line' ? { terms: { availableUntil: monthLater(startDate, 24), revolving: 'revolving', drawdowns: [] } } : {}),
    loan: { kind: house.loanKind, currency: house.currency, principal, purpose, annualRatePercent: house.annualRatePercent, termMonths, repaymentMethod: 'level-payment', startDate, firstDueDate: monthLater(startDate) },
    parties: [{ role: 'borrower', name, idNumber, phone, address }],
  })
  return id
}

async function follow(demo: Demo, { house, language, today }: FillOptions, { sample, contractId }: { readonly sample: SampleCase; readonly contractId: string }): Promise<void> {
  const { signing } = demo
  if (sample.end === 'delivered') return
  const signer = new SampleSigner(demo, sample)
  await signer.open()
  if (sample.end === 'reading') return signer.read({ until: 3 })
  await signer.read()
  await signer.sign()
  if (sample.end === 'signed') return
  const { loanId, lineId } = await signing.contracts.countersign(contractId, { sealedBy: house.sealer })
  if (lineId !== null) return drawSamples(demo, { lineId, language, today })
  const loan = await signing.loans.get(loanId!)
  if (sample.end === 'effective') return
  const contract = await signing.contracts.get(contractId)
  await signing.loans.disburse(loan.id, { reference: `core-${randomUUID()}`, on: contract.loan.startDate })
  await pay(demo, loan, instalmentsPaid[sample.end] ?? 0)
}

async function pay({ signing }: Demo, { id, schedule }: Loan, instalments: number): Promise<void> {
  for (const instalment of schedule.slice(0, instalments)) await signing.loans.repay(id, { amount: owed(instalment), on: instalment.dueDate, reference: randomUUID() })
}

/** A line as it looks after half a year: one drawdown late, one repaid on time, one to pay out today. */
async function drawSamples(demo: Demo, { lineId, language, today }: { readonly lineId: string; readonly language: 'zh-CN' | 'en'; readonly today: string }): Promise<void> {
  const { signing } = demo
  const chinese = language === 'zh-CN'
  for (const { monthsAgo, principal, purpose, paid } of [
    { monthsAgo: 5, principal: '60000.00', purpose: chinese ? '购买蔬菜种苗' : 'Seed for spring', paid: 3 },
    { monthsAgo: 2, principal: '40000.00', purpose: chinese ? '购买有机肥' : 'Fertiliser', paid: 2 },
    { monthsAgo: 0, principal: '30000.00', purpose: chinese ? '季节工工资' : 'Seasonal wages', paid: null },
  ]) {
    const startDate = monthLater(today, -monthsAgo)
    const loan = await signing.lines.draw(lineId, { principal, purpose, startDate, firstDueDate: monthLater(startDate), termMonths: 6, repaymentMethod: 'level-payment', reference: `draw-${randomUUID()}` })
    if (paid === null) return
    await signing.loans.disburse(loan.id, { reference: `core-${randomUUID()}`, on: startDate })
    await pay(demo, loan, paid)
  }
}

/** Principal and interest of an instalment; decimal text in, decimal text out. */
function owed({ principal, interest }: Loan['schedule'][number]): string {
  const cents = BigInt(principal.replace('.', '')) + BigInt(interest.replace('.', ''))
  return String(cents).padStart(3, '0').replace(/(\d\d)$/, '.$1')
}
