import { parsePem } from '@loansign/signature'
import type { Browser, Page } from 'playwright-core'
import { desk } from './demo.mjs'
import { journey } from './journey.mjs'
import { place, toCode } from './place.js'

type Language = 'zh-CN' | 'en'

/** Who signs, and how the guarantor's last button begins. */
export const people = {
  'zh-CN': { borrower: '周禾田', guarantor: { name: '马志远', digits: '0031' }, secure: /^签署 · 担保借款 / },
  en: { borrower: 'Harriet Fields', guarantor: { name: 'Gareth Stone', digits: '0731' }, secure: /^Sign · secure a loan of / },
} as const

export interface DeskContract {
  readonly id: string
  readonly state: string
  readonly documents: readonly { readonly id: string; readonly title: string; readonly sealed: boolean; readonly signerIds: readonly string[] }[]
  readonly signers: readonly { readonly id: string; readonly role: string; readonly name: string }[]
}

export interface GuaranteedLoan {
  readonly contract: DeskContract
  readonly inbox: readonly { readonly to: string; readonly text: string }[]
  /** How many buttons said that the guarantor secures a loan, where they signed. */
  readonly secureButtons: number
  /** The development roots, PEM and DER. */
  readonly trustPem: Uint8Array
  readonly trustAnchors: readonly Uint8Array[]
  /** A document's file, as it is signed or as it was frozen. */
  file(documentId: string, revision?: 'frozen'): Promise<Uint8Array>
}

/** From the application to the seal: the borrower and then the guarantor sign, each their own documents, on a phone each. `use` has the result while the server still runs. */
export async function guaranteedLoan<T>(browser: Browser, language: Language, use: (made: GuaranteedLoan) => Promise<T>, shots: (prefix: string) => (page: Page, name: string) => Promise<void> = () => async () => undefined): Promise<T> {
  const { guarantor, secure } = people[language]
  const here = await place(browser, { language, shot: shots(`${language}-borrower`) })
  // The guarantor sits at a wide screen.
  const context = await browser.newContext({ viewport: language === 'en' ? { width: 1280, height: 900 } : { width: 360, height: 740 }, locale: language })
  const page = await context.newPage()
  const shot = shots(`${language}-guarantor`)
  const other = journey({ page, origin: here.server.origin, language, person: guarantor, shot: (name: string) => shot(page, name) })
  try {
    await here.borrower.apply({ guaranteed: true })
    await here.lender.approveAndSend()
    await toCode(here)
    const code = await here.borrower.code()
    await here.borrower.confirmCode(code)
    await here.borrower.draw()
    await here.borrower.sign()

    await other.open()
    await other.identify()
    await other.consent()
    await other.costs()
    await other.read()
    await other.confirmCode(await other.code(code))
    await other.draw()
    await other.look()
    const secureButtons = await page.getByRole('button', { name: secure }).count()
    await other.sign()
    await here.lender.seal()

    const { contracts: [contract] } = (await desk(here.server.origin, '/overview')) as { contracts: [DeskContract] }
    const bytes = async (path: string): Promise<Uint8Array> => new Uint8Array(await (await fetch(`${here.server.origin}/demo${path}`)).arrayBuffer())
    const trustPem = await bytes('/trust.pem')
    return await use({
      contract,
      inbox: (await desk(here.server.origin, '/inbox')) as GuaranteedLoan['inbox'],
      secureButtons,
      trustPem,
      trustAnchors: parsePem(new TextDecoder().decode(trustPem)),
      file: (documentId, revision) => bytes(`/contracts/${contract.id}/document?document=${documentId}${revision === undefined ? '' : `&revision=${revision}`}`),
    })
  } finally {
    await context.close()
    await here.close()
  }
}
