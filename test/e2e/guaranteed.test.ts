import { mkdirSync } from 'node:fs'
import { parsePem, verifyPdf } from '@loansign/signature'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from './driving/browser.mjs'
import { desk } from './driving/demo.mjs'
import { journey } from './driving/journey.mjs'
import { place, toCode } from './driving/place.js'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

/** Pictures of every screen, where somebody wants to look at them. */
function pictures(prefix: string): (page: Page, name: string) => Promise<void> {
  const folder = process.env.LOANSIGN_SHOTS
  if (folder === undefined) return async () => undefined
  mkdirSync(folder, { recursive: true })
  return async (page, name) => void (await page.screenshot({ path: `${folder}/${prefix}-${name}.png` }))
}

interface DeskContract {
  readonly id: string
  readonly state: string
  readonly documents: readonly { readonly id: string; readonly title: string; readonly sealed: boolean; readonly signerIds: readonly string[] }[]
  readonly signers: readonly { readonly id: string; readonly role: string; readonly name: string }[]
}

const people = {
  'zh-CN': { borrower: '周禾田', guarantor: { name: '马志远', digits: '0031' }, agreements: ['保证借款合同', '保证合同'], secure: /^签署 · 担保借款 / },
  en: { borrower: 'Harriet Fields', guarantor: { name: 'Gareth Stone', digits: '0731' }, agreements: ['Guaranteed Loan Agreement', 'Guarantee Agreement'], secure: /^Sign · secure a loan of / },
} as const

describe.each(['zh-CN', 'en'] as const)('a guaranteed loan, %s', (language) => {
  it('is signed by the borrower and then by the guarantor, each their own documents, on a phone each, and sealed', async () => {
    const { borrower, guarantor, agreements, secure } = people[language]
    const here = await place(browser, { language, shot: pictures(`${language}-borrower`) })
    // The guarantor sits at a wide screen.
    const context = await browser.newContext({ viewport: language === 'en' ? { width: 1280, height: 900 } : { width: 360, height: 740 }, locale: language })
    const page = await context.newPage()
    const shot = pictures(`${language}-guarantor`)
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
      expect(await page.getByRole('button', { name: secure }).count()).toBe(1)
      await other.sign()
      await here.lender.seal()

      const inbox = (await desk(here.server.origin, '/inbox')) as { to: string; text: string }[]
      expect(new Set(inbox.map(({ to }) => to)).size).toBe(2)
      const { contracts: [contract] } = (await desk(here.server.origin, '/overview')) as { contracts: [DeskContract] }
      expect(contract.state).toBe('effective')
      const bytes = async (path: string): Promise<Uint8Array> => new Uint8Array(await (await fetch(`${here.server.origin}/demo${path}`)).arrayBuffer())
      const trustAnchors = parsePem(new TextDecoder().decode(await bytes('/trust.pem')))
      const nameOf = (id: string): string => contract.signers.find((signer) => signer.id === id)!.name
      const signed: string[] = []
      for (const { id, title, sealed, signerIds } of contract.documents) {
        const report = await verifyPdf(await bytes(`/contracts/${contract.id}/document?document=${id}`), { trustAnchors })
        expect([title, report.indication]).toEqual([title, 'TOTAL-PASSED'])
        const signatures = report.signatures.filter(({ kind }) => kind === 'signature')
        const expected = [...signerIds.map(nameOf), ...(sealed ? [signatures.at(-1)!.signer!.commonName] : [])]
        expect(new Set(signatures.map(({ level }) => level))).toEqual(new Set(['B-LTA']))
        expect(signatures.map(({ signer }) => signer!.commonName)).toEqual(expected)
        signed.push(`${title}: ${signerIds.map(nameOf).join()}${sealed ? ' sealed' : ''}`)
      }
      expect(signed.slice(0, 2)).toEqual([`${agreements[0]}: ${borrower} sealed`, `${agreements[1]}: ${guarantor.name} sealed`])
      expect(contract.documents.length).toBe(7)
    } finally {
      await context.close()
      await here.close()
    }
  })
})
