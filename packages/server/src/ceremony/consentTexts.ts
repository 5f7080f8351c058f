import { createHash } from 'node:crypto'
import type { Lender } from '../context.js'

export interface ConsentText {
  readonly id: 'electronic-signing' | 'certificate' | 'reminders'
  readonly required: boolean
  readonly title: string
  readonly text: string
  readonly recipient?: string
  readonly textVersion: string
  readonly textSha256: string
}

export interface ConsentTextOptions {
  readonly language: 'zh-CN' | 'en'
  readonly lender: Lender
  readonly certificateIssuer: string
  readonly phoneMasked: string
}

/** The consents of a ceremony, one purpose each, never bundled (PIPL articles 13, 23 and 29). */
export function consentTexts({ language, lender, certificateIssuer, phoneMasked }: ConsentTextOptions): ConsentText[] {
  const texts =
    language === 'zh-CN'
      ? [
          { id: 'electronic-signing', required: true, title: '用电子方式签合同', text: `与手写签名效力相同。您也可以不同意，到${lender.shortName}柜台签纸质合同。` },
          { id: 'certificate', required: true, title: '为我颁发签名证书', text: '把姓名交给下面这家机构，只用于签这一份合同。', recipient: certificateIssuer },
          { id: 'reminders', required: false, title: '用短信接收还款提醒', text: `发到 ${phoneMasked}，随时可以停。不同意不影响借款。` },
        ]
      : [
          { id: 'electronic-signing', required: true, title: 'Sign this agreement electronically', text: `It counts like a signature on paper. You may refuse and sign on paper at ${lender.shortName}.` },
          { id: 'certificate', required: true, title: 'Have a signing certificate issued to me', text: 'Your name goes to the authority named here, for this one agreement only.', recipient: certificateIssuer },
          { id: 'reminders', required: false, title: 'Get payment reminders by text', text: `Sent to ${phoneMasked}; stop them at any time. Refusing does not affect your loan.` },
        ]
  const textVersion = '1'
  return texts.map((text) => ({
    ...(text as Omit<ConsentText, 'textVersion' | 'textSha256'>),
    textVersion,
    textSha256: createHash('sha256').update(JSON.stringify([text.id, textVersion, text.title, text.text, text.recipient ?? null])).digest('hex'),
  }))
}
