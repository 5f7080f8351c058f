import { mkdirSync } from 'node:fs'
import { extractAttachment, readPdf, verifyPdf } from '@loansign/signature'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from './driving/browser.mjs'
import { desk } from './driving/demo.mjs'
import { newestPdf, place } from './driving/place.js'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

/** Pictures of every screen, where somebody wants to look at them. */
async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env.LOANSIGN_SHOTS
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: `${folder}/line-${name}.png` })
}

const words = {
  'zh-CN': { limit: '授信额度', loan: '借款金额', sign: /^签署 · 授信额度 300,000\.00 元$/, message: '授信额度300,000.00元' },
  en: { limit: 'Credit limit', loan: 'Loan amount', sign: /^Sign · credit line of \$24,000\.00$/, message: 'credit limit $24,000.00' },
} as const

describe.each(['zh-CN', 'en'] as const)('a credit line, %s', (language) => {
  it('is signed as a limit and not as a loan, opens with the seal, and is drawn in parts', async () => {
    const text = words[language]
    const here = await place(browser, { language, shot: (page, name) => shot(page, `${language}-${name}`) })
    try {
      await here.borrower.apply({ line: true })
      await here.lender.approveAndSend()
      const { phone, server: { origin } } = here
      await here.borrower.open()
      await phone.getByText(text.limit, { exact: true }).first().waitFor({ timeout: 60_000 })
      expect(await phone.getByText(text.loan, { exact: true }).count()).toBe(0)
      await here.borrower.identify()
      await here.borrower.consent()
      await here.borrower.costs()
      await here.borrower.read()
      await phone.getByText(text.limit, { exact: true }).first().waitFor({ timeout: 60_000 })
      await here.borrower.confirmCode(await here.borrower.code())
      const [{ text: message }] = (await desk(origin, '/inbox')) as [{ text: string }]
      expect(message).toContain(text.message)
      await here.borrower.draw()
      await here.borrower.look()
      expect(await phone.getByRole('button', { name: text.sign }).count()).toBe(1)
      await here.borrower.sign()
      await here.lender.seal()

      const { pdf, trustAnchors, contract } = await newestPdf(origin)
      expect((await verifyPdf(pdf, { trustAnchors })).indication).toBe('TOTAL-PASSED')
      const data = JSON.parse(new TextDecoder().decode(extractAttachment({ pdf: readPdf(pdf), name: 'loan.json' }))) as { opens: string; loan: { principal: string; startDate: string }; terms: { availableUntil: string } }
      const { contract: { lineId, loanId } } = (await desk(origin, `/contracts/${contract.id}`)) as { contract: { lineId: string; loanId: null } }
      expect([loanId, data.opens]).toEqual([null, 'credit-line'])
      const { line } = (await desk(origin, `/lines/${lineId}`)) as { line: Record<string, unknown> }
      // What was signed is what is open.
      expect(line).toMatchObject({ limit: data.loan.principal, available: data.loan.principal, availableFrom: data.loan.startDate, availableUntil: data.terms.availableUntil, revolving: true, drawdowns: [] })
      for (const principal of ['8000', '1200.5']) {
        const { id } = (await desk(origin, `/lines/${lineId}/draw`, { principal, purpose: 'e2e', termMonths: '6', repaymentMethod: 'level-payment' })) as { id: string }
        await desk(origin, `/loans/${id}/disburse`, {})
      }
      expect((await desk(origin, `/lines/${lineId}`)) as { line: unknown }).toMatchObject({ line: { outstandingPrincipal: '9200.50', drawdowns: [{ state: 'active' }, { state: 'active' }] } })
    } finally {
      await here.close()
    }
  }, 300_000)
})
