import { formatMoney, penaltyInterest } from '@loansign/loan'
import type { ContractOrder, Language } from './contractData.js'

/** A clause that matters to the borrower: marked in the contract, shown on its own, explained on request. */
export interface KeyClauseText {
  readonly id: 'purpose' | 'cost' | 'overdue' | 'misuse' | 'acceleration' | 'credit-report'
  /** The clause in a few plain words. */
  readonly title: string
  /** As printed. */
  readonly text: string
  /** In plain words and this loan's own numbers. */
  readonly explanation: string
  readonly explanationVersion: string
}

export interface KeyClausesOptions {
  readonly language: Language
  readonly loan: ContractOrder['loan']
  readonly rates: { readonly overdue: string; readonly misuse: string }
  readonly firstPrincipal: bigint
  money(amount: bigint): string
}

/** The key clauses, in the order they stand in the contract. */
export function keyClauses(options: KeyClausesOptions): KeyClauseText[] {
  const tenDays = penaltyInterest({ amount: options.firstPrincipal, annualRatePercent: options.rates.overdue, days: 10 })
  const example = `${formatMoney(options.firstPrincipal)} × ${options.rates.overdue}% ÷ 360 × 10 = ${formatMoney(tenDays)}`
  const clauses = options.language === 'zh-CN' ? chinese(options, example) : english(options, example)
  return clauses.map((clause) => ({ ...clause, explanationVersion: '1' }))
}

type Draft = Omit<KeyClauseText, 'explanationVersion'>

function chinese({ loan, rates }: KeyClausesOptions, example: string): Draft[] {
  return [
    { id: 'purpose', title: '借来的钱不能做什么', text: '借款人不得将借款用于购买住房、股票、期货等投资，不得用于民间借贷或者替他人融资。', explanation: `这笔钱只能用于“${loan.purpose}”。拿去炒股、买房、转借给别人，都算违约，要按更高的利率付利息。` },
    { id: 'cost', title: '除了利息，不收别的钱', text: '除本合同约定的利息、罚息及法律规定的费用外，贷款人不就本笔借款另行收取任何手续费、管理费、咨询费。', explanation: `正常还款只付利息，年利率 ${loan.annualRatePercent}%。如果有人以这笔借款的名义另外收钱，请不要付，并告诉我们。` },
    { id: 'overdue', title: '逾期罚息，就是晚还要多付的钱', text: `借款逾期的，自逾期之日起按照本合同执行利率上浮 50%（即年利率 ${rates.overdue}%）计收罚息，直至清偿为止。`, explanation: `到了还款日没有还，晚的那部分本金，利率从 ${loan.annualRatePercent}% 变成 ${rates.overdue}%，一直算到还清。举例：第 1 期晚 10 天，${example} 元。` },
    { id: 'misuse', title: '钱用错了地方，利息加倍', text: `借款人未按照约定用途使用借款的，自挪用之日起按照本合同执行利率上浮 100%（即年利率 ${rates.misuse}%）计收罚息，直至改正或者清偿为止。`, explanation: `没有按约定用途用的那部分钱，利率从 ${loan.annualRatePercent}% 变成 ${rates.misuse}%。同一笔钱不会既算逾期罚息又算挪用罚息，只算高的一种。` },
    { id: 'acceleration', title: '什么时候会要求一次还清', text: '借款人连续三期未足额还款的，贷款人可以书面通知借款人限期改正；逾期不改正的，可以宣布借款提前到期，收回全部本息。', explanation: '不是晚一天就要全部还清。连续三期没还够，我们会先写信通知您补上；到时候仍没补上，才可以要求一次还清。' },
    { id: 'credit-report', title: '还款情况会写进征信', text: '借款人同意贷款人依法向金融信用信息基础数据库报送本笔借款的信用信息，包括逾期信息；报送不良信息前，贷款人将告知借款人。', explanation: '按时还款和晚还，都会记到您的信用报告里。记不良信息之前，我们会先告诉您。' },
  ]
}

function english({ loan, rates }: KeyClausesOptions, example: string): Draft[] {
  return [
    { id: 'purpose', title: 'What the money is not for', text: 'You will not use the loan to buy a home, securities or futures, to lend to others, or to borrow on behalf of somebody else.', explanation: `The money is for “${loan.purpose}”. Using it for shares, a home or a loan to somebody else breaks this agreement and costs a higher rate.` },
    { id: 'cost', title: 'Nothing but interest', text: 'Apart from the interest stated in this agreement and charges required by law, we charge no fee of any kind for this loan.', explanation: `If you pay on time you pay interest at ${loan.annualRatePercent}% a year and nothing else. If anybody asks you for more because of this loan, do not pay, and tell us.` },
    { id: 'overdue', title: 'What paying late costs', text: `If a payment is late, interest on the late principal runs at ${rates.overdue}% a year, one and a half times the contract rate, from the day after the due date until it is paid.`, explanation: `On principal that is late, the rate goes from ${loan.annualRatePercent}% to ${rates.overdue}% until you have paid it. Example, first payment ten days late: ${example}.` },
    { id: 'misuse', title: 'What using it otherwise costs', text: `On any part of the loan used for another purpose, interest runs at ${rates.misuse}% a year, twice the contract rate, until you put it right or repay that part.`, explanation: `On money not used as agreed the rate goes from ${loan.annualRatePercent}% to ${rates.misuse}%. The same money never carries both higher rates at once, only the higher of them.` },
    { id: 'acceleration', title: 'When we may ask for everything', text: 'If you miss three payments in a row we may ask you in writing to catch up by a given day; if you do not, we may ask you to repay the whole balance.', explanation: 'One late payment does not mean you must repay everything. After three in a row we write to you first; only if you do not catch up by the day in that letter may we ask for the rest.' },
    { id: 'credit-report', title: 'Your credit report', text: 'You agree that we report this loan to credit bureaus, late payments included; we tell you before we report anything negative.', explanation: 'Paying on time and paying late both go into your credit report. Before we report anything bad, we tell you.' },
  ]
}
