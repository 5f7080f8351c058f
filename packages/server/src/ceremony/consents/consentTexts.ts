import { consentStatement } from '@loansign/protocol'
import type { Lender } from '../../context.js'
import { sha256 } from '../../database/documents.js'

export interface ConsentText {
  readonly id: 'electronic-signing' | 'certificate' | 'reminders'
  /** Without it there is no signing here; the branch takes paper. */
  readonly required: boolean
  readonly title: string
  readonly text: string
  readonly recipient?: string
  readonly textVersion: string
  /** SHA-256 over consentStatement, hexadecimal. */
  readonly textSha256: string
}

export interface ConsentTextOptions {
  readonly language: 'zh-CN' | 'en'
  readonly lender: Lender
  readonly certificateIssuer: string
  readonly phoneMasked: string
}

/** Goes up with every change of a wording below. */
const textVersion = '1'

/** The consents of a ceremony, one purpose each, never bundled (PIPL articles 13, 23 and 29). */
export function consentTexts(options: ConsentTextOptions): ConsentText[] {
  const wording = options.language === 'zh-CN' ? chinese(options) : english(options)
  return wording.map((text) => ({ ...text, textVersion, textSha256: sha256(consentStatement({ ...text, textVersion })) }))
}

type Wording = Omit<ConsentText, 'textVersion' | 'textSha256'>

function chinese({ lender, certificateIssuer, phoneMasked }: ConsentTextOptions): Wording[] {
  return [
    {
      id: 'electronic-signing',
      required: true,
      title: '用电子方式签合同',
      text: `与手写签名效力相同。您也可以不同意，到${lender.shortName}柜台签纸质合同。`,
    },
    {
      id: 'certificate',
      required: true,
      title: '为我颁发签名证书',
      text: '把姓名交给下面这家机构，只用于签这一份合同。',
      recipient: certificateIssuer,
    },
    {
      id: 'reminders',
      required: false,
      title: '用短信接收还款提醒',
      text: `发到 ${phoneMasked}，随时可以停。不同意不影响借款。`,
    },
  ]
}

function english({ lender, certificateIssuer, phoneMasked }: ConsentTextOptions): Wording[] {
  return [
    {
      id: 'electronic-signing',
      required: true,
      title: 'Sign this agreement electronically',
      text: `It counts like a signature on paper. You may refuse and sign on paper at ${lender.shortName}.`,
    },
    {
      id: 'certificate',
      required: true,
      title: 'Have a signing certificate issued to me',
      text: 'Your name goes to the authority named here, for this one agreement only.',
      recipient: certificateIssuer,
    },
    {
      id: 'reminders',
      required: false,
      title: 'Get payment reminders by text',
      text: `Sent to ${phoneMasked}; stop them at any time. Refusing does not affect your loan.`,
    },
  ]
}
