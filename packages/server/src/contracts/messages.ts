import type { Lender } from '../context.js'

export interface LinkMessageOptions {
  readonly language: 'zh-CN' | 'en'
  readonly lender: Lender
  readonly title: string
  readonly number: string
  readonly link: string
}

/** The text message that carries the link. */
export function linkMessage({ language, lender, title, number, link }: LinkMessageOptions): string {
  return language === 'zh-CN'
    ? `【${lender.shortName}】您的《${title}》（编号：${number}）可以查看了。请点开阅读并决定是否签署：${link} 。链接只供您本人使用。有疑问请拨打 ${lender.hotline}。`
    : `[${lender.shortName}] Your ${title} (${number}) is ready to read and decide upon: ${link} . This link is for you alone. Questions: ${lender.hotline}.`
}

export interface CodeMessageOptions {
  readonly language: 'zh-CN' | 'en'
  readonly lender: Lender
  readonly amountText: string
  /** The amount is the limit of a line. */
  readonly isLimit: boolean
  readonly number: string
  readonly code: string
  readonly minutes: number
  /** False for whoever secures somebody else's loan. */
  readonly borrows: boolean
}

/** The text message with the one-time code. It names lender, amount and contract, and whether one borrows or stands for another, so that the code means this and nothing else. */
export function codeMessage({ language, lender, amountText, isLimit, number, code, minutes, borrows }: CodeMessageOptions): string {
  const spaced = `${code.slice(0, 3)} ${code.slice(3)}`
  return language === 'zh-CN'
    ? `【${lender.shortName}】您正在签署${borrows ? '借款合同' : '担保文件'}：贷款人${lender.name}，${borrows ? '' : '所担保的借款'}${isLimit ? '授信额度' : '金额'}${amountText}，合同编号${number}。验证码 ${spaced}，${minutes}分钟内有效，只用于这一份合同。若不是您本人操作，请勿告诉任何人，并拨打 ${lender.hotline}。`
    : `[${lender.shortName}] You are signing ${borrows ? 'a loan agreement' : 'to secure a loan'}: lender ${lender.name}, ${isLimit ? 'credit limit' : 'amount'} ${amountText}, agreement ${number}. Code ${spaced}, valid ${minutes} minutes, for this agreement only. Not you? Tell no one the code and call ${lender.hotline}.`
}
