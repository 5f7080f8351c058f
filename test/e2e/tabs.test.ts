import { verifyPdf } from '@loansign/signature'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from './driving/browser.mjs'
import { journey } from './driving/journey.mjs'
import { newestPdf, place, sent, toCode, type Place } from './driving/place.js'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

async function signatureCount({ server }: Place): Promise<number> {
  const { pdf, trustAnchors } = await newestPdf(server.origin)
  return (await verifyPdf(pdf, { trustAnchors })).signatures.length
}

describe('two at once', () => {
  it('a double click makes one signature', async () => {
    const here = await place(browser)
    try {
      await sent(here)
      await toCode(here)
      await here.borrower.confirmCode()
      await here.borrower.draw()
      await here.borrower.look()
      await here.phone.getByRole('button', { name: /^签署 · / }).dblclick()
      await here.phone.getByRole('heading', { name: '您已签好' }).waitFor({ timeout: 60_000 })
      expect(await signatureCount(here)).toBe(1)
    } finally {
      await here.close()
    }
  })

  it('two tabs make one signature: the first is told that the signing went on elsewhere, and shows the receipt when it is done', async () => {
    const here = await place(browser)
    try {
      await sent(here)
      await toCode(here)
      const first = await here.borrower.code()
      await here.borrower.confirmCode(first)
      await here.borrower.draw()
      await here.borrower.look()

      const tab = await here.phone.context().newPage()
      const second = journey({ page: tab, origin: here.server.origin, language: 'zh-CN' })
      await tab.goto(`${here.server.origin}/portal`)
      await second.resume()
      const code = await second.code(first)

      // The first tab's key is superseded: its press signs nothing, and says why.
      await here.borrower.pressReady(/^签署 · /)
      await here.phone.getByRole('heading', { name: /已在另一个窗口签/ }).waitFor()
      expect(await signatureCount(here)).toBe(0)
      if (process.env.LOANSIGN_SHOTS) await here.phone.screenshot({ path: `${process.env.LOANSIGN_SHOTS}/elsewhere.png` })

      await second.confirmCode(code)
      await second.draw()
      await second.sign()
      await here.borrower.press('再试一次')
      await here.phone.getByRole('heading', { name: '您已签好' }).waitFor()
      expect(await signatureCount(here)).toBe(1)
    } finally {
      await here.close()
    }
  })

  it('two tabs that both sign at the same moment make one signature', async () => {
    const here = await place(browser)
    try {
      await sent(here)
      await toCode(here)
      const tab = await here.phone.context().newPage()
      const second = journey({ page: tab, origin: here.server.origin, language: 'zh-CN' })
      const first = await here.borrower.code()
      await tab.goto(`${here.server.origin}/portal`)
      await second.resume()
      const code = await second.code(first)
      await second.confirmCode(code)
      await second.draw()
      await second.look()
      // The first tab still asks for the code it sent: that one belongs to a key that is superseded.
      await Promise.all([second.sign(), here.borrower.confirmCode(first)])
      await here.phone.getByRole('heading', { name: /已在另一个窗口签|您已签好/ }).waitFor()
      expect(await signatureCount(here)).toBe(1)
    } finally {
      await here.close()
    }
  })
})
