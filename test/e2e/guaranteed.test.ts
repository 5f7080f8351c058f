import { mkdirSync } from 'node:fs'
import { verifyPdf } from '@loansign/signature'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from './driving/browser.mjs'
import { guaranteedLoan, people } from './driving/guaranteedLoan.js'

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

const agreements = { 'zh-CN': ['保证借款合同', '保证合同'], en: ['Guaranteed Loan Agreement', 'Guarantee Agreement'] } as const

describe.each(['zh-CN', 'en'] as const)('a guaranteed loan, %s', (language) => {
  it('is signed by the borrower and then by the guarantor, each their own documents, on a phone each, and sealed', async () => {
    const { borrower, guarantor } = people[language]
    await guaranteedLoan(browser, language, async ({ contract, inbox, secureButtons, trustAnchors, file }) => {
      expect(secureButtons).toBe(1)
      expect(new Set(inbox.map(({ to }) => to)).size).toBe(2)
      expect(contract.state).toBe('effective')
      const nameOf = (id: string): string => contract.signers.find((signer) => signer.id === id)!.name
      const signed: string[] = []
      for (const { id, title, sealed, signerIds } of contract.documents) {
        const report = await verifyPdf(await file(id), { trustAnchors })
        expect([title, report.indication]).toEqual([title, 'TOTAL-PASSED'])
        const signatures = report.signatures.filter(({ kind }) => kind === 'signature')
        const expected = [...signerIds.map(nameOf), ...(sealed ? [signatures.at(-1)!.signer!.commonName] : [])]
        expect(new Set(signatures.map(({ level }) => level))).toEqual(new Set(['B-LTA']))
        expect(signatures.map(({ signer }) => signer!.commonName)).toEqual(expected)
        signed.push(`${title}: ${signerIds.map(nameOf).join()}${sealed ? ' sealed' : ''}`)
      }
      expect(signed.slice(0, 2)).toEqual([`${agreements[language][0]}: ${borrower} sealed`, `${agreements[language][1]}: ${guarantor.name} sealed`])
      expect(contract.documents.length).toBe(7)
    }, pictures)
  })
})
